import { expect, test } from 'vitest';
import { UsageError } from '../base/failure.ts';
import { printDoctor } from './doctor.ts';

test.for([
  [{ namespace: 'x' }, '--namespace says where on a cluster of your own'],
  [{ registry: 'registry.example.com/lab' }, '--registry says where the nodes of a --kubeconfig get images from'],
  [{ suite: 'warehousing' }, '--suite says what a cluster of your own is asked for'],
  [{ overlay: 'secure' }, '--overlay says what a cluster of your own is asked for'],
  [{ existing: 'existing.yaml' }, '--existing says what a cluster of your own is asked for'],
] as const)('of a host, what says something of a cluster is wrong usage: %o', async ([given, words]) => {
  const refusal = printDoctor({ ...given }, new AbortController().signal);
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(words);
});

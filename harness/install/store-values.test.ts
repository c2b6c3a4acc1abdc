import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';
import { storeValues } from './store-values.ts';

const stack = readStack(REPOSITORY);

function saying(data: Readonly<Record<string, string>>): SharedConfig {
  return new Map([['object-store', { metadata: { name: 'object-store' }, data }]]);
}

test('whoever has keys of the object store is told who vouches for it', () => {
  const told = Object.keys(stack.systems).filter(
    (system) => storeValues(system, stack, saying({ authority: 'install-authority' })).storeAuthority === 'install-authority',
  );
  expect(told).toEqual(['hive-metastore', 'presto', 'spark', 'zeppelin']);
});

test('nobody is told where nobody has to be: by TLS of a store that machines trust, or without', () => {
  expect(storeValues('presto', stack, saying({ endpoint: 'https://s3.example.com' }))).toEqual({});
  expect(storeValues('presto', stack, saying({ endpoint: 'https://s3.example.com', authority: '' }))).toEqual({});
});

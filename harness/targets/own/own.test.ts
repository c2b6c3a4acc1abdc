import { expect, test } from 'vitest';
import { fakeProgram } from '../../testing/fake-program.ts';
import { checkReachable } from './reach.ts';

const quiet = new AbortController().signal;
const PLACE = { kubeconfig: '/tmp/none', context: 'prod', namespace: 'team' };

test('a cluster that does not answer is named, with what kubectl says', async () => {
  const kubectl = await fakeProgram(`echo 'dial tcp: i/o timeout' >&2; exit 1`);
  await expect(checkReachable(PLACE, kubectl.path, quiet)).rejects.toMatchObject({
    message: 'the cluster of context prod does not answer',
    evidence: ['dial tcp: i/o timeout'],
  });
});

test('what the user may not make is named', async () => {
  const kubectl = await fakeProgram(`case "$*" in *'create secrets'*) echo no; exit 1;; *) echo yes;; esac`);
  await expect(checkReachable(PLACE, kubectl.path, quiet)).rejects.toThrow(
    'the user of context prod may not create secrets in namespace team',
  );
  expect(await kubectl.calls()).toHaveLength(4);
});

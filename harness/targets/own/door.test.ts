import { expect, onTestFinished, test } from 'vitest';
import { Access } from '../../cluster/access.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { forwardedDoor } from './door.ts';

const PLACE = { kubeconfig: '/tmp/none', context: 'prod', namespace: 'team' };

test('a port-forward that does not come up is a failure of the ground, with kubectl’s words', async () => {
  const kubectl = await fakeProgram(`echo 'error: services "gateway" not found' >&2; exit 1`);
  const access = new Access(PLACE, { kubectl: kubectl.path, helm: '' });
  await expect(forwardedDoor(access, new AbortController().signal)).rejects.toMatchObject({
    message: 'the port-forward to the gateway does not come up',
    evidence: ['error: services "gateway" not found'],
  });
});

test('one that breaks again and again is started again and again, on the same port', async () => {
  const kubectl = await fakeProgram(`echo Forwarding; [ $(wc -l <"$(dirname "$0")/calls") -lt 4 ] || exec sleep 60`);
  const access = new Access(PLACE, { kubectl: kubectl.path, helm: '' });
  const door = await forwardedDoor(access, new AbortController().signal);
  onTestFinished(() => door.close());
  await expect.poll(async () => (await kubectl.calls()).length, { timeout: 10_000 }).toBe(4);
  expect(new Set((await kubectl.calls()).map((call) => call.split(' ').at(-1)))).toEqual(new Set([`${new URL(door.url).port}:8080`]));
});

import { expect, test } from 'vitest';
import { Access } from '../cluster/access.ts';
import { LABEL } from '../cluster/label.ts';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { answerFrom } from '../testing/fake-namespace.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import { reaches } from '../testing/charts/reach.ts';
import { applyPolicies } from './apply-policies.ts';
import { policiesFor } from './policies.ts';

const quiet = new AbortController().signal;
const stack = { ...readStack(REPOSITORY), networkPolicies: true };

test('there are none where the blueprint wants none', () => {
  expect(policiesFor({ stack: { ...stack, networkPolicies: false } })).toEqual([]);
});

test('a system that is there already is reached at its port, by those that work with it and by the gateway', () => {
  const address = { endpoint: 'https://s3.example.org:9443' };
  const policies = policiesFor({ stack, existing: { minio: { address, credentials: {} } } });
  const to = (app: string, port: number): boolean => reaches(policies, { labels: { app }, isHere: true }, { address: '203.0.113.7' }, port);
  expect(['presto', 'gateway', 'spark-worker', 'kafka'].map((app) => to(app, 9443))).toEqual([true, true, true, false]);
  expect(to('presto', 9000)).toBe(false);
});

/** What is asked of a namespace that has policies with these labels when some are applied, and of kubectl. */
async function applied(standing: Readonly<Record<string, object>>, policies = policiesFor({ stack })): Promise<[string[], string[]]> {
  const objects = Object.fromEntries(
    Object.entries(standing).map(([name, labels]) => [`networkpolicies/${name}`, { metadata: { name, labels } }]),
  );
  const answer = answerFrom({ name: 'team', objects });
  const api = await fakeApi((request) => (request.method === 'DELETE' ? { json: {} } : answer(request)));
  const kubectl = await fakeProgram();
  await applyPolicies(policies, { access: new Access({ ...api, namespace: 'team' }, { kubectl: kubectl.path, helm: '' }), signal: quiet });
  const deleted = api.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/').at(-1) ?? '');
  return [deleted, await kubectl.calls()];
}

test('those that are no longer wanted go, and nobody else’s', async () => {
  const standing = { 'touchstone-kafka': LABEL, 'touchstone-gone': LABEL, theirs: {} };
  expect(await applied(standing)).toEqual([
    ['touchstone-gone'],
    ['apply --server-side --force-conflicts --field-manager=touchstone --filename=-'],
  ]);
  expect(await applied(standing, [])).toEqual([['touchstone-kafka', 'touchstone-gone'], []]);
});

import { expect, test } from 'vitest';
import { connectTo } from './api.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { ownContainers } from './own-containers.ts';

/** A pod with these containers, and who made it. */
const pod = (kind: string, owner: string, ...names: string[]): Parameters<typeof ownContainers>[0] => ({
  metadata: { name: 'p', namespace: 'team', ownerReferences: [{ apiVersion: '', kind, name: owner, uid: '' }] },
  spec: { containers: names.map((name) => ({ name })) },
});

test.for([
  ['StatefulSet', 'kafka', '/apis/apps/v1/namespaces/team/statefulsets/kafka'],
  ['Job', 'spark-1', '/apis/batch/v1/namespaces/team/jobs/spark-1'],
  ['ReplicaSet', 'hive-metastore-5d4f8', '/apis/apps/v1/namespaces/team/deployments/hive-metastore'],
] as const)('what a mesh puts before the container of a %s is not the stack’s', async ([kind, owner, path]) => {
  const api = await fakeApi(() => ({ json: { spec: { template: { spec: { containers: [{ name: 'main' }] } } } } }));
  expect(await ownContainers(pod(kind, owner, 'istio-proxy', 'main'), connectTo(api))).toEqual(['main']);
  expect(api.requests.map((request) => request.path)).toEqual([path]);
});

test('of one container nobody is asked, and where nobody knows all are its own', async () => {
  const api = await fakeApi(() => ({ json: {} }));
  expect(await ownContainers(pod('StatefulSet', 'kafka', 'kafka'), connectTo(api))).toEqual(['kafka']);
  expect(await ownContainers(pod('Pod', 'driver', 'executor', 'other'), connectTo(api))).toEqual(['executor', 'other']);
  expect(api.requests).toEqual([]);
});

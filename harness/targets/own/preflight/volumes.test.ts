import type { V1Node, V1PersistentVolume, V1PersistentVolumeClaimSpec, V1PersistentVolumeSpec } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { Demand } from './demand.ts';
import { examineVolumes } from './volumes.ts';

function demandFor(spec: V1PersistentVolumeClaimSpec): Demand {
  return { workload: 'StatefulSet kafka', replicas: 3, template: {}, claims: [{ spec }] };
}

const DEMANDS = [demandFor({ storageClassName: 'made' })];

function node(name: string, status = 'True'): V1Node {
  return { metadata: { name }, status: { conditions: [{ type: 'Ready', status }] } };
}

function said(findings: readonly { readonly state: string; readonly detail: string }[]): string[] {
  return findings.map(({ state, detail }) => `${state}: ${detail}`);
}

const volume = (name: string, phase: string, spec: V1PersistentVolumeSpec = {}): V1PersistentVolume => ({
  metadata: { name },
  spec: Object.assign({ storageClassName: 'made', claimRef: { namespace: 'team', name: `data-${name}` } }, spec),
  status: { phase },
});

test('one that an earlier stack had is given to no other', () => {
  const volumes = [volume('kafka-0', 'Released'), volume('kafka-1', 'Available'), volume('kafka-2', 'Bound')];
  expect(said(examineVolumes(DEMANDS, volumes, { namespace: 'team', nodes: [] }))).toEqual([
    'missing: kafka-0 waits for a claim that is gone (Released), and is given to no other',
  ]);
  expect(examineVolumes(DEMANDS, volumes, { namespace: 'others', nodes: [] })).toEqual([]);
  expect(examineVolumes([demandFor({})], volumes, { namespace: 'team', nodes: [] })).toEqual([]);
  expect(examineVolumes(DEMANDS, undefined, { namespace: 'team', nodes: [] })).toEqual([]);
});

test('one that is a folder of whichever node is fit for one node', () => {
  const volumes = [volume('kafka-0', 'Available', { hostPath: { path: '/data' } })];
  const two = [node('a'), node('b')];
  expect(said(examineVolumes(DEMANDS, volumes, { namespace: 'team', nodes: two }))).toEqual([
    'missing: kafka-0 is a folder of whichever node a pod is on, and 2 nodes take pods: one that comes to another finds its data gone',
  ]);
  expect(examineVolumes(DEMANDS, volumes, { namespace: 'team', nodes: [node('a'), node('b', 'False')] })).toEqual([]);
  const required = { nodeSelectorTerms: [] };
  const placed = [volume('kafka-0', 'Available', { hostPath: { path: '/data' }, nodeAffinity: { required } })];
  expect(examineVolumes(DEMANDS, placed, { namespace: 'team', nodes: two })).toEqual([]);
});

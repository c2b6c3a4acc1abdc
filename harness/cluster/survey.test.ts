import { expect, test } from 'vitest';
import { FINGERPRINT_ANNOTATION } from '../model/release.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeRequest } from '../testing/fake-api.ts';
import { Access } from './access.ts';
import { survey } from './survey.ts';

const NODE_INFO = {
  osImage: 'Debian GNU/Linux 12',
  architecture: 'arm64',
  kernelVersion: '6.1.0',
  containerRuntimeVersion: 'containerd://2.1.4',
  kubeletVersion: 'v1.37.0',
};

function list(...items: object[]): FakeAnswer {
  return { json: { kind: 'List', apiVersion: 'v1', metadata: {}, items } };
}

function pod(annotations: object, image: string, imageID: string): object {
  return {
    metadata: { annotations },
    spec: { containers: [{ name: 'c', image }] },
    status: { containerStatuses: [{ name: 'c', imageID }] },
  };
}

const OURS = { [FINGERPRINT_ANNOTATION]: 'f' };

const ANSWERS: Readonly<Record<string, FakeAnswer>> = {
  '/version': { json: { major: '1', minor: '37', gitVersion: 'v1.37.0' } },
  '/api/v1/nodes': list({ metadata: { name: 'secret-host-name' }, status: { nodeInfo: NODE_INFO } }),
  '/apis/storage.k8s.io/v1/storageclasses': list({
    metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'csi.example.com',
  }),
  '/apis/apps/v1/daemonsets': list({ metadata: { name: 'log-shipper' } }, { metadata: { name: 'calico-node' } }),
  '/api/v1/namespaces/team/pods': list(
    pod(OURS, 'presto:1', 'presto@sha256:2'),
    pod(OURS, 'kafka:1', 'kafka@sha256:1'),
    pod(OURS, 'kafka:1', 'kafka@sha256:1'),
    pod({}, 'theirs:1', 'theirs@sha256:3'),
    pod(OURS, 'waiting:1', ''),
  ),
};

async function surveyOf(answer: (request: FakeRequest) => FakeAnswer | undefined): ReturnType<typeof survey> {
  const api = await fakeApi((request) => answer(request) ?? refusal(403, `nothing for you at "${request.path}"`));
  return survey(new Access({ ...api, namespace: 'team' }, { kubectl: '', helm: '' }));
}

test('a cluster tells what it is, and what its nodes run of the stack', async () => {
  expect(await surveyOf(({ path }) => ANSWERS[path])).toEqual({
    kubernetes: 'v1.37.0',
    nodes: [
      {
        os: 'Debian GNU/Linux 12',
        architecture: 'arm64',
        kernel: '6.1.0',
        runtime: 'containerd://2.1.4',
        kubelet: 'v1.37.0',
      },
    ],
    storageClasses: [{ name: 'fast', provisioner: 'csi.example.com', isDefault: true }],
    podNetwork: 'Calico',
    images: [
      { reference: 'kafka:1', id: 'kafka@sha256:1' },
      { reference: 'presto:1', id: 'presto@sha256:2' },
    ],
    untold: [],
  });
});

test('what a user may not see is untold, with the cluster’s words, and the rest is told', async () => {
  const facts = await surveyOf(({ path }) => (path.includes('/namespaces/') || path === '/version' ? ANSWERS[path] : undefined));
  expect(facts).toMatchObject({ kubernetes: 'v1.37.0', images: [{}, {}] });
  expect(facts.untold).toEqual([
    'the nodes: nothing for you at "/api/v1/nodes"',
    'the StorageClasses: nothing for you at "/apis/storage.k8s.io/v1/storageclasses"',
    'the pod network: nothing for you at "/apis/apps/v1/daemonsets"',
  ]);
  expect(facts).not.toHaveProperty('nodes');
});

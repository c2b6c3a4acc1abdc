import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { Stream } from '../stream/stream.ts';
import { withOverlay } from '../model/overlay.ts';
import { readStack } from '../model/stack.ts';
import { Access } from '../cluster/access.ts';
import { LABEL } from '../cluster/label.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { answerFrom, helmRecord } from '../testing/fake-namespace.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import { installReleases } from './releases.ts';
import { uninstall } from './uninstall.ts';
import type { RenderedRelease } from './render.ts';

const quiet = new AbortController().signal;

function release(system: string): RenderedRelease {
  const workloads = [{ kind: 'StatefulSet', name: system, selector: { app: system }, replicas: 1, joinsLater: false }] as const;
  return { system, chart: `charts/${system}`, values: '', workloads, configMaps: [], fingerprint: 'new', manifest: '', objects: [] };
}

interface Installed {
  readonly helm: readonly string[];
  readonly deleted: readonly string[];
  readonly notes: readonly string[];
}

/** @param kubectlSays what kubectl does, as a shell script */
async function install(
  systems: readonly string[],
  objects: Readonly<Record<string, object>>,
  kubectlSays = '',
  overlay?: string,
): Promise<Installed> {
  const fake = await fakeApi(answerFrom({ name: 'team', objects }));
  const [helm, kubectl] = [await fakeProgram(), await fakeProgram(kubectlSays)];
  const stream = new Stream();
  const notes: string[] = [];
  stream.listen((event) => {
    if (event.kind === 'note') notes.push(event.text);
  });
  const access = new Access({ ...fake, namespace: 'team' }, { helm: helm.path, kubectl: kubectl.path });
  const context = { stack: withOverlay(readStack(REPOSITORY), REPOSITORY, overlay), access, stream, signal: quiet };
  await installReleases(systems.map(release), new Set(), context);
  const deleted = fake.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  return {
    helm: (await helm.calls()).map((call) => call.replace(/ --.*/, '').replace(/ charts\/\S+/, '')),
    deleted,
    notes,
  };
}

test('a release of the harness whose installation was cut off is forgotten, and nobody else’s', async () => {
  const { helm, deleted } = await install(['kafka'], {
    ...helmRecord('kafka', 'pending-install', 'old'),
    ...helmRecord('mydb', 'pending-upgrade'),
  });
  expect(deleted).toEqual(['/api/v1/namespaces/team/secrets/sh.helm.release.v1.kafka.v1']);
  expect(helm).toEqual(['upgrade']);
});

/** A StatefulSet as it was installed, but for how many pods it is to have. */
function scaled(system: string, replicas: number): Readonly<Record<string, object>> {
  const template = { metadata: { annotations: { 'touchstone/fingerprint': 'new' } } };
  return { [`statefulsets/${system}`]: { metadata: { name: system }, spec: { replicas, template } } };
}

test.for([
  [1, 'stands, and is left alone', []],
  [3, 'has more than was asked for, and is left alone', []],
  [0, 'was scaled to none, and is installed again', ['upgrade']],
] as const)('a system with %i pods %s', async ([replicas, , expected]) => {
  const { helm } = await install(['kafka'], { ...helmRecord('kafka', 'deployed', 'new'), ...scaled('kafka', replicas) });
  expect(helm).toEqual(expected);
});

test('what is changed in place is not removed', async () => {
  const { helm, notes } = await install(['zookeeper'], helmRecord('zookeeper', 'deployed', 'old'));
  expect(helm).toEqual(['upgrade']);
  expect(notes).toEqual(['zookeeper is replaced: what stands differs from what this tree would install']);
});

test('a change that Kubernetes refuses in place removes that system and what stands of those that need it', async () => {
  const refusal = 'The StatefulSet "zookeeper" is invalid: spec.volumeClaimTemplates: Invalid value: {}: field is immutable';
  const { helm, notes } = await install(
    ['zookeeper', 'kafka'],
    {
      ...helmRecord('zookeeper', 'deployed', 'old'),
      ...helmRecord('kafka', 'deployed', 'new'),
      ...helmRecord('nifi', 'deployed', 'new'),
      ...helmRecord('minio', 'deployed', 'new'),
    },
    `case "$*" in *--dry-run=server*) echo '${refusal}' >&2; exit 1;; esac`,
  );
  expect([...helm].sort()).toEqual(['uninstall kafka', 'uninstall nifi', 'uninstall zookeeper', 'upgrade', 'upgrade']);
  expect(notes).toEqual([
    'zookeeper is made anew, its data too: Kubernetes refuses the change in place (The StatefulSet "zookeeper" is invalid: spec.volumeClaimTemplates: field is immutable)',
    'kafka, nifi with it, whose data may speak of what goes',
  ]);
});

test('of what keeps nothing nobody’s data speaks', async () => {
  const refusal = 'The StatefulSet "kdc" is invalid: spec.selector: Invalid value: {}: field is immutable';
  const { helm } = await install(
    ['kdc'],
    { ...helmRecord('kdc', 'deployed', 'old'), ...helmRecord('hdfs', 'deployed', 'new') },
    `case "$*" in *--dry-run=server*) echo '${refusal}' >&2; exit 1;; esac`,
    'kerberos',
  );
  expect(helm.filter((call) => call.startsWith('uninstall'))).toEqual(['uninstall kdc']);
});

test('what stands for the sake of an overlay goes where there is none, and stays where there is', async () => {
  const standing = { ...helmRecord('kdc', 'deployed', 'new'), ...scaled('kafka', 1), ...helmRecord('kafka', 'deployed', 'new') };
  expect((await install(['kafka'], standing)).helm).toEqual(['uninstall kdc']);
  expect((await install(['kafka'], { ...standing, ...helmRecord('hdfs', 'deployed', 'new') })).helm).toEqual([]); // which may need it as it stands
  expect((await install(['kafka'], standing, '', 'kerberos')).helm).toEqual([]);
});

/** A StatefulSet of the harness's with a claim that is on its way out. */
const HALF_REMOVED = {
  'statefulsets/zookeeper': {
    metadata: { name: 'zookeeper', annotations: { 'meta.helm.sh/release-name': 'zookeeper' } },
    spec: { selector: { matchLabels: { app: 'zookeeper' } }, template: {} },
  },
  'persistentvolumeclaims/data-zookeeper-0': {
    metadata: { name: 'data-zookeeper-0', labels: { ...LABEL, app: 'zookeeper' }, deletionTimestamp: '2026-11-30T00:00:00Z' },
  },
};

test.for([
  ['Helm says of one', helmRecord('zookeeper', 'uninstalling', 'new'), {}],
  ['one has a claim that is going', helmRecord('zookeeper', 'deployed', 'new'), HALF_REMOVED],
] as const)('a removal that was cut off is ended first, with what of those that need it stands: %s', async ([, record, objects]) => {
  const { helm } = await install(['zookeeper'], {
    ...record,
    ...objects,
    ...helmRecord('kafka', 'deployed', 'new'),
    ...helmRecord('minio', 'deployed', 'new'),
  });
  expect([...helm].sort()).toEqual(['uninstall kafka', 'uninstall zookeeper', 'upgrade']);
});

test('claims are told to go before what holds them up', async () => {
  const fake = await fakeApi(answerFrom({ name: 'team', objects: { ...helmRecord('zookeeper', 'deployed', 'new'), ...HALF_REMOVED } }));
  const program = await fakeProgram();
  const access = new Access({ ...fake, namespace: 'team' }, { helm: program.path, kubectl: program.path });
  await uninstall(new Set(['zookeeper']), { access, signal: quiet });
  expect(
    (await program.calls()).map((call) => /^(uninstall|delete)|--wait=false|--timeout/.exec(call.replace(/.* delete/, 'delete'))?.[0]),
  ).toEqual(['delete', 'uninstall', 'delete']);
});

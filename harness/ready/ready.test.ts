import { expect, onTestFinished, test } from 'vitest';
import { connectTo } from '../cluster/api.ts';
import type { Release } from '../model/release.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { NamespaceWatch } from './namespace-watch.ts';
import { readyRelease } from './ready.ts';

const quiet = new AbortController().signal;
const FINGERPRINT = { 'touchstone/fingerprint': '0' };
const KAFKA: Release = {
  ...{ system: 'kafka', chart: '', values: '', configMaps: [], fingerprint: '0' },
  workloads: [{ kind: 'StatefulSet', name: 'kafka', selector: { app: 'kafka' }, replicas: 1, joinsLater: false }],
};
const SET = {
  metadata: { name: 'kafka' },
  spec: { replicas: 1, template: { metadata: { annotations: FINGERPRINT }, spec: { containers: [{ name: 'kafka' }] } } },
};

/** A moment so many seconds from now. */
function soon(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

function pod(status: object): object {
  return {
    metadata: { name: 'kafka-0', uid: 'u', labels: { app: 'kafka' }, annotations: FINGERPRINT },
    spec: { containers: [{ name: 'kafka' }] },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: soon(0) }], ...status },
  };
}

interface Told {
  readonly pods?: readonly object[];
  readonly events?: readonly object[];
}

/** Waits for Kafka in a namespace that is as it is told, for `patience` milliseconds, and gives why it does not become ready, and after how many. */
async function wait({ pods = [], events = [] }: Told, timeout: number, patience = 1_500): Promise<{ words: string; took: number }> {
  const api = await fakeApi(({ path, query }) => {
    if (query.has('watch')) return { watch: [] };
    const items = path.endsWith('/pods') ? pods : path.endsWith('/events') ? events : path.endsWith('/statefulsets') ? [SET] : [];
    return { json: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items } };
  });
  const watch = await NamespaceWatch.start(connectTo(api), 'team', quiet);
  onTestFinished(() => watch.stop());
  const begun = Date.now();
  const stop = AbortSignal.timeout(patience);
  const words = await readyRelease(KAFKA, { watch, timeout, signal: stop }).then(
    () => 'ready',
    (error: unknown) => (stop.aborted ? 'still waiting' : (error as Error).message),
  );
  return { words, took: Date.now() - begun };
}

const of = (kind: string, reason: string, message: string, seconds: number): object => ({
  metadata: { name: `${reason}-${seconds}` },
  involvedObject: kind === 'Pod' ? { kind, uid: 'u' } : { kind, name: 'kafka' },
  ...{ reason, message, lastTimestamp: soon(seconds) },
});

test('a StatefulSet whose pods a quota refuses is given up within ten seconds, by that name', async () => {
  const words = 'create Pod kafka-0 in StatefulSet kafka failed error: pods "kafka-0" is forbidden: exceeded quota: q';
  const { words: said, took } = await wait({ events: [of('StatefulSet', 'FailedCreate', words, 1)] }, 60_000, 9_000);
  expect(said).toBe(`kafka does not become ready: kafka: FailedCreate: no pod can be made (quota): ${words}`);
  expect(took).toBeLessThan(7_000);
});

test('what a controller said before the wait began is said when no pod was made in time', async () => {
  const old = of('StatefulSet', 'FailedCreate', 'exceeded quota: q', -600);
  expect(await wait({ events: [old] }, 300)).toMatchObject({ words: expect.stringContaining('no pod of kafka was made') as string });
});

test('while an image is being pulled no time to start runs out; when it is there, it does', async () => {
  const creating = pod({ containerStatuses: [{ name: 'kafka', state: { waiting: { reason: 'ContainerCreating' } } }] });
  const pulling = of('Pod', 'Pulling', 'Pulling image "kafka:1"', -2);
  expect((await wait({ pods: [creating], events: [pulling] }, 200)).words).toBe('still waiting');
  const pulled = of('Pod', 'Pulled', 'Successfully pulled image "kafka:1" in 1s', -1);
  expect((await wait({ pods: [creating], events: [pulling, pulled] }, 200)).words).toContain('(and not within 0.2 s)');
});

test('a trouble that a long pull comes to is not final at its first sight', async () => {
  const waiting = { reason: 'ErrImagePull', message: 'failed to copy: read tcp 10.0.0.4:1->3.5.1.2:443: i/o timeout' };
  const failed = pod({ startTime: soon(-90), containerStatuses: [{ name: 'kafka', image: 'kafka:1', state: { waiting } }] });
  expect((await wait({ pods: [failed] }, 60_000)).words).toBe('still waiting');
});

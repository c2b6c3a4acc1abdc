import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NamespaceWatch, connectTo, findTools, readyRelease, run, kindPlace, type Release, type Tools } from '../harness/index.ts';

const NAMESPACE = 'touchstone-bench';
const NAME = 'bench';
const NEVER = new AbortController().signal;

/** Milliseconds from the API server's event that says Ready until each waiter knew. */
export interface ReadinessSample {
  readonly harness: number;
  readonly kubectl: number;
  readonly helm: number;
}

/**
 * Installs a small Deployment again and again; four wait for each at once: a plain watch in a process of its own, whose line is the
 * API server's event, the harness, `kubectl wait` and the `helm install --wait` that installs it.
 */
export async function measureReadiness(rounds: number, image: string): Promise<ReadinessSample[]> {
  const tools = await findTools(NEVER);
  const chart = await writeChart(image);
  await run(tools.kubectl, [...access(), 'create', 'namespace', NAMESPACE]);
  try {
    const samples: ReadinessSample[] = [];
    for (let round = 0; round < rounds; round++) samples.push(await measureOnce(chart, String(round), tools));
    return samples;
  } finally {
    await run(tools.kubectl, [...access(), 'delete', 'namespace', NAMESPACE]);
    await rm(chart, { recursive: true });
  }
}

async function measureOnce(chart: string, round: string, tools: Tools): Promise<ReadinessSample> {
  const watch = await NamespaceWatch.start(connectTo(kindPlace()), NAMESPACE, new AbortController().signal);
  const release: Release = {
    system: NAME,
    chart,
    values: '',
    configMaps: [],
    fingerprint: round,
    workloads: [{ kind: 'Deployment', name: NAME, selector: { app: NAME }, replicas: 1, joinsLater: false }],
  };
  const event = firstReadyEvent(tools);
  const knows = async (work: Promise<unknown>): Promise<number> => {
    await work;
    return Date.now();
  };
  const helm = knows(
    run(tools.helm, [
      'install',
      NAME,
      chart,
      '--wait',
      '--set',
      `round=${round}`,
      '--namespace',
      NAMESPACE,
      '--kubeconfig',
      kindPlace().kubeconfig,
    ]),
  );
  const harness = knows(readyRelease(release, { watch, timeout: 60_000, signal: NEVER }));
  const kubectl = knows(
    run(tools.kubectl, [
      ...access(),
      '--namespace',
      NAMESPACE,
      'wait',
      'deployment',
      NAME,
      '--for=create',
      '--for=condition=Available',
      '--timeout=60s',
    ]),
  );
  const [at, ...known] = await Promise.all([event, harness, kubectl, helm]);
  await watch.stop();
  await run(tools.helm, ['uninstall', NAME, '--wait', '--namespace', NAMESPACE, '--kubeconfig', kindPlace().kubeconfig]);
  const [byHarness = 0, byKubectl = 0, byHelm = 0] = known.map((moment) => moment - at);
  return { harness: byHarness, kubectl: byKubectl, helm: byHelm };
}

/** When a plain watch of the Deployment sees its replica ready. @throws CommandError when the watch ends before */
async function firstReadyEvent(tools: Tools): Promise<number> {
  const template = '{.metadata.name}={.status.readyReplicas}{"\\n"}';
  const watch = [...access(), '--namespace', NAMESPACE, 'get', 'deployments', '--watch', `--output=jsonpath=${template}`];
  const seen = new AbortController();
  let at = NaN;
  const onLine = (line: string): void => {
    if (line !== `${NAME}=1`) return;
    at = Date.now();
    seen.abort();
  };
  await run(tools.kubectl, watch, { signal: seen.signal, onLine, timeout: 60_000 }).catch((error: unknown) => {
    if (!seen.signal.aborted) throw error;
  });
  return at;
}

function access(): string[] {
  return ['--kubeconfig', kindPlace().kubeconfig];
}

async function writeChart(image: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-bench-'));
  await mkdir(join(folder, 'templates'));
  const container = {
    name: NAME,
    image,
    command: ['node', '-e', "require('http').createServer((q, r) => r.end()).listen(8080)"],
    readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
  };
  const template = {
    metadata: { labels: { app: NAME }, annotations: { 'touchstone/fingerprint': '{{ .Values.round }}' } },
    spec: { terminationGracePeriodSeconds: 0, containers: [container] },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME },
    spec: { selector: { matchLabels: { app: NAME } }, template },
  };
  await writeFile(join(folder, 'Chart.yaml'), stringify({ apiVersion: 'v2', name: NAME, version: '0.1.0' }));
  await writeFile(
    join(folder, 'templates', 'deployment.yaml'),
    stringify(deployment).replace('"{{ .Values.round }}"', '{{ .Values.round | quote }}'),
  );
  return folder;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CommandError, run, tryRun } from '../../base/command.ts';
import { withDeadline } from '../../base/deadline.ts';
import { GroundFailure } from '../../base/failure.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Tools } from '../../host/tools.ts';
import { docker } from '../../engine/docker.ts';
import { fullReference, containerdIn, loadImages, referencesIn } from '../../engine/load.ts';
import type { ProvidedImage } from '../../images/provide.ts';
import { CACHE } from '../../base/paths.ts';
import type { Stream } from '../../stream/stream.ts';
import { ifThere } from '../../cluster/api.ts';
import { Access } from '../../cluster/access.ts';
import type { Place } from '../../cluster/place.ts';
import { NAMESPACE } from '../../cluster/place.ts';
import { kindConfig } from './config.ts';
import { checkOurs } from './ours.ts';
import { nodeStores, removeNodeStores } from './store.ts';
import { runUnderWay } from '../../cluster/under-way.ts';
import { shareCpuWithVolumes } from './volumes.ts';

export const NAME = 'touchstone';
const KUBECONFIG = join(CACHE, 'kubeconfig');
/** A ConfigMap that is written when a cluster is complete, so that one whose making was interrupted is never used. */
export const MARKER = { name: 'touchstone-cluster', namespace: 'kube-system' } as const;
/** How long a standing cluster's API has to answer, in milliseconds. */
const API_PATIENCE = 8_000;

/** A shell's profile may choose Podman for other clusters: this one's nodes are looked for in Docker. */
export const ON_DOCKER = { KIND_EXPERIMENTAL_PROVIDER: 'docker' };

/** What a kind cluster is made from. */
export interface KindRequest {
  readonly host: HostFacts;
  readonly tools: Tools;
  readonly node: ProvidedImage;
  /** The images that pods run. */
  readonly images: readonly ProvidedImage[];
  readonly nodes: number;
  /** Take no standing one. */
  readonly fresh: boolean;
  readonly stream: Stream;
  readonly signal: AbortSignal;
}

/** The stack's place in the kind cluster, whether that stands or not. */
export function kindPlace(): Place {
  return { kubeconfig: KUBECONFIG, context: `kind-${NAME}`, namespace: NAMESPACE };
}

/** The way there. */
export function accessTo(tools: Tools): Access {
  return new Access(kindPlace(), tools);
}

/** Writes the standing cluster's kubeconfig: it may be another checkout of this repository that made it. */
export async function exportKubeconfig({ kind }: Tools, signal: AbortSignal): Promise<void> {
  await run(kind, ['export', 'kubeconfig', '--name', NAME, '--kubeconfig', KUBECONFIG], { signal, env: ON_DOCKER });
}

/** The containers of the standing cluster's nodes; empty when there is none. */
export async function nodeContainers(signal?: AbortSignal): Promise<string[]> {
  const listed = await docker(['ps', '--all', '--filter', `label=io.x-k8s.kind.cluster=${NAME}`, '--format', '{{.Names}}'], { signal });
  return listed.split('\n').filter((name) => name !== '');
}

/** Checks that no cluster of somebody else's stands in the place of ours. @throws GroundFailure where one does */
export async function checkPlace(signal: AbortSignal): Promise<void> {
  const containers = await nodeContainers(signal);
  if (containers.length > 0) await checkOurs(NAME, containers, signal);
}

/**
 * Gives a cluster with the images on its nodes: the standing one if it is whole, answers and was made from the same things; else a
 * new one in its place.
 * @returns whether it was made
 * @throws GroundFailure when it can't be made, and nothing half-made stays; and where somebody else made one of its name
 */
export async function ensureKindCluster(request: KindRequest): Promise<boolean> {
  const { fresh, stream, signal } = request;
  const fingerprint = clusterFingerprint(request);
  const containers = await nodeContainers(signal);
  if (containers.length > 0) {
    await checkOurs(NAME, containers, signal);
    const reason = fresh ? 'a fresh one was asked for' : await reasonToReplace(fingerprint, containers, request);
    if (reason === undefined) {
      await stream.step('target/use', 'use the standing cluster', (progress) => loadMissing(request, containers, progress));
      return false;
    }
    stream.note(`the standing cluster is replaced: ${reason}`);
    await stream.step('target/delete', 'delete the standing cluster', () => deleteKindCluster(request.tools, signal));
  }
  const stores = await nodeStores(request, stream, signal);
  await stream.step('target/create', `create a kind cluster (${request.nodes} node${request.nodes === 1 ? '' : 's'})`, (progress) =>
    create(request, stores, fingerprint, progress),
  );
  return true;
}

/** Deletes the cluster, its kubeconfig entry and its nodes' stores; does nothing when there is none. @throws GroundFailure where it is somebody else's */
export async function deleteKindCluster(tools: Tools, signal?: AbortSignal): Promise<void> {
  const containers = await nodeContainers(signal);
  const first = containers[0];
  if (first === undefined) return;
  await checkOurs(NAME, containers, signal);
  const image = (await docker(['inspect', '--format', '{{.Image}}', first], { signal })).trim();
  await run(tools.kind, ['delete', 'cluster', '--name', NAME, '--kubeconfig', KUBECONFIG], { signal, env: ON_DOCKER });
  await removeNodeStores(image);
}

/** What the cluster is made from, as one hash: another hash means that it has to be made anew. */
function clusterFingerprint({ host, node, nodes }: KindRequest): string {
  const places = Array.from({ length: nodes }, (_, index) => `node-${index}`);
  return createHash('sha256')
    .update(node.id)
    .update(kindConfig(host, nodes, places))
    .digest('hex')
    .slice(0, 16);
}

async function reasonToReplace(
  fingerprint: string,
  containers: readonly string[],
  { tools, signal }: KindRequest,
): Promise<string | undefined> {
  const running = await docker(['inspect', '--format', '{{.State.Running}}', ...containers], { signal });
  if (running.includes('false')) return 'a node of it is not running';
  try {
    await exportKubeconfig(tools, signal);
    const access = accessTo(tools);
    const [marker, cutOff] = await withDeadline(signal, API_PATIENCE, (stop) =>
      raceAbort(Promise.all([ifThere(access.api.core.readNamespacedConfigMap(MARKER)), runUnderWay(access)]), stop),
    );
    if (marker === undefined) return 'its making was interrupted';
    if (marker.data?.fingerprint !== fingerprint) return 'the node image or the cluster configuration has changed';
    return cutOff && `run ${cutOff} was cut off while its tests ran, and may have left anything behind`;
  } catch {
    signal.throwIfAborted();
    return 'its API does not answer';
  }
}

/** Puts images that the standing nodes lack onto them. */
async function loadMissing(
  { images, signal }: KindRequest,
  containers: readonly string[],
  progress: (detail: string) => void,
): Promise<void> {
  for (const container of containers) {
    const there = await referencesIn(container, signal);
    const missing = images.map(({ reference }) => reference).filter((reference) => !there.has(fullReference(reference)));
    if (missing.length === 0) continue;
    progress(`load ${missing.join(', ')} into ${container}`);
    await loadImages(missing, containerdIn(container), signal);
  }
}

async function create(
  request: KindRequest,
  stores: readonly string[],
  fingerprint: string,
  progress: (detail: string) => void,
): Promise<void> {
  const { host, tools, node, nodes, signal } = request;
  try {
    await run(tools.kind, ['create', 'cluster', '--name', NAME, '--image', node.reference, '--config', '-', '--kubeconfig', KUBECONFIG], {
      signal,
      env: ON_DOCKER,
      input: kindConfig(host, nodes, stores),
      onLine: (line) => progress(line.replace(/^\W+/, '').slice(0, 60)),
    });
    progress('');
    const { api } = accessTo(tools);
    await shareCpuWithVolumes(api);
    await api.core.createNamespacedConfigMap({
      namespace: MARKER.namespace,
      body: { metadata: { name: MARKER.name }, data: { fingerprint } },
    });
  } catch (error) {
    await tryRun(tools.kind, ['delete', 'cluster', '--name', NAME, '--kubeconfig', KUBECONFIG], { env: ON_DOCKER });
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      `kind could not create the cluster: ${error.ending}`,
      'See the last lines below; `touchstone doctor` shows what the host has.',
      error.output.slice(-12),
    );
  }
}

/** Clients of the Kubernetes library take no signal for one request, so a request that must not hang is raced. */
async function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })),
  ]);
}

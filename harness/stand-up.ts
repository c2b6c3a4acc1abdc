import { checkBudget, describeBudget, diskNeeded, memoryNeeded } from './host/budget.ts';
import { ensureEngine } from './host/engine.ts';
import { probeHost, type HostFacts } from './host/facts.ts';
import { ensureTools, type Tools } from './host/tools.ts';
import { Builder } from './images/build.ts';
import { NODE_IMAGE, imageNamed } from './images/catalogue.ts';
import type { ImagePolicy } from './images/policy.ts';
import { planImages, provideImages, type ProvidedImage, type Source } from './images/provide.ts';
import { renderSharedConfig, type SharedConfig } from './install/config.ts';
import { ensureCredentials } from './install/credentials.ts';
import { applySharedConfig, ensureNamespace, installReleases } from './install/install.ts';
import { checkNames } from './install/ownership.ts';
import { renderRelease, type RenderedRelease } from './install/release.ts';
import { chooseOverlay, configFolder, withOverlay } from './model/overlay.ts';
import type { Plan } from './plan.ts';
import { NamespaceWatch } from './ready/namespace-watch.ts';
import { waitUntilReady } from './ready/ready.ts';
import type { Redactor } from './stream/redact.ts';
import type { Timeline } from './stream/timeline.ts';
import { systemNamed } from './model/stack.ts';
import { connectTo } from './cluster/api.ts';
import type { Cluster } from './cluster/cluster.ts';
import { ensureKindCluster, nodeContainers } from './targets/kind/kind.ts';
import { waitForNodes } from './cluster/nodes.ts';
import { checkOwnCluster, imagesForOwnCluster } from './targets/own/own.ts';
import { checkUnmarked } from './cluster/under-way.ts';
import { remove } from './tear-down.ts';
import { together } from './base/together.ts';

/** What a user may say about the ground that the suites stand on. */
export interface GroundOptions {
  readonly images: ImagePolicy;
  readonly nodes: number;
  readonly fresh: boolean;
  /** Milliseconds that each system, and the nodes, have to become ready. */
  readonly timeout: number;
  /** An overlay of the blueprint; the harness chooses by the number of nodes when none is named. */
  readonly overlay?: string | undefined;
  /** A cluster of the user's own, in place of a kind cluster. */
  readonly own?: Cluster | undefined;
}

/** What has been made so far; filled while the stack comes up, so that a failure half-way can be diagnosed and cleared away. */
export interface Ground {
  host?: HostFacts;
  tools?: Tools;
  images?: readonly { readonly name: string; readonly reference: string; readonly id?: string; readonly origin: string }[];
  releases?: readonly RenderedRelease[];
  cluster?: Cluster;
}

/** All that installing takes. */
interface Prepared {
  readonly tools: Tools;
  readonly config: SharedConfig;
  readonly releases: readonly RenderedRelease[];
  readonly cluster: Cluster;
}

/** What every phase is given. */
export interface Context {
  readonly timeline: Timeline;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/**
 * Brings up what the plan needs: host → images → cluster → configuration and charts → ready.
 * @throws GroundFailure with the reason and the mend
 */
export async function standUp(plan: Plan, options: GroundOptions, ground: Ground, context: Context): Promise<Prepared> {
  const { timeline, signal } = context;
  ground.host = await probeHost(signal);
  const prepared = options.own
    ? await prepareOwnCluster(plan, options.own, options, ground, context)
    : await prepareKindCluster(plan, options, ground.host, ground, context);
  const { cluster, tools, releases, config } = prepared;
  const api = connectTo(cluster);
  const install = { api, cluster, tools, timeline, signal };
  const [, changedMaps] = await together(signal, [
    // Pods that are made before a node takes them are held back by the scheduler for longer than the node needs.
    (stop) => timeline.step('target', 'nodes ready', () => waitForNodes(api, options.timeout, stop)),
    async (stop) => {
      await ensureNamespace(install);
      const changed = await applySharedConfig(config, { ...install, signal: stop });
      context.redactor.add(await ensureCredentials(api, cluster.namespace, credentialsOf(plan)));
      return changed;
    },
  ]);
  await installReleases(releases, changedMaps, { ...install, stack: plan.stack });
  const watch = await NamespaceWatch.start(api, cluster.namespace, signal);
  try {
    await waitUntilReady(releases, { watch, cluster, tools, timeline, timeout: options.timeout, signal });
  } finally {
    await watch.stop();
  }
  return prepared;
}

/** Engine, tools and images, everything checked before anything is made; then the cluster with the images on it. */
async function prepareKindCluster(
  base: Plan,
  options: GroundOptions,
  host: HostFacts,
  ground: Ground,
  { timeline, signal }: Context,
): Promise<Prepared> {
  const overlay = chooseOverlay(options.overlay, options.nodes);
  const plan = overlaid(base, overlay);
  await ensureEngine(host, timeline, signal);
  const sources = await planImages([NODE_IMAGE, ...plan.images], { catalogue: plan.catalogue, policy: options.images, timeline, signal });
  ground.images = sources.map(({ image, reference, how }) => ({ name: image.name, reference, origin: how }));
  await checkHostFor(plan, sources, options.nodes, host, timeline);
  const builder = new Builder(plan.catalogue, sources, timeline, signal);
  const references = new Map(sources.map(({ image, reference }) => [image.name, reference]));
  const [provided, rendered] = await together(signal, [
    (stop) => provideImages(sources, builder, stop),
    async (stop) => {
      const tools = await ensureTools((name) => builder.provide(imageNamed(plan.catalogue, name)), timeline, stop);
      ground.tools = tools;
      return { tools, ...(await render(plan, overlay, references, 'kind', tools, ground, stop)) };
    },
  ]);
  ground.images = [...provided.values()];
  const node = providedImage(provided, NODE_IMAGE);
  const images = plan.images.map((name) => providedImage(provided, name));
  const cluster = await ensureKindCluster(
    { facts: host, tools: rendered.tools, node, images, nodes: options.nodes, timeline, signal },
    options.fresh,
  );
  ground.cluster = cluster;
  await checkPlace(rendered, plan, cluster);
  return { ...rendered, cluster };
}

async function prepareOwnCluster(
  base: Plan,
  cluster: Cluster,
  options: GroundOptions,
  ground: Ground,
  { timeline, signal }: Context,
): Promise<Prepared> {
  const builder = new Builder(base.catalogue, [], timeline, signal);
  const tools = await ensureTools((name) => builder.provide(imageNamed(base.catalogue, name)), timeline, signal);
  ground.tools = tools;
  await timeline.step('target', `reach the cluster of context ${cluster.context}`, () => checkOwnCluster(cluster, tools, signal));
  const overlay = chooseOverlay(options.overlay, (await connectTo(cluster).core.listNode()).items.length);
  const plan = overlaid(base, overlay);
  const references = await imagesForOwnCluster(plan.images, plan.catalogue, connectTo(cluster));
  ground.images = [...references].map(([name, reference]) => ({ name, reference, origin: 'the cluster' }));
  const rendered = await render(plan, overlay, references, 'own', tools, ground, signal);
  await checkPlace(rendered, plan, cluster);
  if (options.fresh) await timeline.step('target', `remove what stands in ${cluster.namespace}`, () => remove(cluster, tools, signal));
  else await checkUnmarked(cluster);
  ground.cluster = cluster;
  return { tools, cluster, ...rendered };
}

/** Checks that nothing of somebody else's is in the way of what will be made. @throws GroundFailure that names it */
async function checkPlace({ config, releases }: Pick<Prepared, 'config' | 'releases'>, plan: Plan, cluster: Cluster): Promise<void> {
  const beside = [
    ...[...config.keys()].map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', name })),
    ...Object.keys(credentialsOf(plan)).map((name) => ({ apiVersion: 'v1', kind: 'Secret', name })),
  ];
  await checkNames(
    releases.map(({ system }) => system),
    [...beside, ...releases.flatMap(({ objects }) => objects)],
    connectTo(cluster),
    cluster,
  );
}

/** Renders all that will be installed, so that what does not render is known before anything is made. */
async function render(
  plan: Plan,
  overlay: string | undefined,
  images: ReadonlyMap<string, string>,
  origin: Cluster['origin'],
  tools: Tools,
  ground: Ground,
  signal: AbortSignal,
): Promise<Pick<Prepared, 'config' | 'releases'>> {
  const config = await renderSharedConfig(configFolder(overlay), tools, signal);
  const releases = await together(
    signal,
    plan.systems.map(
      (name) => (stop: AbortSignal) => renderRelease(name, systemNamed(plan.stack, name), { images, config, origin }, tools, stop),
    ),
  );
  ground.releases = releases;
  return { config, releases };
}

function overlaid(plan: Plan, overlay: string | undefined): Plan {
  return { ...plan, stack: withOverlay(plan.stack, overlay) };
}

/** A standing cluster has what it needs already, so the host is only held against a new one's needs. */
async function checkHostFor(
  { stack, systems }: Plan,
  sources: readonly Source[],
  nodes: number,
  host: HostFacts,
  timeline: Timeline,
): Promise<void> {
  const budget = { memory: memoryNeeded(stack, systems, nodes), disk: diskNeeded(stack, systems, sources) };
  timeline.note(describeBudget(budget, host));
  const standing = (await nodeContainers()).length > 0;
  checkBudget(standing ? { ...budget, memory: 0 } : budget, host);
}

function credentialsOf({ stack, systems }: Plan): Record<string, readonly string[]> {
  const names = new Set(systems.flatMap((name) => systemNamed(stack, name).credentials));
  return Object.fromEntries(Object.entries(stack.credentials).filter(([name]) => names.has(name)));
}

function providedImage(provided: ReadonlyMap<string, ProvidedImage>, name: string): ProvidedImage {
  const image = provided.get(name);
  if (!image) throw new Error(`the image ${name} was not provided`);
  return image;
}

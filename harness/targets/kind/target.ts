import { messageOf } from '../../base/failure.ts';
import { UNSTOPPED } from '../../base/unstopped.ts';
import type { Access } from '../../cluster/access.ts';
import { markUnderWay } from '../../cluster/under-way.ts';
import { docker } from '../../engine/docker.ts';
import { isForUsToMend, refusalOf } from '../../host/engine-trouble.ts';
import { ensureEngine } from '../../host/engine.ts';
import { probeHost } from '../../host/facts.ts';
import { ENGINE } from '../../host/lock.ts';
import { ensureTools, findTools, type Tools } from '../../host/tools.ts';
import { askedCatalogue, type ImagesAsked } from '../../images/asked-catalogue.ts';
import { DISK_TOOLS_IMAGE, NODE_IMAGE, imageNamed } from '../../images/catalogue.ts';
import { planImages, provideImages, type ProvidedImage, type ProvidedImages } from '../../images/provide.ts';
import { Provider } from '../../images/provider.ts';
import { checkNames } from '../../install/ownership.ts';
import { render } from '../../install/render.ts';
import { chooseOverlay, configFolders, volumesFile } from '../../model/overlay.ts';
import { overlaid, type Plan } from '../../model/plan.ts';
import { GATEWAY } from '../../model/stack.ts';
import { KIND } from '../../options/kind.ts';
import { flagsAgain } from '../../options/option.ts';
import type { Stream } from '../../stream/stream.ts';
import { keyedDoor } from '../keyed-door.ts';
import type { Cluster, Ground, Target } from '../target.ts';
import { checkHost } from './check-host.ts';
import { publishedPort } from './config.ts';
import { publishedDoor } from './door.ts';
import { prepareVolumes } from './prepared-volumes.ts';
import { makeDisk } from './disks.ts';
import { imagesOfGround } from './images-of-ground.ts';
import { NAME, accessTo, checkPlace, deleteKindCluster, ensureKindCluster, exportKubeconfig, nodeContainers } from './kind.ts';
import { enforcePolicies } from './network-policies/enforce.ts';

/** What a user may say of the kind cluster. */
export interface KindOptions extends ImagesAsked {
  readonly nodes: number;
  /** Take no standing one. */
  readonly fresh: boolean;
  readonly overlay: string | undefined;
}

/** The kind cluster of this host's engine, made by the harness. */
export function kindTarget(options: KindOptions, stream: Stream): Target {
  const { nodes, images, mirror } = options;
  return {
    flags: flagsAgain(KIND, { images, mirror, nodes }),
    workplace: ENGINE,
    find: findKindCluster,
    prepare: (plan, signal) => prepare(plan, options, stream, signal),
  };
}

/** The cluster that stands, whatever made it. @throws GroundFailure when the engine cannot be asked */
export async function findKindCluster(signal: AbortSignal): Promise<Cluster | undefined> {
  const { engine, engineTrouble } = await probeHost(signal);
  if (engineTrouble && !isForUsToMend(engineTrouble)) throw refusalOf(engineTrouble);
  if (engine === undefined || (await nodeContainers(signal)).length === 0) return undefined;
  const tools = await findTools(signal);
  // Another checkout of this repository may have made it; a cluster whose node does not run has no kubeconfig to give, and can be removed all the same.
  await exportKubeconfig(tools, signal).catch(() => undefined);
  return standing(tools, { made: false, hostImages: {} });
}

/** Engine and images, everything checked before anything is made. */
async function prepare(base: Plan, options: KindOptions, stream: Stream, signal: AbortSignal): Promise<Ground> {
  const host = await probeHost(signal);
  stream.tell({ kind: 'facts', facts: { host } });
  const overlay = chooseOverlay(options.overlay, options.nodes);
  const plan = overlaid(base, overlay);
  await ensureEngine(host, stream, signal);
  await checkPlace(signal);
  const catalogue = askedCatalogue(base.project, options);
  const volumes = volumesFile(plan.project, overlay);
  const sources = await planImages([...imagesOfGround(plan.project, overlay), ...plan.images], {
    catalogue,
    policy: options.images,
    stream,
    signal,
  });
  const planned = sources.map(({ image, reference, how }) => ({ name: image.name, reference, origin: how }));
  stream.tell({ kind: 'facts', facts: { images: planned } });
  await checkHost(plan, { catalogue, sources }, { host, nodes: options.nodes, stream, signal });
  const provider = new Provider(catalogue, sources, stream);
  let tools: Promise<Tools> | undefined;
  const getTools = (stop: AbortSignal): Promise<Tools> =>
    (tools ??= ensureTools((name, until) => provider.provide(imageNamed(catalogue, name), until), stream, stop));
  let provided: ProvidedImages = new Map();
  const references = new Map(sources.map(({ image, reference }) => [image.name, reference]));
  return {
    part: plan,
    render: async (stop) => {
      // What only the cluster's owner may have: a port of the node, and objects that are of no namespace.
      const owners: Readonly<Record<string, object>> = { [GATEWAY]: { nodePort: publishedPort() }, spark: { driverAdmission: true } };
      const chartValues = (system: string): Readonly<Record<string, unknown>> => ({ ...owners[system] });
      return render(
        { ...plan, tools: await getTools(stop), configFolders: configFolders(plan.project, overlay), references, chartValues },
        stop,
      );
    },
    fetch: async (stop) => {
      provided = await provideImages(sources, provider, stop);
      stream.tell({ kind: 'facts', facts: { images: [...provided.values()] } });
    },
    open: async (names, stop) => {
      const request = {
        host,
        tools: await getTools(stop),
        node: imageOf(provided, NODE_IMAGE),
        images: plan.images.map((name) => imageOf(provided, name)),
        nodes: options.nodes,
        fresh: options.fresh,
        stream,
        signal: stop,
      };
      const made = await ensureKindCluster(request);
      const hostImages = Object.fromEntries([...provided.values()].map(({ name, reference }) => [name, reference]));
      const cluster = standing(request.tools, { made, hostImages });
      const { access } = cluster;
      const getReady = async (): Promise<void> => {
        await checkNames(names, access);
        if (volumes !== undefined)
          await prepareVolumes(volumes, {
            access,
            nodes: await nodeContainers(stop),
            onNodes: (command) => onNodes(command, stop),
            makeDisk: (disk, bytes) => makeDisk(disk, bytes, { tools: imageOf(provided, DISK_TOOLS_IMAGE).reference, signal: stop }),
            signal: stop,
          });
        if (plan.stack.networkPolicies) await enforcePolicies(access, imageOf(provided, GATEWAY).reference, stop); // an image that every run has
      };
      await (made && options.fresh ? orGone(cluster, getReady, stream) : getReady());
      return cluster;
    },
    close: () => Promise.resolve(),
  };
}

/** What must be so of a cluster that was made for one run: where it cannot be, nobody will use the cluster, nor remove it. @throws as the work does */
async function orGone(cluster: Cluster, work: () => Promise<void>, stream: Stream): Promise<void> {
  try {
    await work();
  } catch (error) {
    await cluster.remove(UNSTOPPED).catch((left: unknown) => stream.note(`the cluster ${NAME} stays: ${messageOf(left)}`));
    throw error;
  }
}

function standing(tools: Tools, { made, hostImages }: { readonly made: boolean; readonly hostImages: Cluster['hostImages'] }): Cluster {
  const access: Access = accessTo(tools);
  return {
    facts: { origin: 'kind', name: NAME, namespace: access.namespace, fresh: made },
    access,
    wholeNodes: true,
    nodesMayCome: false,
    namespaceLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    hostImages,
    mark: (runId) => markUnderWay(access, runId),
    // Some suites make a cluster of somebody else's out of this one, with namespaces and roles.
    loginForTests: () => Promise.resolve({ access, as: 'the administrator of the cluster, which is of this host', close: () => undefined }),
    connect: (signal) => keyedDoor(access, () => publishedDoor(signal)),
    remove: async (signal) => {
      await deleteKindCluster(tools, signal);
      return [];
    },
  };
}

/** Runs a program on every node, as its root. @throws CommandError when it fails on one */
async function onNodes(command: readonly string[], signal: AbortSignal): Promise<void> {
  for (const node of await nodeContainers(signal)) await docker(['exec', node, ...command], { signal });
}

function imageOf(provided: ProvidedImages, name: string): ProvidedImage {
  const image = provided.get(name);
  if (!image) throw new Error(`the image ${name} was not provided`);
  return image;
}

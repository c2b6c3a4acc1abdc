import { createHash } from 'node:crypto';
import { Access } from '../../cluster/access.ts';
import type { Place } from '../../cluster/place.ts';
import { checkUnmarked, markUnderWay } from '../../cluster/under-way.ts';
import { probeHost } from '../../host/facts.ts';
import { ensureTools, findTools } from '../../host/tools.ts';
import { imageNamed, readCatalogue, type Catalogue } from '../../images/catalogue.ts';
import { Provider } from '../../images/provider.ts';
import { ensureNamespace } from '../../install/install.ts';
import { checkNames } from '../../install/ownership.ts';
import { chooseOverlay, configFolders } from '../../model/overlay.ts';
import { overlaid, type Plan } from '../../model/plan.ts';
import { flagsAgain } from '../../options/option.ts';
import { OWN } from '../../options/own.ts';
import type { Stream } from '../../stream/stream.ts';
import type { Cluster, Ground, Target } from '../target.ts';
import { askNodes } from './ask-nodes.ts';
import { candidatesFor, type ImageWishes } from './candidates.ts';
import { forwardedDoor } from './door.ts';
import { insideDoor, isInside } from './inside.ts';
import { referencesOnNodes } from './images.ts';
import { checkPullSecrets, type Pulling } from './pulling.ts';
import { checkReachable } from './reach.ts';
import { removeStack } from './remove.ts';
import { workerNodes, type WorkerNodes } from './worker-nodes.ts';

/** What a user may say of a cluster of their own. */
export interface OwnOptions {
  readonly place: Place;
  /** Have what the harness installed there before removed first. */
  readonly fresh: boolean;
  readonly overlay: string | undefined;
  readonly images: ImageWishes;
  readonly pulling: Pulling;
  /** What was said of both, to be said again. */
  readonly imageFlags: readonly string[];
}

/** A cluster of the user's own, which a kubeconfig leads to. */
export function ownTarget(options: OwnOptions, stream: Stream): Target {
  const { context, namespace } = options.place;
  const flags = flagsAgain(OWN, { ...options.place });
  return {
    flags: [...flags, ...options.imageFlags],
    workplace: {
      what: `namespace ${namespace} of context ${context}`,
      id: createHash('sha256').update(flags.join(' ')).digest('hex').slice(0, 12),
    },
    find: async (signal) => clusterAt(new Access(options.place, await findTools(signal)), stream),
    prepare: (plan, signal) => prepare(plan, options, stream, signal),
  };
}

/** The cluster must be there, and its user be let install there: all is checked before the pods are made that show which images its nodes have. */
async function prepare(base: Plan, options: OwnOptions, stream: Stream, signal: AbortSignal): Promise<Ground> {
  const { place, fresh, pulling } = options;
  stream.tell({ kind: 'facts', facts: { host: await probeHost(signal) } });
  const catalogue = readCatalogue(base.project);
  const provider = new Provider(catalogue, [], stream);
  const tools = await ensureTools((name, stop) => provider.provide(imageNamed(catalogue, name), stop), stream, signal);
  await stream.step('target/reach', `reach the cluster of context ${place.context}`, () => checkReachable(place, tools.kubectl, signal));
  const access = new Access(place, tools);
  await checkPullSecrets(pulling, access);
  const nodes = await workerNodes(access.api);
  const overlay = chooseOverlay(options.overlay, nodes.names.length);
  const plan = overlaid(base, overlay);
  let references: Promise<ReadonlyMap<string, string>> | undefined;
  const onNodes = (stop: AbortSignal): Promise<ReadonlyMap<string, string>> =>
    (references ??= imagesOnNodes(plan.images, { options, access, nodes, catalogue, stream }, stop));
  return {
    design: async (stop) => ({
      ...plan,
      tools,
      configFolders: configFolders(plan.project, overlay),
      references: await onNodes(stop),
      chartValues: () => ({ ...pulling }),
    }),
    fetch: async (stop) => {
      await onNodes(stop);
    },
    open: async (names, stop) => {
      await checkNames(names, access);
      if (fresh) await stream.step('target/delete', `remove what stands in ${place.namespace}`, () => removeStack(access, stop));
      else await checkUnmarked(access);
      return clusterAt(access, stream);
    },
  };
}

/** Has the nodes get the images, and gives the reference by which they have each. */
async function imagesOnNodes(
  names: readonly string[],
  asking: {
    readonly options: OwnOptions;
    readonly access: Access;
    readonly nodes: WorkerNodes;
    readonly catalogue: Catalogue;
    readonly stream: Stream;
  },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { options, access, nodes, catalogue, stream } = asking;
  const wanted = names.map((name) =>
    candidatesFor(imageNamed(catalogue, name), { catalogue, architectures: nodes.architectures }, options.images),
  );
  await ensureNamespace(access, {});
  const { pullSecrets = [] } = options.pulling;
  const references = await stream.step('images/nodes', 'images on the nodes', (progress) =>
    referencesOnNodes(
      wanted,
      (candidates) => askNodes(candidates, { access, nodes: nodes.names, pullSecrets, progress }, signal),
      options.images,
    ),
  );
  const images = [...references].map(([name, reference]) => ({ name, reference, origin: 'the cluster' as const }));
  stream.tell({ kind: 'facts', facts: { images } });
  return references;
}

function clusterAt(access: Access, stream: Stream): Cluster {
  const { context, namespace } = access.place;
  return {
    facts: { origin: 'own', name: context, namespace, fresh: false },
    access,
    namespaceLabels: {},
    hostImages: {},
    mark: (runId) => markUnderWay(access, runId),
    connect: async (signal) =>
      isInside(access)
        ? insideDoor(access)
        : stream.step('connect/gateway', 'port-forward to the gateway', () => forwardedDoor(access, signal)),
    remove: (signal) => removeStack(access, signal),
  };
}

import { createHash } from 'node:crypto';
import { Access } from '../../cluster/access.ts';
import type { Place } from '../../cluster/place.ts';
import { checkUnmarked, markUnderWay } from '../../cluster/under-way.ts';
import { probeHost } from '../../host/facts.ts';
import { ensureTools, findTools } from '../../host/tools.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { Provider } from '../../images/provider.ts';
import { checkNames } from '../../install/ownership.ts';
import { chooseOverlay, configFolders } from '../../model/overlay.ts';
import { overlaid, type Plan } from '../../model/plan.ts';
import { flagsAgain } from '../../options/option.ts';
import { OWN } from '../../options/own.ts';
import type { Stream } from '../../stream/stream.ts';
import type { Cluster, Ground, Target } from '../target.ts';
import { forwardedDoor } from './door.ts';
import { insideDoor, isInside } from './inside.ts';
import { referencesThere } from './images.ts';
import { checkReachable } from './reach.ts';
import { removeStack } from './remove.ts';

/** What a user may say of a cluster of their own. */
export interface OwnOptions {
  readonly place: Place;
  /** Have what the harness installed there before removed first. */
  readonly fresh: boolean;
  readonly overlay: string | undefined;
}

/** A cluster of the user's own, which a kubeconfig leads to. */
export function ownTarget(options: OwnOptions, stream: Stream): Target {
  const { context, namespace } = options.place;
  const flags = flagsAgain(OWN, { ...options.place });
  return {
    flags,
    workplace: {
      what: `namespace ${namespace} of context ${context}`,
      id: createHash('sha256').update(flags.join(' ')).digest('hex').slice(0, 12),
    },
    find: async (signal) => clusterAt(new Access(options.place, await findTools(signal)), stream),
    prepare: (plan, signal) => prepare(plan, options, stream, signal),
  };
}

/** The cluster must be there, and its nodes get images by themselves, so that all is known before anything is made. */
async function prepare(base: Plan, { place, fresh, overlay: asked }: OwnOptions, stream: Stream, signal: AbortSignal): Promise<Ground> {
  stream.tell({ kind: 'facts', facts: { host: await probeHost(signal) } });
  const catalogue = readCatalogue(base.project);
  const provider = new Provider(catalogue, [], stream);
  const tools = await ensureTools((name, stop) => provider.provide(imageNamed(catalogue, name), stop), stream, signal);
  await stream.step('target/reach', `reach the cluster of context ${place.context}`, () => checkReachable(place, tools.kubectl, signal));
  const access = new Access(place, tools);
  const overlay = chooseOverlay(asked, (await access.api.core.listNode()).items.length);
  const plan = overlaid(base, overlay);
  const references = await referencesThere(plan.images, catalogue, access.api);
  const images = [...references].map(([name, reference]) => ({ name, reference, origin: 'the cluster' as const }));
  stream.tell({ kind: 'facts', facts: { images } });
  return {
    design: () =>
      Promise.resolve({ ...plan, tools, configFolders: configFolders(plan.project, overlay), references, chartValues: () => ({}) }),
    fetch: () => Promise.resolve(),
    open: async (names, stop) => {
      await checkNames(names, access);
      if (fresh) await stream.step('target/delete', `remove what stands in ${place.namespace}`, () => removeStack(access, stop));
      else await checkUnmarked(access);
      return clusterAt(access, stream);
    },
  };
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

import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import type { Access } from '../../cluster/access.ts';
import { ifAllowed } from '../../cluster/api.ts';
import { checkUnmarked, markUnderWay } from '../../cluster/under-way.ts';
import { probeHost } from '../../host/facts.ts';
import type { Workplace } from '../../host/lock.ts';
import { ensureTools, findTools } from '../../host/tools.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { Provider } from '../../images/provider.ts';
import { checkNames } from '../../install/ownership.ts';
import { namesTaken, render, type Rendered } from '../../install/render.ts';
import type { Finding } from '../../model/finding.ts';
import { chooseOverlay, configFolders } from '../../model/overlay.ts';
import { overlaid, type Plan } from '../../model/plan.ts';
import { flagsAgain } from '../../options/option.ts';
import { OWN } from '../../options/own.ts';
import type { Stream } from '../../stream/stream.ts';
import type { Cluster, Ground, Target } from '../target.ts';
import { openAccess } from './access.ts';
import { forwardedDoor } from './door.ts';
import { insideDoor, isInside } from './inside.ts';
import { referencesThere } from './images.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { demandsOf } from './preflight/demand.ts';
import { grows, takesPods } from './preflight/nodes.ts';
import { checkFindings, examineCluster } from './preflight/preflight.ts';
import { removeStack } from './remove.ts';

/** What a user may say of a cluster of their own. */
export interface OwnOptions {
  readonly place: OwnPlace;
  /** Have what the harness installed there before removed first. */
  readonly fresh: boolean;
  readonly overlay: string | undefined;
}

/** A cluster of the user's own, which a kubeconfig leads to. */
export function ownTarget(options: OwnOptions, stream: Stream): Target {
  const { files, context, namespace } = options.place;
  return {
    flags: flagsAgain(OWN, { kubeconfig: files.join(delimiter), context, namespace }),
    workplace: workplaceAt(options.place),
    find: async (signal) => {
      const access = await openAccess(options.place, await findTools(signal), (words) => stream.note(words), signal);
      return clusterAt({ access, place: options.place, nodesMayCome: false }, stream);
    },
    prepare: (plan, signal) => prepare(plan, options, stream, signal),
  };
}

/** A namespace of a cluster is one, whatever the files and the context are called that lead there. */
function workplaceAt({ server, context, namespace }: OwnPlace): Workplace {
  const id = createHash('sha256').update(`${server} ${namespace}`).digest('hex').slice(0, 12);
  return { what: `namespace ${namespace} of context ${context}`, id };
}

/** A cluster that was looked at, and what would be installed there. */
export interface Examined {
  readonly access: Access;
  readonly rendered: Rendered;
  readonly findings: readonly Finding[];
  /** Whether something there may make a node for a pod that fits on none. */
  readonly nodesMayCome: boolean;
}

/** Looks at a cluster for a plan. Changes nothing. @throws GroundFailure when it does not answer, or images can't be had */
export async function examineOwn(
  base: Plan,
  { place, overlay: asked }: OwnOptions,
  stream: Stream,
  signal: AbortSignal,
): Promise<Examined> {
  const catalogue = readCatalogue(base.project);
  const provider = new Provider(catalogue, [], stream);
  const tools = await ensureTools((name, stop) => provider.provide(imageNamed(catalogue, name), stop), stream, signal);
  const access = await stream.step('target/reach', `reach the cluster of context ${place.context}`, (tell) =>
    openAccess(place, tools, tell, signal),
  );
  // The cluster gets images by itself, so that all is known before anything is made.
  return stream.step('target/examine', 'look at what it has and allows', async () => {
    const nodes = (await ifAllowed(access.api.core.listNode()))?.items;
    const overlay = chooseOverlay(asked, (nodes ?? []).filter(takesPods).length);
    const plan = overlaid(base, overlay);
    const references = referencesThere(plan.images, catalogue, nodes ?? []);
    const images = [...references].map(([name, reference]) => ({ name, reference, origin: 'the cluster' as const }));
    stream.tell({ kind: 'facts', facts: { images } });
    const design = { ...plan, tools, configFolders: configFolders(plan.project, overlay), references, chartValues: () => ({}) };
    const rendered = await render(design, signal);
    const site = { access, nodes, rendered, names: namesTaken(rendered, plan), demands: demandsOf(rendered.releases) };
    return { access, rendered, findings: await examineCluster(site, signal), nodesMayCome: nodes === undefined || grows(nodes) };
  });
}

async function prepare(plan: Plan, options: OwnOptions, stream: Stream, signal: AbortSignal): Promise<Ground> {
  const { place, fresh } = options;
  stream.tell({ kind: 'facts', facts: { host: await probeHost(signal) } });
  const { access, rendered, findings, nodesMayCome } = await examineOwn(plan, options, stream, signal);
  checkFindings(findings, place.context);
  findings.filter(({ state }) => state === 'not known').forEach(({ what, detail }) => stream.note(`${what}: ${detail}`));
  return {
    render: () => Promise.resolve(rendered),
    fetch: () => Promise.resolve(),
    open: async (names, stop) => {
      await checkNames(names, access); // once more: images may have taken their time
      if (fresh) await stream.step('target/delete', `remove what stands in ${place.namespace}`, () => removeStack(access, stop));
      else await checkUnmarked(access);
      return clusterAt({ access, place, nodesMayCome }, stream);
    },
  };
}

interface Reached {
  readonly access: Access;
  readonly place: OwnPlace;
  readonly nodesMayCome: boolean;
}

function clusterAt({ access, place, nodesMayCome }: Reached, stream: Stream): Cluster {
  const { context, namespace } = place;
  return {
    facts: { origin: 'own', name: context, namespace, fresh: false },
    access,
    wholeNodes: false,
    nodesMayCome,
    namespaceLabels: {},
    hostImages: {},
    mark: (runId) => markUnderWay(access, runId),
    connect: async (signal) =>
      isInside(place)
        ? insideDoor(place)
        : stream.step('connect/gateway', 'port-forward to the gateway', () => forwardedDoor(access, signal)),
    remove: (signal) => removeStack(access, signal),
  };
}

import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import type { Access } from '../../cluster/access.ts';
import { markUnderWay } from '../../cluster/under-way.ts';
import { probeHost } from '../../host/facts.ts';
import type { Workplace } from '../../host/lock.ts';
import { findTools } from '../../host/tools.ts';
import { checkNames } from '../../install/ownership.ts';
import { render } from '../../install/render.ts';
import type { Plan } from '../../model/plan.ts';
import { flagsAgain } from '../../options/option.ts';
import { OWN } from '../../options/own.ts';
import type { Stream } from '../../stream/stream.ts';
import { keyedDoor } from '../keyed-door.ts';
import type { Cluster, Ground, Target } from '../target.ts';
import { openAccess } from './access.ts';
import { askNodes } from './ask-nodes.ts';
import type { ImageWishes } from './candidates.ts';
import { forwardedDoor } from './door.ts';
import { examineOwn, type Examined } from './examine.ts';
import { referencesOnNodes } from './images.ts';
import { insideDoor, isInside } from './inside.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { checkFindings } from './preflight/preflight.ts';
import { checkPullSecrets, type Pulling } from './pulling.ts';
import { removeInTurn, removeObjects, removeStack } from './remove.ts';
import { Stay } from './stay.ts';
import { loginForTests } from './tests-login.ts';

/** What a user may say of a cluster of their own. */
export interface OwnOptions {
  readonly place: OwnPlace;
  /** Have what the harness installed there before removed first. */
  readonly fresh: boolean;
  readonly overlay: string | undefined;
  readonly images: ImageWishes;
  readonly pulling: Pulling;
  /** Those that say how the nodes get images. */
  readonly imageFlags: readonly string[];
}

/** A cluster of the user's own, which a kubeconfig leads to. */
export function ownTarget(options: OwnOptions, stream: Stream): Target {
  const { files, context, namespace } = options.place;
  const flags = flagsAgain(OWN, { kubeconfig: files.join(delimiter), context, namespace });
  return {
    flags: [...flags, ...options.imageFlags],
    workplace: workplaceAt(options.place),
    find: async (signal) => {
      const hearer = { tell: (words: string) => stream.note(words), hide: (secrets: readonly string[]) => stream.hide(secrets) };
      const access = await openAccess(options.place, await findTools(signal), hearer, signal);
      return clusterAt({ access, place: options.place, nodesMayCome: false, remove: removeInTurn }, stream);
    },
    prepare: (plan, signal) => prepare(plan, options, stream, signal),
  };
}

/** A namespace of a cluster is one, whatever the files and the context are called that lead there. */
function workplaceAt({ server, context, namespace }: OwnPlace): Workplace {
  const id = createHash('sha256').update(`${server} ${namespace}`).digest('hex').slice(0, 12);
  return { what: `namespace ${namespace} of context ${context}`, id };
}

/** All is checked before the pods are made that show which images the nodes have. */
async function prepare(plan: Plan, options: OwnOptions, stream: Stream, signal: AbortSignal): Promise<Ground> {
  const { place, fresh, pulling } = options;
  stream.tell({ kind: 'facts', facts: { host: await probeHost(signal) } });
  const examined = await examineOwn(plan, options, stream, signal);
  const { access, design, findings, nodesMayCome } = examined;
  checkFindings(findings, place.context);
  findings.filter(({ state }) => state !== 'ok').forEach(({ what, detail }) => stream.note(`${what}: ${detail}`));
  await checkPullSecrets(pulling, access);
  const stay = new Stay(access, stream);
  let references: Promise<ReadonlyMap<string, string>> | undefined;
  const onNodes = (stop: AbortSignal): Promise<ReadonlyMap<string, string>> =>
    (references ??= stay.enter().then(() => imagesOnNodes(examined, options, stream, stop)));
  return {
    part: design,
    render: async (stop) => render({ ...design, references: await onNodes(stop) }, stop),
    fetch: async (stop) => {
      await onNodes(stop);
    },
    open: async (names, stop) => {
      await checkNames(names, access); // once more: images may have taken their time
      await stay.settle(fresh ? () => removeBefore(access, stream, stop) : undefined);
      return clusterAt({ access, place, nodesMayCome, remove: removeStack }, stream);
    },
    close: () => stay.close(),
  };
}

async function removeBefore(access: Access, stream: Stream, signal: AbortSignal): Promise<void> {
  const stays = await stream.step('target/delete', `remove what stands in ${access.namespace}`, () => removeObjects(access, signal));
  stays.forEach((words) => stream.note(words));
}

/** Has the nodes get the images, and gives the reference by which they have each. */
async function imagesOnNodes(
  { access, candidates, workers }: Examined,
  { images: wishes, pulling: { pullSecrets = [] } }: OwnOptions,
  stream: Stream,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const references = await stream.step('images/nodes', 'images on the nodes', (progress) =>
    referencesOnNodes(candidates, (asked) => askNodes(asked, { access, nodes: workers.names, pullSecrets, progress }, signal), wishes),
  );
  const images = [...references].map(([name, reference]) => ({ name, reference, origin: 'the cluster' as const }));
  stream.tell({ kind: 'facts', facts: { images } });
  return references;
}

interface Reached {
  readonly access: Access;
  readonly place: OwnPlace;
  readonly nodesMayCome: boolean;
  readonly remove: typeof removeStack;
}

function clusterAt({ access, place, nodesMayCome, remove }: Reached, stream: Stream): Cluster {
  const { context, namespace } = place;
  return {
    facts: { origin: 'own', name: context, namespace, fresh: false },
    access,
    wholeNodes: false,
    nodesMayCome,
    namespaceLabels: {},
    hostImages: {},
    mark: (runId) => markUnderWay(access, runId),
    loginForTests: (signal) => loginForTests(access, stream, signal),
    connect: (signal) =>
      keyedDoor(access, () =>
        isInside(place)
          ? insideDoor(place)
          : stream.step('connect/gateway', 'port-forward to the gateway', () => forwardedDoor(access, signal)),
      ),
    remove: (signal) => remove(access, signal),
  };
}

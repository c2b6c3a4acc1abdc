import { tryRun } from '../../base/command.ts';
import { hasImage } from '../../engine/docker.ts';
import { fullReference, referencesIn } from '../../engine/load.ts';
import { checkBudget, describeBudget, diskNeeded, memoryNeeded, volumesOf } from '../../host/budget.ts';
import { basesToBuild } from '../../images/bases-to-build.ts';
import { roomFor, type Coming } from '../../images/room.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Plan } from '../../model/plan.ts';
import type { Stream } from '../../stream/stream.ts';
import { nodeContainers } from './kind.ts';

/** The host, and the cluster that it is to have. */
interface Wanted {
  readonly host: HostFacts;
  readonly nodes: number;
  readonly stream: Stream;
  readonly signal: AbortSignal;
}

/**
 * Holds the host against what a plan will need of it. A cluster that stands has its memory already, and its nodes have their images.
 * @throws GroundFailure that says all that is short
 */
export async function checkHost(
  { stack, systems }: Plan,
  { catalogue, sources }: Pick<Coming, 'catalogue' | 'sources'>,
  { host, nodes, stream, signal }: Wanted,
): Promise<void> {
  const standing = await nodeContainers(signal);
  const [held, bases] = await Promise.all([
    heldByAll(standing, signal),
    basesToBuild(sources, catalogue, (reference) => hasImage(reference, signal)),
  ]);
  const room = roomFor({ catalogue, sources, bases, onNodes: (reference) => held.has(fullReference(reference)) });
  const budget = { memory: memoryNeeded(stack, systems, nodes), disk: diskNeeded(volumesOf(stack, systems), room, host) };
  stream.note(describeBudget(budget, host));
  checkBudget(standing.length > 0 ? { ...budget, memory: 0 } : budget, host);
}

/** The references that every one of these nodes has, the node's own image among them; none where one does not run. */
async function heldByAll(containers: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const [first = new Set<string>(), ...others] = await Promise.all(containers.map((container) => heldBy(container, signal)));
  return new Set([...first].filter((reference) => others.every((held) => held.has(reference))));
}

async function heldBy(container: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const [running, image] = (
    (await tryRun('docker', ['inspect', '--format', '{{.State.Running}} {{.Config.Image}}', container], { signal })) ?? ''
  )
    .trim()
    .split(' ');
  return running === 'true' && image !== undefined
    ? new Set([fullReference(image), ...(await referencesIn(container, signal))])
    : new Set();
}

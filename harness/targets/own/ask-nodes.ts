import { ApiException, type CoreV1Event, type V1Pod } from '@kubernetes/client-node';
import { withDeadline } from '../../base/deadline.ts';
import { GroundFailure } from '../../base/failure.ts';
import { serversWords } from '../../base/servers-words.ts';
import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import { Changes } from '../../cluster/changes.ts';
import { follow, type Followed } from '../../cluster/follow.ts';
import { OUR_SELECTOR } from '../../cluster/label.ts';
import type { Candidate } from './candidates.ts';
import { answerOf, imagePod, type Answer } from './image-pod.ts';

/** How long nodes have to pull all that they lack, in milliseconds: gigabytes, through somebody's proxy. */
const PATIENCE = 1_800_000;

/** What one node says of one image. */
export interface NodeAnswer {
  readonly candidate: Candidate;
  readonly node: string;
  readonly answer: Answer;
}

interface Asking {
  readonly access: Access;
  /** None: one that the scheduler chooses. */
  readonly nodes: readonly string[];
  readonly pullSecrets: readonly string[];
  readonly progress: (detail: string) => void;
}

/**
 * Has every node start a container of each image, pulling those that may be pulled, and gives what the nodes said. It ends with the first word of
 * each; the pods are gone then. The list of images that a node's status has ends at fifty, and says nothing of one that it has yet to pull.
 * @throws GroundFailure where the cluster or a node refuses such a pod, and when a node says nothing for half an hour
 */
export async function askNodes(candidates: readonly Candidate[], asking: Asking, signal: AbortSignal): Promise<NodeAnswer[]> {
  const { api, namespace } = asking.access;
  const nodes = asking.nodes.length === 0 ? [undefined] : asking.nodes;
  const changes = new Changes();
  const path = `/api/v1/namespaces/${namespace}`;
  const pods = follow<V1Pod>(
    api.config,
    { path: `${path}/pods`, list: () => api.core.listNamespacedPod({ namespace, labelSelector: OUR_SELECTOR }) },
    changes,
  );
  const events = follow<CoreV1Event>(
    api.config,
    { path: `${path}/events`, list: () => api.core.listNamespacedEvent({ namespace }) },
    changes,
  );
  const made: string[] = [];
  try {
    for (const node of nodes) {
      signal.throwIfAborted();
      made.push(await makePod(candidates, node, asking));
    }
    return await withDeadline(signal, PATIENCE, (stop) =>
      changes.until('the nodes’ answers of images', () => answersOf(made, candidates, { pods, events }, asking.progress), stop),
    );
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof DOMException && error.name === 'TimeoutError' ? silent(error) : error;
  } finally {
    await Promise.all([pods.stop(), events.stop()]);
    await Promise.all(made.map((name) => ifThere(api.core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 }))));
  }
}

async function makePod(candidates: readonly Candidate[], node: string | undefined, { access, pullSecrets }: Asking): Promise<string> {
  try {
    const { metadata } = await access.api.core.createNamespacedPod({
      namespace: access.namespace,
      body: imagePod(candidates, node, pullSecrets),
    });
    return metadata?.name ?? '';
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    throw new GroundFailure(
      `namespace ${access.namespace} takes no pod that would show which images its nodes have`,
      'See the API server’s words below: a quota, a policy or a right that is missing holds for the stack’s own pods as well.',
      [serversWords(error)],
    );
  }
}

/** All answers once every node has said a word of every image; undefined before. */
function answersOf(
  made: readonly string[],
  candidates: readonly Candidate[],
  { pods, events }: { readonly pods: Followed<V1Pod>; readonly events: Followed<CoreV1Event> },
  progress: (detail: string) => void,
): NodeAnswer[] | undefined {
  const ours = pods.list().filter(({ metadata }) => made.includes(metadata?.name ?? ''));
  const answers = ours.flatMap((pod) => {
    checkAdmitted(pod);
    const told = events.list().filter(({ involvedObject }) => involvedObject.uid === pod.metadata?.uid);
    return candidates.flatMap((candidate): NodeAnswer[] => {
      const answer = answerOf(pod, candidate.name, told);
      return answer ? [{ candidate, node: pod.spec?.nodeName ?? 'a node', answer }] : [];
    });
  });
  const wanted = made.length * candidates.length;
  progress(`${answers.length} of ${wanted}`);
  return answers.length === wanted ? answers : undefined;
}

/** A node turns away a pod that it has no room for, with no word on its containers; and who drains one takes the pod away. @throws GroundFailure */
function checkAdmitted({ metadata, spec, status }: V1Pod): void {
  if (metadata?.deletionTimestamp !== undefined)
    throw new GroundFailure(
      `the pod that would show which images node ${spec?.nodeName ?? '?'} has was taken away, as it is where a node is drained or short of room`,
      'Run again when that is over.',
    );
  if (status?.phase !== 'Failed' || (status.containerStatuses ?? []).length > 0) return;
  throw new GroundFailure(
    `node ${spec?.nodeName ?? '?'} takes no pod that would show which images it has (${status.reason ?? 'no reason given'})`,
    'Make room on it, or keep pods from it (kubectl cordon).',
    [status.message ?? []].flat(),
  );
}

function silent(cause: unknown): GroundFailure {
  return new GroundFailure(
    `the nodes have not pulled all images within ${PATIENCE / 60_000} minutes`,
    'Run again: what they have pulled stays with them. A registry nearer to them helps: touchstone images push --registry HOST/PREFIX.',
    [],
    cause,
  );
}

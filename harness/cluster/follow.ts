import { makeInformer, type KubeConfig, type KubernetesListObject, type KubernetesObject } from '@kubernetes/client-node';
import { GroundFailure, messageOf } from '../base/failure.ts';
import type { Changes } from './changes.ts';

/** Pauses before a watch that broke is asked for again, in milliseconds; the last one from then on. */
const PAUSES = [500, 1_000, 2_000, 5_000] as const;

/** What the API server has of one kind of object, kept current. */
export interface Followed<T> {
  list(): readonly T[];
  /** Whether it has been listed: before that an empty list says nothing. */
  listed(): boolean;
  /** The newest reason why it may not be current: the watch broke, and is asked for again. */
  trouble(): string | undefined;
  stop(): Promise<void>;
}

/** What is followed: a path of the API, and the call that lists it. */
export interface Collection<T extends KubernetesObject> {
  /** "/api/v1/nodes" */
  readonly path: string;
  readonly list: () => Promise<KubernetesListObject<T>>;
}

/**
 * Begins to list and watch a collection. `changes` is told of the list when it is there, of each change after it, and of the end when the API server
 * refuses (401, 403), because it would do so again. What breaks in any other way is asked for again, with pauses: an API server that is busy
 * must not be asked without.
 */
export function follow<T extends KubernetesObject>(config: KubeConfig, { path, list }: Collection<T>, changes: Changes): Followed<T> {
  let listed = false;
  let stopped = false;
  let broken = 0;
  let words: string | undefined;
  let next: NodeJS.Timeout | undefined;
  const informer = makeInformer<T>(config, path, async () => {
    const objects = await list();
    broken = 0;
    words = undefined;
    // The informer takes the list over when this returns; that it is empty is news too, of which it would not tell.
    setImmediate(() => {
      listed = true;
      changes.changed();
    });
    return objects;
  });
  const again = (error: unknown): void => {
    if (stopped) return;
    if (isRefusal(error)) {
      stopped = true;
      changes.failed(refused(path, error));
      return;
    }
    words = messageOf(error);
    clearTimeout(next);
    next = setTimeout(start, PAUSES[Math.min(broken, PAUSES.length - 1)]);
    broken += 1;
  };
  const start = (): void => void informer.start().catch(again);
  informer.on('error', again);
  informer.on('change', () => changes.changed());
  start();
  return {
    list: () => informer.list(),
    listed: () => listed,
    trouble: () => words,
    stop: () => {
      stopped = true;
      clearTimeout(next);
      return informer.stop();
    },
  };
}

/** A list that is refused is an ApiException with a code; a watch that is, an Error with a status. */
function isRefusal(error: unknown): boolean {
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  return [401, 403].includes(Number(code ?? statusCode));
}

function refused(path: string, error: unknown): GroundFailure {
  const kind = path.slice(path.lastIndexOf('/') + 1);
  return new GroundFailure(
    `the cluster does not let this user list and watch ${kind}`,
    `Give the user that right (kubectl auth can-i watch ${kind}), or use another user.`,
    [messageOf(error)],
  );
}

import { messageOf } from '../base/failure.ts';
import { UNSTOPPED } from '../base/unstopped.ts';
import { exportLine } from '../cluster/place.ts';
import type { Cleanup } from '../model/results.ts';
import type { Stream } from '../stream/stream.ts';
import type { Cluster } from './target.ts';

/** Leaves a cluster as the user asked: a fresh one goes unless it is to be kept, any other stays. Never throws. */
export async function closeCluster(
  cluster: Cluster,
  { fresh, keep }: { readonly fresh: boolean; readonly keep: boolean },
  stream: Stream,
): Promise<Cleanup> {
  const { facts, access } = cluster;
  if (!facts) return { status: 'nothing to do', detail: '' };
  if (!fresh || keep) return { status: 'kept', detail: `${facts.name}; use it with: ${exportLine(access.place)}` };
  try {
    const stays = await stream.step('cleanup/remove', `remove ${facts.name}`, () => cluster.remove(UNSTOPPED));
    return { status: 'removed', detail: [facts.name, ...stays].join('; ') };
  } catch (error) {
    return { status: 'failed', detail: messageOf(error) };
  }
}

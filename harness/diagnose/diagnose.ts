import { messageOf } from '../base/failure.ts';
import type { Access } from '../cluster/access.ts';
import type { EdgeVerdict } from '../model/edges.ts';
import type { Release } from '../model/release.ts';
import { NotReady } from '../ready/ready.ts';
import type { Stream } from '../stream/stream.ts';
import { collectDiagnostics } from './collect.ts';

/** What there is to look into after a run, as far as it came. */
export interface Scene {
  cluster?: { readonly access: Access };
  releases?: readonly Release[];
  /** What ended the run, if anything did. */
  error?: unknown;
}

/**
 * Collects what is known of the system that did not become ready, or else of those at the ends of edges that do not hold, into a folder. Never throws:
 * a disk that is full takes neither the verdict nor the clean-up with it.
 */
export async function diagnose(
  { cluster, releases = [], error }: Scene,
  edges: readonly EdgeVerdict[],
  folder: string,
  stream: Stream,
): Promise<void> {
  const bad = edges.filter(({ status }) => status === 'failed' || status === 'blocked').flatMap(({ from, to }) => [from, to]);
  const systems = new Set(error instanceof NotReady ? [error.system] : bad);
  const chosen = releases.filter(({ system }) => systems.has(system));
  if (!cluster || chosen.length === 0) return;
  await collectDiagnostics(chosen, folder, { access: cluster.access, stream }).catch((error: unknown) =>
    stream.note(`logs and events could not be kept: ${messageOf(error)}`),
  );
}

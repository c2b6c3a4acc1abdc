import type { Access } from '../cluster/access.ts';
import type { Stream } from '../stream/stream.ts';

/** What every step of an installation is given. */
export interface InstallContext {
  readonly access: Access;
  readonly stream: Stream;
  readonly signal: AbortSignal;
}

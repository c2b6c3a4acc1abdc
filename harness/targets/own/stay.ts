import { UNSTOPPED } from '../../base/unstopped.ts';
import type { Access } from '../../cluster/access.ts';
import { takeTurn } from '../../cluster/turn.ts';
import { checkUnmarked } from '../../cluster/under-way.ts';
import { ensureNamespace } from '../../install/install.ts';
import type { Stream } from '../../stream/stream.ts';
import { Undo } from '../../stream/undo.ts';
import { removeNamespace } from './remove-namespace.ts';

/** What a run takes of a namespace before it installs anything there: the namespace, where there is none, and its turn. */
export class Stay {
  private readonly undo: Undo;
  private settled = false;

  constructor(
    private readonly access: Access,
    private readonly stream: Stream,
  ) {
    this.undo = new Undo(stream);
  }

  /** Makes the namespace where there is none. */
  async enter(): Promise<void> {
    if (await ensureNamespace(this.access, {})) this.undo.later(() => this.leave());
  }

  /**
   * From here on the namespace is the stack's, and this run's alone.
   * @param clear removes what stands there, where a fresh stack was asked for @throws GroundFailure when another run is at it, or its tests were cut off
   */
  async settle(clear?: () => Promise<void>): Promise<void> {
    await this.enter();
    this.undo.later(await takeTurn(this.access, clear !== undefined));
    await clear?.();
    await checkUnmarked(this.access);
    this.settled = true;
  }

  /** Gives the turn back, and takes away a namespace that was made for a stack that never came. Never throws. */
  close(): Promise<void> {
    return this.undo.all();
  }

  private async leave(): Promise<void> {
    if (this.settled) return;
    (await removeNamespace(this.access, UNSTOPPED)).forEach((words) => this.stream.note(words));
  }
}

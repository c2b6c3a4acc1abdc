import { messageOf } from '../base/failure.ts';
import type { Stream } from './stream.ts';

/** What was opened in the course of a run, to be closed backwards however it ends. */
export class Undo {
  private readonly works: (() => void | Promise<void>)[] = [];

  constructor(private readonly stream: Stream) {}

  later(work: () => void | Promise<void>): void {
    this.works.unshift(work);
  }

  /** Never throws: what cannot be closed is noted, and the rest is closed all the same. */
  async all(): Promise<void> {
    for (const work of this.works.splice(0)) {
      try {
        await work();
      } catch (error) {
        this.stream.note(messageOf(error));
      }
    }
  }
}

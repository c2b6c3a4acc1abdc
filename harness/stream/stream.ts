import type { Phase, Step, StepId } from '../model/step.ts';
import type { RunEvent } from './events.ts';
import { Redactor } from './redact.ts';

/** A step that somebody else ends. */
export interface OpenStep {
  /**
   * @param startedAt when it began, where that is known better at its end: vitest announces tests some time after they began
   * @param detail the last word on it
   */
  end(status: 'done' | 'failed', startedAt?: number, detail?: string): void;
}

/** The one way by which a run says what happens. Everybody tells it, reporters listen; secrets are taken out in it, for all of them. */
export class Stream {
  private readonly redactor = new Redactor();
  private readonly listeners: ((event: RunEvent) => void)[] = [];
  private steps = 0;

  /** Has a listener told of everything from now on. */
  listen(listener: (event: RunEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Values that must not be in anything that is told from now on. */
  hide(values: readonly string[]): void {
    this.redactor.add(values);
  }

  /** A text, or whatever holds texts, without the values that are hidden: for what is written beside the stream. */
  redact<T>(value: T): T {
    return this.redactor.apply(value);
  }

  tell(event: RunEvent): void {
    const redacted = this.redact(event);
    for (const listener of this.listeners) listener(redacted);
  }

  note(text: string): void {
    this.tell({ kind: 'note', text });
  }

  /**
   * Does the work as a step. The work may say how far it is; what it returns is handed on, what it throws too, after the step has ended as failed.
   */
  async step<T>(id: StepId, name: string, work: (progress: (detail: string) => void) => Promise<T>): Promise<T> {
    const step = this.begin(id, name);
    try {
      const result = await work((detail) => step.progress(detail));
      step.end('done');
      return result;
    } catch (error) {
      step.end('failed');
      throw error;
    }
  }

  /** Begins a step. */
  begin(id: StepId, name: string): OpenStep & { progress(detail: string): void } {
    const key = ++this.steps;
    let step: Step = { id, phase: id.slice(0, id.indexOf('/')) as Phase, name, startedAt: Date.now(), status: 'running' };
    const now = (kind: 'step-began' | 'step-told' | 'step-ended', changes: Partial<Step>): void => {
      step = { ...step, ...changes };
      this.tell({ kind, key, step });
    };
    now('step-began', {});
    return {
      progress: (detail) => now('step-told', { detail }),
      end: (status, startedAt = step.startedAt, detail) =>
        now('step-ended', { status, startedAt, endedAt: Date.now(), ...(detail !== undefined && { detail }) }),
    };
  }
}

import { EventEmitter } from 'node:events';

/** The sentence that a run is, phase by phase. */
export type Phase = 'plan' | 'host' | 'images' | 'target' | 'install' | 'ready' | 'tests' | 'diagnose' | 'cleanup';

/** One thing that a phase did: what, from when to when, and how it ended. Times are milliseconds since the epoch. */
export interface Step {
  readonly phase: Phase;
  readonly name: string;
  startedAt: number;
  endedAt?: number;
  status: 'running' | 'done' | 'failed';
  /** The newest word on how far it is, or on how it ended. */
  detail?: string;
}

interface TimelineEvents {
  begin: [Step];
  progress: [Step];
  end: [Step];
  note: [string];
}

/**
 * What a run did and when. Every phase tells it; the live progress, results.json and the reports are all drawn from it.
 */
export class Timeline extends EventEmitter<TimelineEvents> {
  readonly steps: Step[] = [];
  /** What the reader should know beside the steps: a fact found by probing, what differed and was replaced. */
  readonly notes: string[] = [];

  /**
   * Runs the work as a step. The work may report its progress; what it returns is handed on, what it throws too, after the step
   * has been closed as failed.
   */
  async step<T>(phase: Phase, name: string, work: (progress: (detail: string) => void) => Promise<T>): Promise<T> {
    const step = this.open(phase, name);
    try {
      const result = await work((detail) => {
        step.detail = detail;
        this.emit('progress', step);
      });
      this.close(step, 'done');
      return result;
    } catch (error) {
      this.close(step, 'failed');
      throw error;
    }
  }

  /** Begins a step whose end somebody else announces with close(). */
  open(phase: Phase, name: string): Step {
    const step: Step = { phase, name, startedAt: Date.now(), status: 'running' };
    this.steps.push(step);
    this.emit('begin', step);
    return step;
  }

  /** @param startedAt when it began, where that is known better at its end: vitest announces tests some time after they began */
  close(step: Step, status: 'done' | 'failed', startedAt = step.startedAt): void {
    step.startedAt = startedAt;
    step.endedAt = Date.now();
    step.status = status;
    this.emit('end', step);
  }

  note(text: string): void {
    this.notes.push(text);
    this.emit('note', text);
  }

  running(): Step[] {
    return this.steps.filter((step) => step.status === 'running');
  }
}

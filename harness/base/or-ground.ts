import { CommandError } from './command.ts';
import { GroundFailure } from './failure.ts';

/** What a failed command means to the ground. */
export interface Meaning {
  readonly what: string;
  /** What to do about it. */
  readonly mend: string;
  /** The lines of its output that show the cause. */
  readonly evidence: readonly string[];
}

/** Gives what a command gives. @throws GroundFailure in place of its CommandError, which is kept as the cause */
export async function orGround<T>(work: Promise<T>, meaningOf: (error: CommandError) => Meaning | Promise<Meaning>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { what, mend, evidence } = await meaningOf(error);
    throw new GroundFailure(what, mend, evidence, error);
  }
}

import { clusterSuiteNames } from '../harness/suite.ts';
import { RunFailed, measureRun } from './runs.ts';

/** How a suite fared when it was run again and again. */
export interface Repeats {
  readonly suite: string;
  /** Seconds to the verdict of each run that passed. */
  readonly seconds: readonly number[];
  /** How the others ended. */
  readonly failures: readonly string[];
}

/** Runs each suite that has a stack, round after round on the one that stands; every round begins with another suite, and every second one goes backwards. */
export async function repeatSuites(rounds: number): Promise<Repeats[]> {
  const repeats = clusterSuiteNames().map((suite) => ({ suite, seconds: [] as number[], failures: [] as string[] }));
  for (let round = 0; round < rounds; round++) {
    const begin = round % repeats.length;
    const order = [...repeats.slice(begin), ...repeats.slice(0, begin)];
    for (const each of round % 2 === 0 ? order : order.reverse()) {
      try {
        each.seconds.push((await measureRun('--suite', each.suite)).seconds);
      } catch (error) {
        if (!(error instanceof RunFailed)) throw error; // a Ctrl-C is no failure of the suite
        each.failures.push(error.message);
      }
    }
  }
  return repeats;
}

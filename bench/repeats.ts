import { REPOSITORY, suiteNames } from '../harness/index.ts';
import { runTests } from './runs.ts';

/** How a suite fared when it was run again and again. */
export interface Repeats {
  readonly suite: string;
  /** Rounds in which each of its tests passed. */
  readonly passed: number;
  /** What failed in the others. */
  readonly failures: readonly string[];
}

/** Runs all suites that have a stack round after round, in changing order, on one. @throws Error when the run gave no verdict of its tests */
export async function repeatSuites(rounds: number): Promise<Repeats[]> {
  const onCluster = suiteNames(REPOSITORY).filter((name) => name !== 'harness');
  const { results } = await runTests('--suite', onCluster.join(','), '--repeat', String(rounds));
  if (results.failure) throw new Error(results.failure.message);
  return onCluster.map((suite) => {
    const failed = results.tests.filter((test) => test.suite === suite && test.status === 'failed');
    const failures = failed.map(({ name, round }) => `${name} in round ${round ?? 1}`);
    return { suite, passed: rounds - new Set(failed.map(({ round }) => round)).size, failures };
  });
}

import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { countOf, type TestRecord } from './record.ts';

export const flakyTestSchema = z.object({ suite: z.string(), name: z.string(), passed: z.int(), failed: z.int() });

/** A test that both passed and failed in one run, which repeated it (--repeat): how often each. */
export type FlakyTest = Frozen<z.infer<typeof flakyTestSchema>>;

/** The tests whose verdict was not the same in every round, in the order in which they first ran. */
export function flakyTests(records: readonly TestRecord[]): FlakyTest[] {
  const rounds = new Map<string, TestRecord[]>();
  for (const record of records) {
    const key = `${record.file} ${record.name}`;
    rounds.set(key, [...(rounds.get(key) ?? []), record]);
  }
  return [...rounds.values()].flatMap((same) => {
    const { passed, failed } = countOf(same);
    return same[0] && passed > 0 && failed > 0 ? [{ suite: same[0].suite, name: same[0].name, passed, failed }] : [];
  });
}

/** "flaky: streaming · every broker … failed in 1 of 20 rounds" */
export function flakyLine({ suite, name, passed, failed }: FlakyTest): string {
  return `flaky: ${suite} · ${name} failed in ${failed} of ${passed + failed} rounds`;
}

import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { ROOT } from './harness/base/paths.ts';
import { projectOfTests } from './harness/base/project.ts';
import { readStack } from './harness/model/stack.ts';

/**
 * A test that needs longer than `patience` (milliseconds) hangs. At scale 1 one table takes half a minute to write on two cores, and a heap
 * of 1 GiB holds one join.
 */
const { patience, atOnce } = process.env.TOUCHSTONE_SCALE === '1' ? { patience: 1_800_000, atOnce: 1 } : { patience: 240_000, atOnce: 10 };

/** Tests that are repeated run their files in another order each time, those of a first round in vitest's own. */
const round = Number(process.env.TOUCHSTONE_ROUND ?? 1);

const project = projectOfTests();

/** The suites of one of the project's folders. */
function suitesIn(root: string, index: number): TestProjectInlineConfiguration[] {
  const of = root === ROOT ? '' : ' of the project';
  return [
    { extends: true, test: { name: `suites${of}`, dir: root, include: ['suites/*/*.test.ts'], exclude: ['**/*.disruptive.test.ts'] } },
    // Tests that take parts of the stack down run when the others are through, one at a time.
    {
      extends: true,
      test: {
        name: `disruptive${of}`,
        dir: root,
        include: ['suites/*/*.disruptive.test.ts'],
        fileParallelism: false,
        sequence: { groupOrder: 1 + index },
      },
    },
  ];
}

export default defineConfig({
  // A project's tests have these from here, whatever its own node_modules holds: there is one vitest in a process, or none.
  resolve: { dedupe: ['touchstone', 'vitest'] },
  test: {
    // A test's tags are the edges that it crosses, the one that it proves first; a tag that blueprint/stack.yaml doesn't know is an error.
    tags: Object.entries(readStack(project).edges).map(([name, { from, to }]) => ({ name, description: `${from} works with ${to}` })),
    pool: 'forks',
    // A process of its own for each file would load the clients of all systems again, for more than a second each.
    isolate: false,
    maxConcurrency: atOnce,
    testTimeout: patience,
    hookTimeout: patience,
    sequence: { seed: round, shuffle: { files: round > 1 } },
    projects: [
      // Its files run beside each other; those of suites would make each other late on one stack.
      {
        extends: true,
        test: {
          name: 'harness',
          include: ['{harness,fixtures,proofs,install}/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 + project.roots.length }, // nobody else's, which vitest wants of who has workers of their own
        },
      },
      ...project.roots.flatMap(suitesIn),
    ],
  },
});

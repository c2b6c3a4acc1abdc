import type { ProvidedContext, SerializedError } from 'vitest';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import { ROOT } from '../base/paths.ts';
import { pathIn, runTestsOf, type Project } from '../base/project.ts';
import type { FromRunner, ListedFile, ToRunner } from './messages.ts';
import { Recorder } from './recorder.ts';
import type { TestSelection } from './selection.ts';
import { isStray } from './stray-errors.ts';

// The runner's process: vitest is loaded here and not in the harness's own, so that it is ready by the time that the stack is, takes
// none of the harness's memory, and can be ended at any moment.

/** Vitest, loaded, and the project whose tests it runs. */
interface Ready {
  readonly vitest: Vitest;
  readonly project: Project;
}

const tell = (message: FromRunner): void => void process.send?.(message);

let prepared: Promise<Ready> | undefined;
let running = false;

process.on('message', (message: ToRunner) => {
  if (message.kind === 'prepare') {
    prepared = prepare(message.selection, message.round);
    prepared.catch(() => undefined); // it is said at the start
  } else {
    const work = message.kind === 'list' ? list(message.files) : start(message.files, message.provided);
    work.catch((error: unknown) => tell({ kind: 'broken', words: [wordsOf(error)] }));
  }
});

// The harness is done with this process, or is gone: tests that run end at once, and else vitest removes its temporary folder.
process.on('disconnect', () => {
  const closed = running ? undefined : prepared?.then(({ vitest }) => vitest.close());
  void Promise.resolve(closed).finally(() => process.exit());
});

async function prepare({ project, grep, edges, scale }: Omit<TestSelection, 'files'>, round: number): Promise<Ready> {
  // vitest.config.ts reads these, because projects take no options from here.
  process.env.TOUCHSTONE_SCALE = scale;
  process.env.TOUCHSTONE_ROUND = String(round);
  runTestsOf(project);
  const vitest = await createVitest('test', {
    root: ROOT,
    watch: false,
    reporters: [new Recorder(project, tell)],
    passWithNoTests: true,
    ...(grep === undefined ? {} : { testNamePattern: new RegExp(grep) }),
    ...(edges.length === 0 ? {} : { tagsFilter: [edges.join(' or ')] }),
  });
  return { vitest, project };
}

/** Tells which tests are selected. Their files are loaded for it, and nothing runs. */
async function list(files: TestSelection['files']): Promise<void> {
  const { vitest, project } = await whatIsPrepared();
  const { testModules, unhandledErrors } = await vitest.collect([...files]);
  // A file that can't be loaded has no tests to tell; the run will say why.
  const listed = testModules.map((module) => ({
    file: pathIn(project, module.moduleId),
    path: module.moduleId,
    tests: selectedOf(module),
    broken: module.errors().length > 0,
  }));
  const words = wordsOfBroken(unhandledErrors);
  if (words.length > 0) tell({ kind: 'broken', words });
  else tell({ kind: 'listed', files: listed.filter(({ tests, broken }) => broken || tests.length > 0) });
}

function selectedOf({ children }: TestModule): ListedFile['tests'] {
  const selected = [...children.allTests()].filter(({ options }) => options.mode !== 'skip');
  return selected.map(({ fullName, tags }) => ({ name: fullName, edges: tags }));
}

async function start(files: TestSelection['files'], provided: Partial<ProvidedContext>): Promise<void> {
  const { vitest } = await whatIsPrepared();
  running = true;
  for (const [key, value] of Object.entries(provided)) vitest.provide(key as keyof ProvidedContext, value);
  const { unhandledErrors } = await vitest.start([...files]);
  await vitest.close();
  const words = wordsOfBroken(unhandledErrors);
  if (words.length > 0) tell({ kind: 'broken', words });
  else tell({ kind: 'done' });
}

async function whatIsPrepared(): Promise<Ready> {
  const ready = await prepared;
  if (!ready) throw new Error('told to begin before being told what');
  return ready;
}

/** What the runner itself failed with; what tests let go is recorded, or will be when they run. */
function wordsOfBroken(unhandledErrors: readonly unknown[]): string[] {
  return unhandledErrors.filter((error) => !isStray(error as SerializedError)).map(wordsOf);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}

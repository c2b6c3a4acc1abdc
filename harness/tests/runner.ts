import type { ProvidedContext } from 'vitest';
import { createVitest, type Vitest } from 'vitest/node';
import { ROOT } from '../paths.ts';
import type { FromRunner, TestSelection, ToRunner } from './messages.ts';
import { Recorder } from './recorder.ts';

// The runner's process: vitest is loaded here and not in the harness's own, so that it is ready by the time that the stack is, takes
// none of the harness's memory, and can be ended at any moment.

const tell = (message: FromRunner): void => void process.send?.(message);
let prepared: Promise<Vitest> | undefined;
let files: readonly string[] = [];

process.on('message', (message: ToRunner) => {
  if (message.kind === 'prepare') {
    ({ files } = message.selection);
    prepared = prepare(message.selection);
    prepared.catch(() => undefined); // it is said at the start
  } else {
    void start(message.provided);
  }
});
process.on('disconnect', () => process.exit());

function prepare({ projects, grep, scale }: TestSelection): Promise<Vitest> {
  process.env.TOUCHSTONE_SCALE = scale; // vitest.config.ts reads it, because projects take no options from here
  return createVitest('test', {
    root: ROOT,
    watch: false,
    project: [...projects],
    reporters: [new Recorder(tell)],
    passWithNoTests: true,
    ...(grep === undefined ? {} : { testNamePattern: new RegExp(grep) }),
  });
}

async function start(provided: Partial<ProvidedContext>): Promise<void> {
  try {
    const vitest = await prepared;
    if (!vitest) throw new Error('told to start before being told what');
    for (const [key, value] of Object.entries(provided)) vitest.provide(key as keyof ProvidedContext, value);
    const { unhandledErrors } = await vitest.start([...files]);
    await vitest.close();
    if (unhandledErrors.length > 0) tell({ kind: 'broken', words: unhandledErrors.map(wordsOf) });
    else tell({ kind: 'done', memory: process.memoryUsage.rss() });
  } catch (error) {
    tell({ kind: 'broken', words: [wordsOf(error)] });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import type { FromRunner } from './messages.ts';
import type { TestRecord } from '../model/record.ts';

const SAMPLES = {
  'not-loaded': `
    import '../tests/no-such-module.ts';
    const TAGS = ['presto→minio', 'spark→s3a'];
    test('never runs', { tags: TAGS }, () => undefined);
  `,
  'set-up': `
    describe('outer', () => {
      beforeAll(() => { throw new Error('no database') });
      describe('inner', () => {
        test('one', { tags: ['presto→minio', 'presto→metastore'] }, () => undefined);
      });
      test('other', { tags: ['spark→s3a'] }, () => undefined);
      test.skip('left out', { tags: ['kafka→zookeeper'] }, () => undefined);
    });
    test('beside it', { tags: ['nifi→kafka'] }, () => undefined);
  `,
  'set-up-of-file': `
    beforeAll(() => { throw new Error('no database') });
    test('one', { tags: ['presto→minio'] }, () => undefined);
  `,
  'tear-down': `
    describe('outer', () => {
      afterAll(() => { throw new Error('not gone') });
      test('one', { tags: ['presto→minio'] }, () => undefined);
      test('skips itself', { tags: ['spark→s3a'] }, (context) => context.skip('no NFS client'));
    });
  `,
  door: `
    test('is tried', ({ task, skip }) => {
      task.meta.door = { threat: 'anybody-comes', status: 'not enforceable here', words: 'nothing enforces it' };
      skip('nothing enforces it');
    });
  `,
  beside: `
    const rest = () => new Promise((resolve) => setTimeout(resolve, 50));
    test('lets go', async () => {
      void Promise.reject(new TypeError('nobody waits for this'));
      await rest();
    });
    test('lets go again', async () => {
      setTimeout(() => { throw new AggregateError([new Error('one'), new Error('other')], 'both') });
      await rest();
    });
    test('lets words go', async () => {
      void Promise.reject('just words');
      await rest();
    });
    test('fails', () => { throw new Error('on its own') });
  `,
} as const;

/** Runs the test files of a folder as the runner does, and writes what the recorder tells, a line each. */
const RUN = `
import { createVitest } from 'vitest/node';
import { Recorder } from '${pathToFileURL(join(import.meta.dirname, 'recorder.ts')).href}';
const vitest = await createVitest('test', {
  root: process.argv[1],
  config: false,
  watch: false,
  globals: true,
  tags: ${JSON.stringify(Object.keys(readStack(REPOSITORY).edges).map((name) => ({ name })))},
  reporters: [new Recorder({ roots: ['${ROOT}'] }, (message) => console.log(JSON.stringify(message)))],
});
await vitest.start();
await vitest.close();
process.exit(0);
`;

async function runSamples(): Promise<TestRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-recorder-'));
  try {
    await Promise.all(Object.entries(SAMPLES).map(([name, source]) => writeFile(join(folder, `${name}.test.ts`), source)));
    const told = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', RUN, folder], { cwd: ROOT });
    const messages = told.split('\n').map((line) => JSON.parse(line) as FromRunner);
    return messages.flatMap((message) => (message.kind === 'record' ? [message.record] : []));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('what fails beside the tests', () => {
  let records: readonly TestRecord[] = [];
  const recordsOf = (sample: keyof typeof SAMPLES): TestRecord[] => records.filter(({ file }) => basename(file) === `${sample}.test.ts`);

  beforeAll(async () => {
    records = await runSamples();
  }, 60_000);

  test('a file that can’t be loaded leaves the edges untested that it names', () => {
    const [record] = recordsOf('not-loaded');
    expect(record).toMatchObject({ name: 'the test file itself', status: 'failed', edges: [], untested: ['presto→minio', 'spark→s3a'] });
    expect(record?.errors.at(-1)).toBe('left untested: presto→minio, spark→s3a');
  });

  test('a set-up that fails leaves the edges untested that its tests prove, and they say why they did not run', () => {
    expect(recordsOf('set-up').filter(({ status }) => status === 'failed')).toMatchObject([
      { name: 'outer (set-up or tear-down)', edges: [], untested: ['presto→minio', 'spark→s3a'] },
    ]);
    expect(recordsOf('set-up').map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['outer > inner > one', 'skipped', 'its set-up failed'],
      ['outer > other', 'skipped', 'its set-up failed'],
      ['outer > left out', 'skipped', undefined],
      ['outer (set-up or tear-down)', 'failed', undefined],
      ['beside it', 'passed', undefined],
    ]);
  });

  test('what a test says of a door is in its record, skipped or not', () => {
    const door = { threat: 'anybody-comes', status: 'not enforceable here', words: 'nothing enforces it' };
    expect(recordsOf('door')).toMatchObject([{ status: 'skipped', reason: door.words, door }]);
  });

  test('the set-up of a whole file', () => {
    expect(recordsOf('set-up-of-file')).toMatchObject([
      { name: 'one', status: 'skipped', reason: 'its set-up failed' },
      { name: 'the test file itself', status: 'failed', untested: ['presto→minio'] },
    ]);
  });

  test('an error that no test waited for fails as a test of its own, with its file, and no test with it', () => {
    const [record] = recordsOf('beside').filter(({ name }) => name === 'outside of any test');
    expect(record).toMatchObject({ suite: 'harness', edges: [], status: 'failed' });
    expect(record?.errors).toEqual([
      expect.stringMatching(/^TypeError: nobody waits for this\n {4}at .*beside\.test\.ts:4\nthe latest test to begin there: lets go$/),
      expect.stringMatching(
        /^AggregateError: both\n {2}caused by: one\n {2}caused by: other\n {4}at .*beside\.test\.ts:8\n.*: lets go again$/,
      ),
    ]);
    const others = recordsOf('beside').filter((each) => each !== record);
    expect(others.map(({ name, status }) => [name, status])).toEqual([
      ['lets go', 'passed'],
      ['lets go again', 'passed'],
      ['lets words go', 'passed'],
      ['fails', 'failed'],
    ]);
  });

  test('one whose file is not known is there too', () => {
    expect(records.filter(({ file }) => file === '')).toMatchObject([
      { suite: 'harness', name: 'outside of any test', status: 'failed', errors: ['just words'] },
    ]);
  });

  test('a tear-down that fails leaves nothing untested', () => {
    const record = recordsOf('tear-down').at(-1);
    expect(record).toMatchObject({ name: 'outer (set-up or tear-down)', status: 'failed' });
    expect(record).not.toHaveProperty('untested');
    expect(record?.errors.join()).not.toContain('untested');
  });
});

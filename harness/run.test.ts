import { expect, test } from 'vitest';
import type { Asked } from './asked.ts';
import { GroundFailure, Interrupted } from './base/failure.ts';
import { REPOSITORY } from './base/project.ts';
import { resultsSchema } from './model/results.ts';
import { readStack, stackSchema } from './model/stack.ts';
import type { TestRecord } from './model/record.ts';
import type { Plan } from './model/plan.ts';
import { run } from './run.ts';
import type { Tests } from './runner/run-tests.ts';
import { Story } from './story.ts';
import { Stream } from './stream/stream.ts';
import { fakeTarget, type Moment } from './targets/fake.ts';
import { nowhere } from './targets/nowhere.ts';
import type { Target } from './targets/target.ts';

const SUITE = { name: 'lake', title: '', needs: ['minio'], groundless: false, folders: [] };
const plan: Plan = {
  project: REPOSITORY,
  // A system without shared ConfigMaps, which Kustomize would have to render.
  stack: {
    ...readStack(REPOSITORY),
    systems: stackSchema.parse({ systems: { minio: { images: {}, memory: 0, disk: 0 } } }).systems,
  },
  suites: [SUITE],
  systems: ['minio'],
  images: [],
};

const ASKED: Asked = { timeout: 300_000, scale: 'tiny', fresh: true, keep: false, said: {}, arguments: [] };

function record(status: TestRecord['status']): TestRecord {
  return { suite: 'lake', file: 'suites/lake/a.test.ts', name: 'a', edges: [], status, startedAt: 0, duration: 1, errors: [] };
}

/** Tests that end in these ways. */
function testsThat(stream: Stream, ...statuses: TestRecord['status'][]): Tests {
  return {
    prepare: () => undefined,
    run: (_, signal) => {
      signal.throwIfAborted();
      statuses.forEach((status) => stream.tell({ kind: 'test-ended', record: record(status) }));
      return Promise.resolve();
    },
  };
}

/** Everything that a run asks of its target when all goes well; the last five are its undoing. */
const ALL: readonly Moment[] = [
  'prepare',
  'fetch',
  'render',
  'open',
  'nodes',
  'install',
  'ready',
  'login',
  'connect',
  'mark',
  'unmark',
  'leave',
  'log out',
  'remove',
  'give back',
];

interface Ended {
  readonly exitCode: number;
  readonly verdict: string;
  readonly message: string | undefined;
  readonly moments: readonly Moment[];
  readonly cleanup: string;
  readonly reproduce: string | undefined;
}

async function runWith(at: (moment: Moment, stop: AbortController) => void, ...statuses: TestRecord['status'][]): Promise<Ended> {
  const stop = new AbortController();
  const stream = new Stream();
  const { target, moments } = await fakeTarget((moment) => at(moment, stop));
  const results = await run(ASKED, [{ plan, target, tests: testsThat(stream, ...statuses) }], new Story(stream, []), stop.signal);
  const { exitCode, verdict, failure, cleanup, tests } = results;
  return { exitCode, verdict, message: failure?.message, moments, cleanup: cleanup.status, reproduce: tests[0]?.reproduce };
}

test('a run passes through all its phases in order, and what it opened is closed backwards', async () => {
  const ended = await runWith(() => undefined, 'passed');
  expect(ended).toMatchObject({ exitCode: 0, verdict: 'passed', cleanup: 'removed' });
  expect(new Set(ended.moments)).toEqual(new Set(ALL));
  expect(ended.moments.indexOf('open')).toBeGreaterThan(Math.max(ended.moments.indexOf('fetch'), ended.moments.indexOf('render')));
  expect(ended.moments.slice(-6)).toEqual(['mark', 'unmark', 'leave', 'log out', 'remove', 'give back']);
});

test('a failed test fails the run, and says how to run it again where it was', async () => {
  expect(await runWith(() => undefined, 'passed', 'failed')).toMatchObject({ exitCode: 1, verdict: 'failed' });
  expect((await runWith(() => undefined, 'failed')).reproduce).toBe("npm test -- --suite lake --grep '^a$' --fake");
});

test('what is written of a run is what the schema of results.json says, and no more', async () => {
  const stream = new Stream();
  const { target } = await fakeTarget();
  const legs = [{ plan, target, tests: testsThat(stream, 'passed', 'failed', 'skipped') }];
  const written: unknown = JSON.parse(JSON.stringify(await run(ASKED, legs, new Story(stream, []), new AbortController().signal)));
  expect(resultsSchema.parse(written)).toEqual(written);
});

test('what is installed is what the ground takes: with an overlay that is more than was planned', async () => {
  const stream = new Stream();
  const { target } = await fakeTarget();
  const existing = { kafka: { address: { brokers: 'theirs:9092' }, credentials: {} } };
  const overlaid: Target = {
    ...target,
    prepare: async (asked, signal) => ({ ...(await target.prepare(asked, signal)), part: { ...asked, existing } }),
  };
  const legs = [{ plan, target: overlaid, tests: testsThat(stream, 'passed') }];
  const { notes } = await run(ASKED, legs, new Story(stream, []), new AbortController().signal);
  expect(notes).toContain('kafka is there already: theirs:9092');
});

test('what does not render makes nothing', async () => {
  const ended = await runWith((moment) => {
    if (moment === 'render') throw new GroundFailure('the chart charts/minio does not render', 'Mend it.');
  });
  expect(ended).toMatchObject({ exitCode: 3, message: 'the chart charts/minio does not render', cleanup: 'nothing to do' });
  expect(ended.moments).not.toContain('open');
});

const FAILING = ALL.slice(0, ALL.indexOf('unmark')).filter((moment) => moment !== 'nodes' && moment !== 'ready');

test.for(FAILING)('a failure at %s ends the run there, and all that was opened is closed', async (failing) => {
  const ended = await runWith((moment) => {
    if (moment === failing) throw new GroundFailure('it broke', 'Mend it.');
  }, 'passed');
  expect(ended).toMatchObject({ exitCode: 3, verdict: 'ground failed', message: 'it broke' });
  expect(ended.moments.includes('remove')).toBe(isAfter(failing, 'open'));
  expect(ended.moments.includes('leave')).toBe(isAfter(failing, 'connect'));
  expect(ended.moments.includes('log out')).toBe(isAfter(failing, 'login'));
  expect(ended.moments.includes('give back')).toBe(isAfter(failing, 'prepare'));
});

test.for(ALL.slice(0, ALL.indexOf('unmark')))('who is told to stop at %s stops, and all that was opened is closed', async (moment) => {
  const ended = await runWith((reached, stop) => {
    if (reached === moment) stop.abort(new Interrupted('SIGINT'));
  });
  expect(ended).toMatchObject({ exitCode: 130, verdict: 'interrupted' });
  expect(ended.moments.includes('remove')).toBe(moment === 'open' || isAfter(moment, 'open'));
  expect(ended.moments.includes('leave')).toBe(moment === 'login' || moment === 'connect' || isAfter(moment, 'connect'));
});

function isAfter(moment: Moment, other: Moment): boolean {
  return ALL.indexOf(moment) > ALL.indexOf(other);
}

test('diagnostics that cannot be written are noted, and the run ends as its tests did', async () => {
  const stream = new Stream();
  const { target, moments } = await fakeTarget();
  const stack = { ...plan.stack, edges: { 'minio→minio': { from: 'minio', to: 'minio', after: [], connections: [] } } };
  const failing: Tests = {
    prepare: () => undefined,
    run: () => {
      stream.tell({ kind: 'test-ended', record: { ...record('failed'), edges: ['minio→minio'] } });
      return Promise.resolve();
    },
  };
  const legs = [{ plan: { ...plan, stack }, target, tests: failing }];
  const results = await run({ ...ASKED, results: '/dev/null' }, legs, new Story(stream, []), new AbortController().signal);
  expect(results).toMatchObject({ exitCode: 1, verdict: 'failed', cleanup: { status: 'removed' } });
  expect(results.notes.join()).toMatch(/logs and events could not be kept: ENOTDIR: .*diagnostics/);
  expect(moments.slice(-2)).toEqual(['remove', 'give back']);
});

test('suites that need no system run nowhere, and a failure there keeps the others from running', async () => {
  const stream = new Stream();
  const { target, moments } = await fakeTarget();
  const groundless = { ...plan, suites: [{ ...SUITE, name: 'harness', groundless: true }], systems: [] };
  const broken: Tests = { prepare: () => undefined, run: () => Promise.reject(new GroundFailure('the test runner failed', 'Mend it.')) };
  const legs = [
    { plan: groundless, target: nowhere(), tests: broken },
    { plan, target, tests: testsThat(stream, 'passed') },
  ];
  expect(await run(ASKED, legs, new Story(stream, []), new AbortController().signal)).toMatchObject({
    exitCode: 3,
    verdict: 'ground failed',
  });
  expect(moments).toEqual([]);
});

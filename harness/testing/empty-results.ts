import type { Results } from '../model/results.ts';

/** The results of a run that did nothing, for tests of who reads results. */
export const EMPTY_RESULTS: Results = {
  schema: 1,
  run: { id: 'r1', startedAt: 0, endedAt: 1, arguments: ['test'] },
  verdict: 'passed',
  exitCode: 0,
  counts: { passed: 0, failed: 0, skipped: 0 },
  flaky: [],
  host: undefined,
  target: undefined,
  images: [],
  systems: [],
  edges: [],
  doors: [],
  tests: [],
  notes: [],
  timeline: [],
  cleanup: { status: 'kept', detail: '' },
  harnessMemory: 0,
};

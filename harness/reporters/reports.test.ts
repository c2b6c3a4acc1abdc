import { expect, test } from 'vitest';
import { pageOf } from './html.ts';
import { junitOf } from './junit.ts';
import type { Results } from '../model/results.ts';
import { EMPTY_RESULTS } from '../testing/empty-results.ts';
import { summaryOf } from './summary.ts';
import { terminalReport } from './terminal.ts';

const results: Results = {
  ...EMPTY_RESULTS,
  run: { id: 'r1', startedAt: 0, endedAt: 61_500, arguments: ['test'] },
  verdict: 'failed',
  exitCode: 1,
  counts: { passed: 1, failed: 1, skipped: 1 },
  flaky: [{ suite: 'warehousing', name: 'reads <back>', passed: 2, failed: 1 }],
  edges: [
    { name: 'presto→minio', from: 'presto', to: 'minio', status: 'failed', tests: { passed: 0, failed: 1, skipped: 0 }, evidence: [] },
    {
      name: 'presto→metastore',
      from: 'presto',
      to: 'metastore',
      status: 'untested',
      because: 'crossed by 1 test that passed, proven by none',
      tests: { passed: 1, failed: 0, skipped: 0 },
      evidence: [],
    },
  ],
  doors: [
    { name: 'a stranger > minio:9000', threat: 'pods-connect-to-pods', status: 'closed', words: 'no route to host' },
    { name: 'a neighbour > kafka:9092', threat: 'pods-connect-to-pods', status: 'open', words: 'connected | at once' },
  ],
  tests: [
    { suite: 'warehousing', file: 'a.test.ts', name: 'holds', edges: [], status: 'passed', startedAt: 0, duration: 1500, errors: [] },
    {
      suite: 'warehousing',
      file: 'a.test.ts',
      name: 'reads <back>',
      edges: ['presto→minio'],
      status: 'failed',
      round: 3,
      startedAt: 0,
      duration: 20,
      errors: ['expected 1 & got 2\n- 1\n+ 2'],
      reproduce: 'npm test -- --suite warehousing',
    },
    {
      suite: 'storage',
      file: 'b.test.ts',
      name: 'mounts',
      edges: [],
      status: 'skipped',
      reason: 'no NFS client',
      startedAt: 0,
      duration: 0,
      errors: [],
    },
  ],
  notes: ['presto is replaced'],
};

test('junit.xml has a suite for each of ours, with failures, skips and edges', () => {
  const xml = junitOf(results);
  expect(xml).toContain('<testsuite name="warehousing"');
  expect(xml).toMatch(/<testcase name="reads &lt;back(>|&gt;) \(round 3\)"/);
  expect(xml).toContain('<property name="edge" value="presto→minio"');
  expect(xml).toContain('<property name="round" value="3"');
  expect(xml).toMatch(/<failure message="expected 1 &amp; got 2"/);
  expect(xml).toContain('<skipped/>');
});

test('junit.xml says that the ground failed, as an error and not as a failed test', () => {
  const xml = junitOf({
    ...results,
    tests: [],
    failure: { kind: 'ground', message: 'the disk is full', mend: 'Free some.', evidence: [] },
  });
  expect(xml).toMatch(/<error message="the disk is full"/);
  expect(xml).not.toContain('<failure');
});

test('summary.md has the verdict, the edges, what is flaky, the failure with its round and command, and why a test was skipped', () => {
  const summary = summaryOf(results);
  expect(summary).toContain('## Touchstone: failed');
  expect(summary).toContain('1 passed, 1 failed, 1 skipped · 61.5 s');
  expect(summary).toContain('| presto→minio | ❌ failed |');
  expect(summary).toContain('| presto→metastore | ❔ untested: crossed by 1 test that passed, proven by none |');
  expect(summary).toContain('Reproduce: `npm test -- --suite warehousing`');
  expect(summary).toContain(String.raw`- flaky: warehousing · reads \<back\> failed in 1 of 3 rounds`);
  expect(summary).toContain(String.raw`### ❌ warehousing · reads \<back\> (round 3)`);
  expect(summary).toContain('storage · mounts: no NFS client');
});

test('the terminal says of an edge what it is blocked by, and why it is not tested', () => {
  const [failed, untested] = results.edges;
  if (!failed || !untested) throw new Error('the sample has two edges');
  const report = terminalReport(
    { ...results, edges: [{ ...failed, status: 'blocked', because: 'metastore→minio failed' }, untested] },
    'here',
  );
  expect(report).toContain('blocked by: metastore→minio failed (0 of 1 tests)');
  expect(report).toContain('untested: crossed by 1 test that passed, proven by none (1 of 1 tests)');
});

test('doors are a second map: all in summary.md, those that are open in the terminal', () => {
  const summary = summaryOf(results);
  expect(summary).toContain('### doors: 1 closed, 1 open');
  expect(summary).toContain(String.raw`| a neighbour \> kafka:9092 | 🔓 open | pods-connect-to-pods | connected \| at once |`);
  expect(summary.indexOf('a neighbour')).toBeLessThan(summary.indexOf('a stranger'));
  const report = terminalReport(results, 'here');
  expect(report).toContain('open: a neighbour > kafka:9092 (pods-connect-to-pods): connected | at once');
  expect(report).toContain('doors: 1 closed, 1 open');
  expect(report).not.toContain('a stranger');
  const page = pageOf(results);
  expect(page).toContain('<p>doors: 1 closed, 1 open</p>');
  expect(page).toContain('<title>presto→minio (S3): a door there is open, or cannot be closed here</title>');
  expect(page).toContain('<title>harness→engine (Docker&#39;s API): no door there was tried</title>');
  expect(page.indexOf('a neighbour &gt; kafka:9092')).toBeLessThan(page.indexOf('<summary>1 closed</summary>'));
  expect(
    [pageOf({ ...results, doors: [] }), summaryOf({ ...results, doors: [] }), terminalReport({ ...results, doors: [] }, 'here')].join(),
  ).not.toContain('doors:');
});

test('a run that tested nothing says so', () => {
  const nothing: Results = { ...results, because: 'nothing was tested: all 9 tests were skipped' };
  expect(terminalReport(nothing, 'here')).toContain('nothing was tested: all 9 tests were skipped');
  expect(summaryOf(nothing)).toContain('nothing was tested: all 9 tests were skipped');
});

test('summary.md takes no word of a test for Markdown', () => {
  const [edge] = results.edges;
  const [, failed, skipped] = results.tests;
  if (!edge || !failed || !skipped) throw new Error('the sample has an edge and three tests');
  const summary = summaryOf({
    ...results,
    edges: [{ ...edge, because: 'a | b\nc' }],
    tests: [
      { ...failed, errors: ['```\nends the fence'], reproduce: "npm test -- --grep '^a `b`$'" },
      { ...skipped, reason: 'no `nfs`\n- client' },
    ],
    notes: ['<b>clean-up</b>\n# of a schema'],
  });
  expect(summary).toContain(String.raw`| presto→minio | ❌ failed: a \| b c |`);
  expect(summary).toContain('````\n```\nends the fence\n````');
  expect(summary).toContain("Reproduce: ``npm test -- --grep '^a `b`$'``");
  expect(summary).toContain(String.raw`- storage · mounts: no \`nfs\` - client`);
  expect(summary).toContain(String.raw`- \<b\>clean-up\</b\> # of a schema`);
});

test('summary.md stays below what GitHub shows, and says what is not in it', () => {
  const [, failed] = results.tests;
  if (!failed) throw new Error('the sample has a failed test');
  const errors = [Array.from({ length: 5_000 }, () => 'ü'.repeat(5_000)).join('\n')];
  const summary = summaryOf({
    ...results,
    tests: Array.from({ length: 50 }, (_, index) => ({ ...failed, name: `fails ${index}`, errors })),
  });
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toContain('… and 4960 more lines');
  expect(summary).toMatch(/^\d+ more failed; results\.json has them all\.$/m);
  expect(summary).toContain('Cleanup: kept');
});

test('report.html has all of it, and what tests say means nothing there', () => {
  const page = pageOf({ ...results, notes: ['<script>alert(1)</script> & "so on"'] });
  expect(page).toContain('<h1>Touchstone <span class="word failed">failed</span></h1>');
  expect(page).toContain('1 passed, 1 failed, 1 skipped · 61.5 s');
  expect(page).toContain('<title>presto→metastore: untested, crossed by 1 test that passed, proven by none</title>');
  expect(page).toContain('warehousing · reads &lt;back&gt; (round 3)');
  expect(page).toContain('expected 1 &amp; got 2\n- 1\n+ 2');
  expect(page).toContain('<code>npm test -- --suite warehousing</code>');
  expect(page).toContain('mounts: no NFS client');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so on&quot;');
});

test('report.html fetches nothing and runs nothing', () => {
  const page = pageOf(results);
  expect(page).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import|https?:|\son\w+=/);
});

test('a failed ground comes first in report.html, with what to do', () => {
  const page = pageOf({ ...results, failure: { kind: 'ground', message: 'the disk is full', mend: 'Free some.', evidence: ['0 left'] } });
  expect(page.indexOf('the disk is full')).toBeLessThan(page.indexOf('<h2>Edges</h2>'));
  expect(page).toContain('<p>Free some.</p>');
  expect(page).toContain('<pre>0 left</pre>');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './base/paths.ts';
import { howTouchstoneEnds } from './testing/command-line.ts';

describe.concurrent('wrong usage ends with exit code 2 and says what to write', () => {
  test.for([
    [['test', '--suite', 'warehouse'], 'there is no suite "warehouse"; did you mean "warehousing"?'],
    [['test', '--suite', 'warehouse', '--suite', 'harness'], 'there is no suite "warehouse"'],
    [['test', '--suit', 'warehousing'], "unknown option '--suit'\n(Did you mean --suite?)"],
    [['test', '--images', 'fetch'], 'Allowed choices are auto, pull, build'],
    [['test', '--nodes', 'many'], 'It must be a whole number of 1 or more.'],
    [['test', '--grep', '('], '--grep is not a regular expression'],
    [['test', '--edge', 'presto->mino'], 'there is no edge "presto→mino"; did you mean "presto→minio"?'],
    [['test', '--suite', 'harness', '--namespace', 'x'], '--namespace says where on a cluster of your own'],
    [['test', '--kubeconfig', '/no/such/file'], 'there is no kubeconfig at /no/such/file'],
    [['test', '--results', '/dev/null/x'], 'reports cannot be written to /dev/null/x: ENOTDIR'],
    [['test', '--reporter', 'junt'], 'there is no reporter "junt"; did you mean "junit"?'],
    [['test', '--kubeconfig', '/dev/null', '--nodes', '3'], '--nodes says how many a kind cluster gets'],
    [['test', '--project', '/no/such/folder'], 'there is no project at /no/such/folder'],
    [['test', '--suite', 'images', '--registry', 'https://registry.example.com'], '--registry takes HOST/PREFIX'],
    [['test', '--suite', 'images', '--image', 'kafka=x'], '--image says what the nodes of a --kubeconfig get'],
    [['images', 'push'], 'images push wants to know where to: --registry HOST/PREFIX'],
    [['images', 'list', '--registry', 'lab/'], '--registry takes HOST/PREFIX'],
    [['images', 'export'], "missing required argument 'file'"],
    [['images', 'lock', '--suite', 'images'], "unknown option '--suite'"],
    [['tset'], "unknown command 'tset'\n(Did you mean test?)"],
    [['report', 'no-such-run'], 'there is no run "no-such-run"'],
    [['history', '--results', '/no/such/folder'], 'there is no run in /no/such/folder that had a verdict'],
    [['certify', '--version', '1'], 'certify wants to know what it is of: --product NAME --version VERSION'],
    [['certify', '--product', 'x', '--version', '1', '--profile', 'cor'], 'there is no profile "cor"; did you mean "core"?'],
    [['certify', '--product', 'x', '--version', '1', '--suite', 'harness'], "unknown option '--suite'"],
    [['certify', 'check', '/no/such/file'], 'there is no file /no/such/file'],
  ] as const)('%j', async ([args, expected]) => {
    const { code, words } = await howTouchstoneEnds(args);
    expect(words).toContain(expected);
    expect(code).toBe(2);
  });

  test('a kubeconfig that is none, and a context that it lacks', async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const broken = join(folder, 'broken');
    await writeFile(broken, 'a: [b');
    expect(await howTouchstoneEnds(['test', '--kubeconfig', broken])).toMatchObject({
      code: 2,
      words: expect.stringContaining(`${broken} is not a kubeconfig`) as string,
    });
    const whole = join(folder, 'whole');
    await writeFile(
      whole,
      'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "https://localhost:1"}}]\nusers: [{name: u, user: {}}]\ncontexts: [{name: production, context: {cluster: c, user: u}}]\n',
    );
    expect((await howTouchstoneEnds(['test', '--kubeconfig', whole, '--context', 'prodcution'])).words).toContain(
      'did you mean "production"?',
    );
  });

  test('a report of a run that is cut off', async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'results.json'), '{"schema": 1, "verdict": "pas');
    expect(await howTouchstoneEnds(['report', '--results', folder, '.'])).toMatchObject({
      code: 2,
      words: expect.stringContaining('results.json is no report of a run: it is damaged, or of another version') as string,
    });
  });
});

test('a report that says no more than what is printed, of an older version or a newer one, is printed again', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const counts = { passed: 2, failed: 0, skipped: 0 };
  const edge = { name: 'a→b', from: 'a', to: 'b', status: 'passed', tests: counts, evidence: [] };
  const results = { schema: 1, exitCode: 0, counts, tests: [], edges: [edge], cleanup: { status: 'kept', detail: '' }, added: 'later' };
  await writeFile(join(folder, 'results.json'), JSON.stringify(results));
  expect(await howTouchstoneEnds(['report', '--results', folder, '.'])).toMatchObject({
    code: 0,
    words: expect.stringMatching(/✓ a→b +passed \(2 of 2 tests\)[^]*2 passed, 0 failed, 0 skipped/) as string,
  });
});

// By itself: it loads the suite's files, beside a dozen other programs that would take longer than it may.
test('a filter that leaves no test', async () => {
  expect(await howTouchstoneEnds(['test', '--suite', 'images', '--grep', 'none', '--edge', 'presto->minio'])).toMatchObject({
    code: 2,
    words: expect.stringContaining('no test matches --grep "none" and crosses presto→minio in images') as string,
  });
});

test('who stops reading what it says changes nothing of how it ends', async () => {
  const listing = spawn(process.execPath, [join(ROOT, 'bin', 'touchstone.mjs'), 'suites'], { stdio: ['ignore', 'pipe', 'inherit'] });
  listing.stdout.destroy();
  expect(await once(listing, 'exit')).toEqual([0, null]);
});

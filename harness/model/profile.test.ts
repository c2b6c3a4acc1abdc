import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { filesBelow } from '../base/files.ts';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import type { ListedFile } from '../runner/messages.ts';
import { TestRunner } from '../runner/run-tests.ts';
import { Stream } from '../stream/stream.ts';
import { profileNames, readProfile, testsFileOf, type Profile } from './profile.ts';
import { loadSuites } from './suite.ts';

let listed: readonly ListedFile[];

beforeAll(async () => {
  const names = new Set(profileNames().flatMap((name) => readProfile(name).suites));
  const folders = (await loadSuites(REPOSITORY, [...names])).flatMap((suite) => suite.folders.map((folder) => `${folder}/`));
  const runner = new TestRunner(
    { project: REPOSITORY, files: folders, grep: undefined, edges: [], scale: 'tiny', repeat: 1 },
    new Stream(),
  );
  listed = await runner.files(new AbortController().signal).finally(() => runner.stop());
}, 120_000); // every suite's files are loaded

/** What the suites have of a profile. */
function filesOf({ suites, without }: Profile): ListedFile[] {
  const isOf = (file: string): boolean => suites.some((suite) => file.startsWith(`suites/${suite}/`)) && !without.includes(file);
  return listed.filter(({ file }) => isOf(file)).sort((a, b) => (a.file < b.file ? -1 : 1));
}

describe.for(profileNames())('the profile %s', (name) => {
  const profile = readProfile(name);

  test('has exactly the tests that its suites have', async () => {
    const tests = filesOf(profile).map((each) => [each.file, each.tests.map((one) => one.name)] as const);
    await expect(stringify(Object.fromEntries(tests), { lineWidth: 0 })).toMatchFileSnapshot(testsFileOf(name));
  });

  test('tells its tests apart by their names', () => {
    for (const names of Object.values(profile.tests)) expect(new Set(names).size).toBe(names.length);
  });

  test('speaks of files that there are', () => {
    const files = listed.map(({ file }) => file);
    expect(files).toEqual(expect.arrayContaining([...profile.without, ...profile.skips.map(({ file }) => file)]));
  });

  test('requires edges that one of its tests proves', () => {
    const proven = filesOf(profile).flatMap((each) => each.tests.map(({ edges }) => edges[0]));
    expect(profile.edges.filter((edge) => !proven.includes(edge))).toEqual([]);
  });
});

test('the profile security grants that a server asks nobody, as each does by default', () => {
  const { skips } = readProfile('security');
  const doors = filesBelow(join(ROOT, 'suites', 'security')).filter((file) => file.endsWith('.test.ts'));
  const asked = doors.flatMap((name) =>
    [...readFileSync(join(ROOT, 'suites', 'security', name), 'utf8').matchAll(/asksWhoComes\(\s*'([^']+)'/g)].map(([, server = '']) => ({
      file: `suites/security/${name}`,
      reason: `this ${server} asks nobody who they are: the overlay \`secure\` has it ask`,
    })),
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ file, reason }) => !skips.some((skip) => skip.file === file && skip.reason === reason))).toEqual([]);
});

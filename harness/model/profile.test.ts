import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
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

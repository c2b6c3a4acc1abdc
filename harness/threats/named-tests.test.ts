import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import type { ListedFile } from '../runner/messages.ts';
import { TestRunner } from '../runner/run-tests.ts';
import { Stream } from '../stream/stream.ts';
import { filesNamed, lostTests, unnamedTests } from './named-tests.ts';
import { readThreats } from './read.ts';

const THREATS = readThreats(readStack(REPOSITORY));

/** The suite that tries doors: none of its tests is without a threat. */
const SUITE = 'security';

let listed: readonly ListedFile[];

beforeAll(async () => {
  const files = [...filesNamed(THREATS), `suites/${SUITE}/`].map((path) => join(ROOT, path));
  const runner = new TestRunner({ project: REPOSITORY, files, grep: undefined, edges: [], scale: 'tiny', repeat: 1 }, new Stream());
  listed = await runner.files(new AbortController().signal).finally(() => runner.stop());
}, 240_000); // all these files are loaded, by a process of their own

test('every test that a threat names is there', () => {
  expect(lostTests(THREATS, listed)).toEqual([]);
});

test('every test of the suite security tries what a threat says', () => {
  expect(unnamedTests(THREATS, listed, SUITE)).toEqual([]);
});

test('a test that has another name now is named, and so is one that holds nothing', () => {
  const file = 'suites/security/gateway.test.ts';
  const threat = { where: [], stride: 'S', threat: '', by: [], severity: 'low', references: [], state: 'held' } as const;
  const threats = { ...THREATS, threats: { door: { ...threat, tests: { [file]: ['is closed'] } } } };
  const now = [{ file, tests: [{ name: 'stays closed' }] }];
  expect(lostTests(threats, now)).toEqual([`door names ${file} › is closed, which there is not`]);
  expect(unnamedTests(threats, now, SUITE)).toEqual([`${file} › stays closed`]);
});

test('a block stands for all tests in it', () => {
  const file = 'suites/security/network.test.ts';
  const threat = { where: [], stride: 'S', threat: '', by: [], severity: 'low', references: [], state: 'held' } as const;
  const threats = { ...THREATS, threats: { door: { ...threat, tests: { [file]: ['a stranger'] } } } };
  const now = [{ file, tests: [{ name: 'a stranger > kafka' }, { name: 'a strangers > kafka' }] }];
  expect(lostTests(threats, now)).toEqual([]);
  expect(unnamedTests(threats, now, SUITE)).toEqual([`${file} › a strangers > kafka`]);
});

import { suiteOfFile } from '../model/suite.ts';
import type { ListedFile } from '../runner/messages.ts';

/** What --list says of the tests that would run, and of the systems that they would run on: text for a person, or JSON. */
export function testList(files: readonly ListedFile[], systems: readonly string[], json: boolean): string {
  const tests = files.flatMap(({ file, tests: ofFile }) => ofFile.map((each) => ({ suite: suiteOfFile(file), file, ...each })));
  const broken = files.filter((each) => each.tests.length === 0).map(({ file }) => file);
  if (json) return JSON.stringify({ tests, broken, systems });
  return [
    ...tests.map(({ suite, name, edges }) => `${suite} · ${name}${edges.length > 0 ? ` [${edges.join(', ')}]` : ''}`),
    ...broken.map((file) => `${file} can’t be loaded; a run says why`),
    ...(systems.length > 0 ? [`on ${systems.join(', ')}`] : []),
    tests.length === 1 ? '1 test' : `${tests.length} tests`,
  ].join('\n');
}

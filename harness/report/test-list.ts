import { suiteOfFile } from '../suite.ts';
import type { ListedFile } from '../tests/messages.ts';

/** Tests by suite and name, with the edges that each crosses; then the systems that they would run on, and how many tests that is. */
export function testList(files: readonly ListedFile[], systems: readonly string[]): string {
  const count = files.flatMap(({ tests }) => tests).length;
  return [
    ...files.flatMap(linesOf),
    ...(systems.length > 0 ? [`on ${systems.join(', ')}`] : []),
    count === 1 ? '1 test' : `${count} tests`,
  ].join('\n');
}

function linesOf({ file, tests }: ListedFile): string[] {
  if (tests.length === 0) return [`${file} can’t be loaded; a run says why`];
  return tests.map(({ name, edges }) => `${suiteOfFile(file)} · ${name}${edges.length > 0 ? ` [${edges.join(', ')}]` : ''}`);
}

import { stripVTControlCharacters } from 'node:util';
import type { SerializedError } from 'vitest';
import { pathIn, type Project } from '../base/project.ts';
import { latestTest } from './stray-errors.ts';

/** An error as a record has it: its message, what it was made from, the difference, and the place. */
export function describeError(error: SerializedError, project: Project): string {
  const frame = error.stacks?.[0] ?? firstFrame(error.stack);
  const place = frame ? `    at ${pathIn(project, frame.file)}:${frame.line}` : undefined;
  const name = error.name && error.name !== 'Error' && error.name !== 'AssertionError' ? `${error.name}: ` : '';
  const parts = [`${name}${error.message}`, ...causesOf(error), error.diff, place].filter((part) => part !== undefined && part !== '');
  return stripVTControlCharacters(parts.join('\n'));
}

/** An error that no test waited for, with the test that it is probably of. */
export function describeStray(error: SerializedError, project: Project): string {
  const latest = latestTest(error);
  return `${describeError(error, project)}${latest === undefined ? '' : `\nthe latest test to begin there: ${latest}`}`;
}

/** Where a stack trace begins that vitest has not looked through, leaving out Node.js and libraries. */
function firstFrame(stack = ''): { readonly file: string; readonly line: string } | undefined {
  const frames = stack.matchAll(/^ +at .*?(\/[^():\s]+):(\d+):\d+\)?$/gm);
  const [, file, line] = [...frames].find(([, path = '']) => !path.includes('/node_modules/')) ?? [];
  return file === undefined || line === undefined ? undefined : { file, line };
}

/** What an error was made from: its cause, and the members of an aggregate. */
function causesOf(error: SerializedError): string[] {
  const { cause, errors = [] } = error as { cause?: SerializedError; errors?: readonly SerializedError[] };
  return [...(cause ? [cause] : []), ...errors].flatMap((inner) => [`  caused by: ${inner.message}`, ...causesOf(inner)]);
}

import type { Command } from 'unbash';
import { functionsIn, nodesIn } from './shell.ts';

/** A program that a script calls. */
export interface Call {
  readonly program: string;
  /** As they are written, without quotes: `$1` is no value. */
  readonly args: readonly string[];
}

/** What bash does itself (its manual, "Shell Builtin Commands"), as far as charts and tests use it. */
const BUILTIN = new Set(
  '. : [ break cd command compgen declare echo eval exec exit export false getopts kill local printf read return set shift test trap true type umask unset wait'.split(
    ' ',
  ),
);

/** Every program that a script calls, also through others (`exec`, `timeout`, `bash -c`). Its own functions are none, nor are those given. */
export function callsIn(text: string, functions: readonly string[] = []): Call[] {
  const inShell = new Set([...BUILTIN, ...functions, ...functionsIn(text)]);
  return nodesIn(text)
    .filter((node) => node.type === 'Command')
    .flatMap(({ name, args }) => (name === undefined ? [] : withInner(name.value, args.map(wordOf))))
    .filter(({ program }) => !inShell.has(program) && !program.startsWith('$'));
}

/** A call, and that which it leads to. What follows the operand of a program that runs others is the other's. */
function withInner(program: string, args: readonly string[]): Call[] {
  if (!['exec', 'timeout', 'bash', 'sh'].includes(program)) return [{ program, args }];
  const operand = args.findIndex((word) => !word.startsWith('-'));
  const own = { program, args: operand < 0 ? args : args.slice(0, operand) };
  const [first, next, ...rest] = operand < 0 ? [] : args.slice(operand);
  if (program === 'exec') return first === undefined ? [] : withInner(first, args.slice(operand + 1)); // one without is for redirections
  if (program === 'timeout') return [own, ...(next === undefined ? [] : withInner(next, rest))];
  return [own, ...(own.args.some((word) => /^-\w*c$/.test(word)) ? callsIn(first ?? '') : [])];
}

function wordOf(word: Command['args'][number]): string {
  return word.type === 'Word' ? word.value : word.text;
}

import { parse } from 'unbash';
import { UsageError } from '../base/failure.ts';

/** A command of a document, with all that belongs to it: a here-document, the lines that a pipeline goes on in. */
export interface Command {
  /** Of the document, from 1. */
  readonly line: number;
  readonly text: string;
}

/** Where a text stands: the name of a document, and a line of it. */
export interface Spot {
  readonly name: string;
  readonly line: number;
}

/** The commands of a shell script, one by one. @param spot of its first line @throws UsageError that names the line, when it is no script */
export function commandsIn(script: string, { name, line }: Spot): Command[] {
  const { commands, errors } = parse(script);
  const lineAt = (position: number): number => line + script.slice(0, position).split('\n').length - 1;
  const [wrong] = errors ?? [];
  if (wrong) throw new UsageError(`${name}:${lineAt(wrong.pos)}: no shell script: ${wrong.message}`);
  // A here-document stands behind its command: each reaches to the next.
  return commands.map(({ pos }, index) => ({ line: lineAt(pos), text: script.slice(pos, commands[index + 1]?.pos) }));
}

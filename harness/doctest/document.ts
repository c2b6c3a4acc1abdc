import type { Code, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { UsageError } from '../base/failure.ts';
import { commandsIn, type Command } from './commands.ts';

/** A fenced block of commands. */
export interface Block {
  /** Of the document, from 1: that of its first command. */
  readonly line: number;
  readonly commands: readonly Command[];
  /** What the document shows as their output; undefined where it shows none. */
  readonly shown: string | undefined;
  /** Why it is not run, where the document says so. */
  readonly skipped: string | undefined;
}

/** How a document says, in a comment that nobody sees who reads it rendered, that the block below is not run: <!-- doctest skip: reason -->. */
const MARK = /^<!--\s*doctest\b(.*?)-->$/s;
const SKIP = /^\s+skip:\s*(\S.*?)\s*$/s;

/**
 * The blocks of commands of a Markdown document, in order: those fenced as `sh`. A fence without a language right behind one shows its output.
 * @param name of the document, for errors
 * @throws UsageError that names the line, for a block that is no shell, and for a mark that says no reason or marks nothing
 */
export function blocksOf(markdown: string, name: string): Block[] {
  return listsIn(fromMarkdown(markdown).children).flatMap((nodes) =>
    nodes.flatMap((node, index) => {
      const [before, after] = [nodes[index - 1], nodes[index + 1]];
      if (isMark(node) && !isCommands(after)) throw new UsageError(`${name}:${lineOf(node)}: no block of commands follows this comment`);
      if (!isCommands(node)) return [];
      const line = lineOf(node) + 1;
      return {
        line,
        commands: commandsIn(node.value, { name, line }),
        shown: after?.type === 'code' && !after.lang ? after.value : undefined,
        skipped: before && reasonIn(before, name),
      };
    }),
  );
}

/** The nodes that stand behind each other, of the document and of whatever has such in it: a list's item, a quotation. */
function listsIn(nodes: readonly RootContent[]): (readonly RootContent[])[] {
  return [nodes, ...nodes.flatMap((node) => ('children' in node ? listsIn(node.children) : []))];
}

function isCommands(node: RootContent | undefined): node is Code {
  return node?.type === 'code' && node.lang === 'sh';
}

function isMark(node: RootContent): boolean {
  return node.type === 'html' && MARK.test(node.value);
}

function reasonIn(node: RootContent, name: string): string | undefined {
  const said = node.type === 'html' ? MARK.exec(node.value)?.[1] : undefined;
  if (said === undefined) return undefined;
  const reason = SKIP.exec(said)?.[1];
  if (reason === undefined) throw new UsageError(`${name}:${lineOf(node)}: write <!-- doctest skip: the reason -->`);
  return reason;
}

function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 0;
}

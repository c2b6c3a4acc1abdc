/** Stands for any part of a line, and alone on a line for any number of lines. */
const ANYTHING = '…';

/** Where an output first differs from the one that is shown. */
export interface Difference {
  /** How many lines of the output agree before. */
  readonly agreed: number;
  /** The line that is shown; undefined for the end. */
  readonly shown: string | undefined;
  /** The line that was written; undefined for the end. */
  readonly actual: string | undefined;
}

/** Compares an output with the one that a document shows. Spaces at the ends of lines do not count, nor do empty lines at the end. @returns undefined when they agree */
export function difference(shown: string, actual: string): Difference | undefined {
  const [expected, lines] = [linesOf(shown), linesOf(actual)];
  const text = lines.map((line) => `${line}\n`).join('');
  if (new RegExp(`${pattern(expected)}$`).test(text)) return undefined;
  const [count, matched] = longestBeginning(expected, text);
  const agreed = matched.split('\n').length - 1;
  return { agreed, shown: expected[count], actual: lines[agreed] };
}

function linesOf(text: string): string[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

function pattern(lines: readonly string[]): string {
  const ofLine = (line: string): string =>
    line.trim() === ANYTHING ? '(?:.*\\n)*?' : `${line.split(ANYTHING).map(escaped).join('.*')}\\n`;
  return `^${lines.map(ofLine).join('')}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** How many of the lines an output begins with, and what of it that is. */
function longestBeginning(lines: readonly string[], text: string): readonly [number, string] {
  for (let count = lines.length; count > 0; count -= 1) {
    const found = new RegExp(pattern(lines.slice(0, count))).exec(text);
    if (found) return [count, found[0]];
  }
  return [0, ''];
}

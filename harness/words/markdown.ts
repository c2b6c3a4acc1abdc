/** The most of a text that is shown in one place: lines, and characters of a line. The rest is in results.json. */
const LINES = 40;
const WIDTH = 1_000;

/** Text as one line of Markdown that shows it as it is, in a table's cell too. */
export function plain(text: string): string {
  return cutLine(text.replaceAll(/\s*\n\s*/g, ' ')).replaceAll(/[\\`*_<>[\]|~&$]/g, String.raw`\$&`);
}

/** One line of text as code within a line of Markdown. */
export function code(text: string): string {
  const fence = '`'.repeat(longestRun(text, 0) + 1);
  const apart = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${apart}${text}${apart}${fence}`;
}

/** Text as a block of code, with no more of it than a reader looks at; nothing when there is none. */
export function fenced(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  const lines = texts.join('\n').trimEnd().split('\n');
  const shown = lines.slice(0, LINES).map(cutLine);
  const more = lines.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`… and ${more} more ${more === 1 ? 'line' : 'lines'}`] : [])].join('\n');
  const fence = '`'.repeat(longestRun(text, 2) + 1);
  return `${fence}\n${text}\n${fence}`;
}

function cutLine(line: string): string {
  const more = line.length - WIDTH;
  return more > 0 ? `${line.slice(0, WIDTH)}… (${more} more ${more === 1 ? 'character' : 'characters'})` : line;
}

/** The longest run of backticks in a text, or `least`: what stands around the text must be longer. */
function longestRun(text: string, least: number): number {
  return Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

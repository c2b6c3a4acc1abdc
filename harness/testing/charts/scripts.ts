import type { ChartContainer } from './container.ts';

/** A shell script that runs in a container. */
export interface Script {
  /** Where it is: a path in the container, or what runs it. */
  readonly name: string;
  readonly text: string;
}

/** All shell scripts of a container: files that are mounted into it, and its command and its probes, which are scripts of one call at least. */
export function scriptsOf({ container, files }: ChartContainer): Script[] {
  const { command = [], args = [], startupProbe, readinessProbe, livenessProbe } = container;
  const mounted = [...files].filter(([path, text]) => path.endsWith('.sh') || /^#!.*\b(ba)?sh\b/.test(text));
  const inline: [string, readonly string[]][] = [
    ['command', [...command, ...args]],
    ['startupProbe', startupProbe?.exec?.command ?? []],
    ['readinessProbe', readinessProbe?.exec?.command ?? []],
    ['livenessProbe', livenessProbe?.exec?.command ?? []],
  ];
  return [
    ...mounted.map(([name, text]) => ({ name, text })),
    ...inline.filter(([, words]) => words.length > 0).map(([name, words]) => ({ name, text: words.map(quoted).join(' ') })),
  ];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

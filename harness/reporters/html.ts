import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../base/project.ts';
import type { EdgeVerdict } from '../model/edges.ts';
import { flakyLine } from '../model/flaky.ts';
import { closingLine, type Results } from '../model/results.ts';
import { readStack } from '../model/stack.ts';
import type { Reporter } from '../stream/reporter.ts';
import { readThreats } from '../threats/read.ts';
import { doorsOf } from './html/doors.ts';
import { factsOf } from './html/facts.ts';
import { flowsOf } from './html/flows.ts';
import { mapOf } from './html/map.ts';
import { html, Markup, NOTHING } from './html/markup.ts';
import { seconds } from './html/seconds.ts';
import { tableOf } from './html/table.ts';
import { failuresOf, suitesOf } from './html/tests.ts';
import { timelineOf } from './html/timeline.ts';

const STYLE = new Markup(readFileSync(join(import.meta.dirname, 'html', 'style.css'), 'utf8'));

/** report.html: one file, which opens without a network. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'report.html'), pageOf(results)) };
}

/** The run as one page, which fetches nothing and runs nothing. */
export function pageOf(results: Results): string {
  const { run, verdict, because = '', counts, failure, flaky, edges, doors, tests, notes } = results;
  const sections = [
    failure ? section('Why there is no verdict of the tests', groundOf(failure)) : NOTHING,
    section('Edges', mapOf(edges), edgeTable(edges)),
    section('Doors', doors.length === 0 ? NOTHING : flowsOf(doors, readThreats(readStack(REPOSITORY))), doorsOf(doors)),
    section('Failed', ...failuresOf(tests)),
    section('Flaky', ...linesOf(flaky.map(flakyLine))),
    section('Notes', ...linesOf(notes)),
    section('Tests', ...suitesOf(tests)),
    section('Timeline', timelineOf(results)),
    section('Ran on', factsOf(results)),
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Touchstone: ${verdict}, run ${run.id}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>Touchstone <span class="word ${verdict}">${verdict}</span></h1>
        <p>${closingLine(counts)} · ${seconds(run.endedAt - run.startedAt)} · begun ${new Date(run.startedAt).toISOString()}</p>
        <p>${because}</p>
        <p class="quiet"><code>touchstone ${run.arguments.join(' ')}</code> · run ${run.id}</p>
        ${sections}
      </body>
    </html> `.text;
}

/** A section with its heading; nothing where nothing is in it. */
function section(title: string, ...content: readonly Markup[]): Markup {
  const there = content.filter(({ text }) => text !== '');
  return there.length === 0
    ? NOTHING
    : html`<section>
        <h2>${title}</h2>
        ${there}
      </section>`;
}

function groundOf({ message, mend, evidence }: NonNullable<Results['failure']>): Markup {
  return html`<article class="failed">
    <h3>${message}</h3>
    <p>${mend}</p>
    ${evidence.length > 0 ? html`<pre>${evidence.join('\n')}</pre>` : NOTHING}
  </article>`;
}

function linesOf(lines: readonly string[]): Markup[] {
  return lines.map((line) => html`<p>${line}</p>`);
}

function edgeTable(edges: readonly EdgeVerdict[]): Markup {
  const rows = edges.map(({ name, status, because = '', tests }) => {
    return html`<tr>
      <td>${name}</td>
      <td class="word ${status}">${status}</td>
      <td>${because}</td>
      <td>${closingLine(tests)}</td>
    </tr>`;
  });
  return tableOf(['edge', 'verdict', 'because', 'tests'], rows);
}

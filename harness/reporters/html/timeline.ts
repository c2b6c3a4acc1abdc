import type { Results } from '../../model/results.ts';
import { bySuite } from './by-suite.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { seconds } from './seconds.ts';

/** Something that took its time: from when to when, in milliseconds since the epoch. */
interface Bar {
  readonly phase: string;
  readonly name: string;
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What the run did when: a line a step, and one for each suite's tests. */
export function timelineOf({ run, timeline, tests }: Results): Markup {
  const steps = timeline.filter(({ id }) => id !== 'tests/test').map(({ endedAt = run.endedAt, ...step }): Bar => ({ ...step, endedAt }));
  const suites = bySuite(tests).map(([suite, of]): Bar => ({
    phase: 'tests',
    name: suite,
    status: of.some(({ status }) => status === 'failed') ? 'failed' : 'done',
    startedAt: Math.min(...of.map(({ startedAt }) => startedAt)),
    endedAt: Math.max(...of.map(({ startedAt, duration }) => startedAt + duration)),
  }));
  const bars = [...steps, ...suites].sort((a, b) => a.startedAt - b.startedAt);
  if (bars.length === 0) return NOTHING;
  return html`<table class="timeline">
    <thead>
      <tr>
        <th>phase</th>
        <th>what</th>
        <th class="bars">when</th>
        <th>took</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map((bar) => line(bar, run))}
    </tbody>
  </table>`;
}

function line({ phase, name, status, startedAt, endedAt }: Bar, run: Results['run']): Markup {
  const share = (milliseconds: number): string => `${((100 * milliseconds) / Math.max(1, run.endedAt - run.startedAt)).toFixed(2)}%`;
  const style = `margin-left:${share(Math.max(0, startedAt - run.startedAt))};width:${share(endedAt - startedAt)}`;
  return html`<tr>
    <td>${phase}</td>
    <td>${name}</td>
    <td><div class="bar ${status}" style="${style}"></div></td>
    <td class="number">${seconds(endedAt - startedAt)}</td>
  </tr>`;
}

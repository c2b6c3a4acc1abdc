import { countOf, roundMark } from '../../model/record.ts';
import { closingLine, type Results } from '../../model/results.ts';
import { bySuite } from './by-suite.ts';
import { html, type Markup } from './markup.ts';
import { seconds } from './seconds.ts';
import { tableOf } from './table.ts';

type Test = Results['tests'][number];

/** Each failed test: what it said, and how to run it again. */
export function failuresOf(tests: readonly Test[]): Markup[] {
  return tests
    .filter(({ status }) => status === 'failed')
    .map(
      ({ suite, name, round, edges, errors, reproduce = '' }) =>
        html`<article class="failed">
          <h3>${suite} · ${name}${roundMark(round)}</h3>
          <p>${edges.join(', ')}</p>
          <pre>${errors.join('\n')}</pre>
          <p>Reproduce: <code>${reproduce}</code></p>
        </article>`,
    );
}

/** All tests, suite by suite, folded up. */
export function suitesOf(tests: readonly Test[]): Markup[] {
  return bySuite(tests).map(
    ([suite, of]) =>
      html`<details>
        <summary>${suite}: ${closingLine(countOf(of))}</summary>
        ${tableOf(['verdict', 'test', 'edges', 'took'], of.map(line))}
      </details>`,
  );
}

function line({ status, name, round, reason, edges, duration }: Test): Markup {
  const words = `${name}${roundMark(round)}${reason === undefined ? '' : `: ${reason}`}`;
  return html`<tr>
    <td class="word ${status}">${status}</td>
    <td>${words}</td>
    <td>${edges.join(', ')}</td>
    <td class="number">${seconds(duration)}</td>
  </tr>`;
}

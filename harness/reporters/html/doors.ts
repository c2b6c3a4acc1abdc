import { doorsLine, type DoorVerdict } from '../../model/doors.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { tableOf } from './table.ts';

/** What attackers found at each door: those that are not closed, and the others folded up. */
export function doorsOf(doors: readonly DoorVerdict[]): Markup {
  if (doors.length === 0) return NOTHING;
  const closed = doors.filter(({ status }) => status === 'closed');
  const others = doors.filter(({ status }) => status !== 'closed');
  return html`<p>${doorsLine(doors) ?? ''}</p>
    ${table(others)}
    <details>
      <summary>${closed.length} closed</summary>
      ${table(closed)}
    </details>`;
}

function table(doors: readonly DoorVerdict[]): Markup {
  const rows = doors.map(
    ({ name, status, threat, words }) =>
      html`<tr>
        <td>${name}</td>
        <td class="word ${status === 'closed' ? 'passed' : 'blocked'}">${status}</td>
        <td class="name">${threat}</td>
        <td>${words}</td>
      </tr>`,
  );
  return tableOf(['door', 'found', 'threat', 'what the attacker was told'], rows);
}

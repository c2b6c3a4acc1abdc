import { doorsLine, type DoorVerdict } from '../../model/doors.ts';
import { html, NOTHING, type Markup } from './markup.ts';

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
  if (doors.length === 0) return NOTHING;
  const rows = doors.map(
    ({ name, status, threat, words }) =>
      html`<tr>
        <td>${name}</td>
        <td class="word ${status === 'closed' ? 'passed' : 'blocked'}">${status}</td>
        <td>${threat}</td>
        <td>${words}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th>door</th>
        <th>found</th>
        <th>threat</th>
        <th>what the attacker was told</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

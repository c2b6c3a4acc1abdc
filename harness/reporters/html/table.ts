import { html, NOTHING, type Markup } from './markup.ts';

/** A table with a head; nothing where it has no rows. @param rows each a `tr` */
export function tableOf(head: readonly string[], rows: readonly Markup[]): Markup {
  if (rows.length === 0) return NOTHING;
  return html`<table>
    <thead>
      <tr>
        ${head.map((word) => html`<th>${word}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

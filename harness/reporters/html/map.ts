import type { EdgeVerdict } from '../../model/edges.ts';
import { MARGIN, arrow, box, extent, placed } from './drawing.ts';
import { html, NOTHING, type Markup } from './markup.ts';

/** The verdict as a map: systems, those that ask left of those that they ask, and an arrow an edge, in the colour of its verdict. */
export function mapOf(edges: readonly EdgeVerdict[]): Markup {
  if (edges.length === 0) return NOTHING;
  const spots = placed(edges.map(({ name }) => endsOf(name)));
  const [width, height] = [extent(spots.values(), 'x') + MARGIN, extent(spots.values(), 'y') + MARGIN];
  const arrows = edges.map(({ name, status, because = '' }) => {
    const [from, to] = endsOf(name);
    return arrow(status, `${name}: ${status}${because === '' ? '' : `, ${because}`}`, spots.get(from), spots.get(to));
  });
  return html`<svg
    class="map"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="The verdict on each edge"
  >
    ${arrows} ${[...spots].map(([name, spot]) => box(name, spot))}
  </svg>`;
}

function endsOf(name: string): readonly [from: string, to: string] {
  const [from = name, to = name] = name.split('→');
  return [from, to];
}

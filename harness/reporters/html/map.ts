import type { EdgeVerdict } from '../../model/edges.ts';
import { html, NOTHING, type Markup } from './markup.ts';

const COLUMN = 190;
const ROW = 64;
const BOX = { width: 118, height: 34 };

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The verdict as a map: systems, those that ask left of those that they ask, and an arrow an edge, in the colour of its verdict. */
export function mapOf(edges: readonly EdgeVerdict[]): Markup {
  if (edges.length === 0) return NOTHING;
  const spots = placed(edges.map(({ name }) => endsOf(name)));
  const [width, height] = [extent(spots, 'x', BOX.width), extent(spots, 'y', BOX.height)];
  return html`<svg
    class="map"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="The verdict on each edge"
  >
    ${edges.map((edge) => arrow(edge, spots))} ${[...spots].map(([name, { x, y }]) => box(name, x, y))}
  </svg>`;
}

function endsOf(name: string): readonly [from: string, to: string] {
  const [from = name, to = name] = name.split('→');
  return [from, to];
}

/** Where each system stands: in the column of how many others it is from one that asks nobody, counted from the right. */
function placed(ends: readonly (readonly [string, string])[]): Map<string, Spot> {
  const depth = (name: string, above: readonly string[] = []): number =>
    Math.max(
      0,
      ...ends.filter(([from, to]) => from === name && ![...above, name].includes(to)).map(([, to]) => 1 + depth(to, [...above, name])),
    );
  const names = [...new Set(ends.flat())];
  const depths = new Map(names.map((name) => [name, depth(name)]));
  const deepest = Math.max(...depths.values());
  const taken = new Map<number, number>();
  return new Map(
    names.map((name) => {
      const column = deepest - (depths.get(name) ?? 0);
      const row = taken.get(column) ?? 0;
      taken.set(column, row + 1);
      return [name, { x: 10 + column * COLUMN, y: 10 + row * ROW + (column % 2) * (ROW / 2) }];
    }),
  );
}

function extent(spots: ReadonlyMap<string, Spot>, axis: keyof Spot, size: number): number {
  return Math.max(...[...spots.values()].map((spot) => spot[axis])) + size + 10;
}

function arrow({ name, status, because = '' }: EdgeVerdict, spots: ReadonlyMap<string, Spot>): Markup {
  const [from, to] = endsOf(name).map((end) => spots.get(end));
  if (!from || !to) return NOTHING;
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x - 7, to.y + BOX.height / 2];
  const bend = (x2 - x1) / 2;
  const path = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const head = `M${x2 + 6} ${y2} l-8 -4 v8 z`;
  return html`<g class="${status}"
    ><title>${name}: ${status}${because === '' ? '' : `, ${because}`}</title><path class="line" d="${path}" /><path
      class="head"
      d="${head}"
  /></g>`;
}

function box(name: string, x: number, y: number): Markup {
  return html`<g
    ><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="5" /><text x="${x + BOX.width / 2}" y="${y + BOX.height / 2}"
      >${name}</text
    ></g
  >`;
}

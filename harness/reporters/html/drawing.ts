import { html, NOTHING, type Markup } from './markup.ts';

/** Where a box has its left upper corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export const COLUMN = 190;
export const ROW = 64;
export const BOX = { width: 118, height: 34 };

/** Room that a drawing keeps around what is in it. */
export const MARGIN = 10;

/** Where each of them stands: in the column of how many others it is from one that asks nobody, counted from the right. */
export function placed(ends: readonly (readonly [from: string, to: string])[]): Map<string, Spot> {
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
      return [name, { x: MARGIN + column * COLUMN, y: MARGIN + row * ROW + (column % 2) * (ROW / 2) }];
    }),
  );
}

/** How far boxes reach. */
export function extent(spots: Iterable<Spot>, axis: keyof Spot): number {
  return Math.max(...[...spots].map((spot) => spot[axis])) + (axis === 'x' ? BOX.width : BOX.height);
}

/** An arrow from box to box, in the colour of a word, which says what it is when it is pointed at. It bends around what stands in its own column. */
export function arrow(word: string, title: string, from: Spot | undefined, to: Spot | undefined): Markup {
  if (!from || !to) return NOTHING;
  const way = to.x < from.x ? -1 : 1;
  const turns = to.x === from.x;
  const [x1, y1] = [from.x + (way === 1 ? BOX.width : 0), from.y + BOX.height / 2];
  const [x2, y2] = [to.x + (way === 1 && !turns ? -7 : BOX.width + 7), to.y + BOX.height / 2];
  const [leave, reach] = turns ? [x1 + ROW / 2, x2 + ROW / 2] : [x1 + (x2 - x1) / 2, x2 - (x2 - x1) / 2];
  const back = way === 1 && !turns ? -8 : 8;
  return html`<g class="${word}"
    ><title>${title}</title><path class="line" d="M${x1} ${y1} C${leave} ${y1} ${reach} ${y2} ${x2} ${y2}" /><path
      class="head"
      d="M${x2 + (back < 0 ? 6 : -6)} ${y2} l${back} -4 v8 z"
  /></g>`;
}

/** @param word what its line has the colour of */
export function box(name: string, { x, y }: Spot, word = ''): Markup {
  return html`<g class="${word}"
    ><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="5" /><text x="${x + BOX.width / 2}" y="${y + BOX.height / 2}"
      >${name}</text
    ></g
  >`;
}

import { doorsLine, type DoorVerdict } from '../../model/doors.ts';
import type { Flow, Threats } from '../../threats/schema.ts';
import { BOX, COLUMN, MARGIN, ROW, arrow, box, extent, placed, type Spot } from './drawing.ts';
import { html, type Markup } from './markup.ts';

/** Boundaries from left to right: most of what is said goes that way. */
const BANDS = ['host', 'cluster', 'namespace', 'outside'] as const;

/** Room above the boxes of a boundary, for its name. */
const HEAD = 30;

interface Band {
  readonly name: string;
  readonly spots: ReadonlyMap<string, Spot>;
}

/**
 * Who speaks to whom, across which boundaries (blueprint/threats.yaml), in the colour of what was found at the doors there: closed, open, or not tried. A box
 * is a system, or a party that is none; what its own pods say to each other is the colour of its line.
 */
export function flowsOf(doors: readonly DoorVerdict[], threats: Threats): Markup {
  const bands = bandsOf(threats);
  const spots = new Map(bands.flatMap(({ spots: inside }) => [...inside]));
  const ends = Object.entries(threats.flows).flatMap(([name, flow]) =>
    pairsOf(flow, threats).map(([from, to]) => ({ name, flow, from, to, word: wordOf(name, doors, threats) })),
  );
  const inner = new Map(ends.filter(({ from, to }) => from === to).map(({ from, word }) => [from, word]));
  const arrows = ends
    .filter(({ from, to }) => from !== to)
    .map(({ name, flow, from, to, word }) => {
      const end = spots.get(to);
      return arrow(word, `${name} (${flow.protocol}): ${WORDS[word]}`, spots.get(from) ?? sideOf(bands, from, end), end);
    });
  const [width, height] = (['x', 'y'] as const).map((axis) => extent(spots.values(), axis) + 2 * MARGIN);
  return html`<svg
    class="map"
    width="${width ?? 0}"
    height="${height ?? 0}"
    viewBox="0 0 ${width ?? 0} ${height ?? 0}"
    role="img"
    aria-label="Flows of data, and ${doorsLine(doors) ?? ''}"
  >
    ${bands.map(frameOf)} ${arrows}
    ${bands.flatMap(({ spots: inside }) => [...inside].map(([name, spot]) => box(name, spot, inner.get(name))))}
  </svg>`;
}

/** What a flow's colour says. */
const WORDS = {
  passed: 'each door there that was tried is closed',
  blocked: 'a door there is open, or cannot be closed here',
  untested: 'no door there was tried',
} as const;

/** The doors of a flow are those of the threats to it. */
function wordOf(flow: string, doors: readonly DoorVerdict[], { threats }: Threats): keyof typeof WORDS {
  const found = doors.filter(({ threat }) => threats[threat]?.where.includes(flow)).map(({ status }) => status);
  if (found.length === 0) return 'untested';
  return found.every((status) => status === 'closed') ? 'passed' : 'blocked';
}

/** Boundaries side by side: in the namespace those who ask left of those whom they ask, elsewhere all below each other. */
function bandsOf(threats: Threats): Band[] {
  let left = MARGIN;
  return BANDS.map((name) => {
    const names = [
      ...new Set(Object.entries(threats.parties).flatMap(([party, { in: there }]) => (there === name ? nameOf(party, threats) : []))),
    ];
    const ends = Object.values(threats.flows).flatMap((flow) => pairsOf(flow, threats));
    const among = ends.filter(([from, to]) => names.includes(from) && names.includes(to) && from !== to);
    const inside = name === 'namespace' ? placed(among) : new Map(names.map((one, row) => [one, { x: MARGIN, y: MARGIN + row * ROW }]));
    const spots = new Map([...inside].map(([one, { x, y }]) => [one, { x: left + x, y: MARGIN + HEAD + y }]));
    left = extent(spots.values(), 'x') + COLUMN - BOX.width;
    return { name, spots };
  });
}

/** Who speaks to whom, by the names of boxes. A boundary speaks for all that is in it. */
function pairsOf({ from, to }: Flow, threats: Threats): (readonly [from: string, to: string])[] {
  const [speakers, hearers] = [from, Object.keys(to)].map((parties) => [...new Set(parties.map((party) => nameOf(party, threats)))]);
  return (speakers ?? []).flatMap((speaker) => (hearers ?? []).map((hearer) => [speaker, hearer] as const));
}

function nameOf(party: string, { parties }: Threats): string {
  return parties[party]?.system ?? party;
}

/** Where arrows of a boundary itself begin: at the side of its frame that is nearer to their end. */
function sideOf(bands: readonly Band[], boundary: string, end: Spot | undefined): Spot | undefined {
  const band = bands.find(({ name }) => name === boundary);
  if (!band || !end) return undefined;
  const corner = cornerOf(band.spots);
  return end.x < corner.x ? corner : { ...corner, x: extent(band.spots.values(), 'x') + MARGIN - BOX.width };
}

function cornerOf(inside: ReadonlyMap<string, Spot>): Spot {
  const spots = [...inside.values()];
  return { x: Math.min(...spots.map(({ x }) => x)) - MARGIN, y: Math.min(...spots.map(({ y }) => y)) - HEAD };
}

function frameOf({ name, spots }: Band): Markup {
  const { x, y } = cornerOf(spots);
  const [width, height] = [extent(spots.values(), 'x') + MARGIN - x, extent(spots.values(), 'y') + MARGIN - y];
  return html`<g
    ><rect class="boundary" x="${x}" y="${y}" width="${width}" height="${height}" rx="5" /><text x="${x + width / 2}" y="${y + HEAD / 2}"
      >${name}</text
    ></g
  >`;
}

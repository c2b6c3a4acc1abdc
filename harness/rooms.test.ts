import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './base/files.ts';
import { ROOT } from './base/paths.ts';

/** For each room of the harness, the rooms that its files may import from, types too. Files beside the rooms are above them all. */
const ROOMS = JSON.parse(readFileSync(join(import.meta.dirname, 'rooms.json'), 'utf8')) as Readonly<Record<string, readonly string[]>>;

/** What commands may import from: they are above all rooms. */
const EVERYTHING = 'everything';

interface Import {
  readonly from: string;
  readonly to: string;
}

/** All imports of files of this repository, paths from its root. */
function importsIn(folder: string): Import[] {
  const files = filesBelow(join(ROOT, folder)).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const from = join(folder, file);
    const found = readFileSync(join(ROOT, from), 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
    return [...found].map(([, path = '']) => ({ from, to: normalize(join(dirname(from), path)) }));
  });
}

const INSIDE = importsIn('harness').filter(({ to }) => to.startsWith('harness/'));

/** The room of a file of the harness; none for those beside the rooms. */
function roomOf(path: string): string | undefined {
  const [, room, file] = path.split('/');
  return file === undefined ? undefined : room;
}

/** Tests may stand their subject on stages that it does not know. */
function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('harness/testing/') || path === 'harness/targets/fake.ts';
}

function said({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

describe('the rooms of the harness', () => {
  test('are those that rooms.json speaks of', () => {
    const rooms = new Set(filesBelow(import.meta.dirname).flatMap((file) => roomOf(`harness/${file}`) ?? []));
    expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  test('import from each other what rooms.json allows', () => {
    const forbidden = INSIDE.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      const allowed = room === undefined || room === other || isTest(from) ? [EVERYTHING] : (ROOMS[room] ?? []);
      return !allowed.includes(EVERYTHING) && (other === undefined || !allowed.includes(other));
    });
    expect(forbidden.map(said)).toEqual([]);
  });

  test('are in an order: none is above itself', () => {
    const above = (room: string, path: readonly string[]): string[] =>
      path.includes(room) ? [[...path, room].join(' → ')] : (ROOMS[room] ?? []).flatMap((below) => above(below, [...path, room]));
    expect(Object.keys(ROOMS).flatMap((room) => above(room, []))).toEqual([]);
  });

  test('are entered from outside by the door alone, but for the stages that tests stand on', () => {
    const outside = ['fixtures', 'suites', 'examples', 'bench', 'proofs', 'install', 'docs', 'lint'].flatMap(importsIn);
    const isStage = ({ from, to }: Import): boolean => isTest(from) && to.startsWith('harness/testing/');
    const entries = outside.filter((one) => one.to.startsWith('harness/') && one.to !== 'harness/index.ts' && !isStage(one));
    expect(entries.map(said)).toEqual([]);
  });

  test('do not depend on what is outside', () => {
    expect(
      importsIn('harness')
        .filter(({ to }) => !to.startsWith('harness/'))
        .map(said),
    ).toEqual([]);
  });
});

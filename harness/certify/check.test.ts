import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readProfile } from '../model/profile.ts';
import type { Results } from '../model/results.ts';
import { SECRET, certifiedRun } from '../testing/certified-run.ts';
import { LARGEST, packed, unpack } from './archive.ts';
import { bundleOf, type Files } from './bundle.ts';
import { checkBundle, type Checked } from './check.ts';
import { checksumsOf } from './checksums.ts';

const product = { name: 'Turbo Lake', version: '1.7.4' };
const profile = readProfile('core');

let ran: Promise<Results> | undefined;

async function bundle(): Promise<Files> {
  return bundleOf({ product, profile, results: await (ran ??= certifiedRun(profile)) });
}

async function faultsOf(files: Files): Promise<string> {
  return (await checkBundle(await packed(files))).faults.join('\n');
}

/** The files with one of them changed, and the checksums made anew. */
function forged(files: Files, path: string, change: (text: string) => string): Files {
  const changed = new Map(files).set(path, change(files.get(path) ?? ''));
  changed.delete('SHA256SUMS');
  return new Map([...changed, checksumsOf(Object.fromEntries(changed))].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function flipped(content: Buffer, index: number): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
  return copy;
}

describe('a bundle', () => {
  test('of a run that passed certifies, and is the same whenever it is packed', async () => {
    const files = await bundle();
    const { statement, faults } = await checkBundle(await packed(files));
    expect(faults).toEqual([]);
    expect(statement).toMatchObject({ product, profile: { name: 'core' }, results: { verdict: 'passed' } });
    expect((await packed(files)).equals(await packed(new Map(files)))).toBe(true);
  });

  test('has no secret that the run met', async () => {
    const files = await bundle();
    expect([...files.values()].join()).not.toContain(SECRET);
    expect(files.get('e2e.log')).toContain('the key was ***');
  });

  test('has all that happened in its log, between the lines that reviewers look for', async () => {
    const log = (await bundle()).get('e2e.log') ?? '';
    expect(log).toMatch(/^\S+ e2e test version: Touchstone 0\.\d+\.\d+, profile core \d+\n\S+ kube-apiserver version: /);
    expect(log).toMatch(/ ✓ tests streaming · a deleted topic is gone from Kafka and from ZooKeeper/);
    expect(log).toMatch(/\nSUCCESS! -- \d+ Passed \| 0 Failed \| 0 Pending \| 0 Skipped\nPASS\n$/);
  });
});

describe('one changed byte is found', () => {
  test('in every file, which is named', async () => {
    const files = await bundle();
    for (const [path, text] of files) {
      const changed = new Map(files).set(path, `${text.slice(0, -2)}${text.at(-2) === 'x' ? 'y' : 'x'}\n`);
      expect(await faultsOf(changed), path).toContain(path);
    }
  });

  test('at every place of the file, whichever bits of it', async () => {
    const small = await packed(new Map([['README.md', 'A lake with a turbo\n'], ['results.json', '{}\n']])); // prettier-ignore
    expect((await unpack(small)).faults).toEqual([]);
    const bits = [1, 2, 4, 8, 16, 32, 64, 128, 255];
    const unnoticed: string[] = [];
    for (const [place, byte] of small.entries())
      for (const bit of bits) {
        const changed = Buffer.from(small);
        changed.writeUInt8(byte ^ bit, place);
        if ((await unpack(changed)).faults.length === 0) unnoticed.push(`${place}: ${bit}`);
      }
    expect(unnoticed).toEqual([]);
  });

  test('anywhere in the archive, its headers too', async () => {
    const tar = gunzipSync(await packed(await bundle()));
    const places = Array.from({ length: 60 }, (_, index) => Math.floor((tar.length / 60) * index) + index);
    for (const place of places) expect((await checkBundle(gzipSync(flipped(tar, place)))).faults, String(place)).not.toEqual([]);
  });

  test('behind its end', async () => {
    const archive = await packed(await bundle());
    const withMore = (more: string | Buffer): Promise<Checked> => checkBundle(Buffer.concat([archive, Buffer.from(more)]));
    expect((await withMore(Buffer.alloc(10))).faults).toEqual([
      'it does not have the checksum that its own header says: something in it, or behind it, was changed',
    ]);
    expect((await withMore('more than it had')).faults).not.toEqual([]);
    expect((await withMore(archive)).faults).not.toEqual([]);
  });
});

describe('what was forged is found although the checksums fit', () => {
  test.for([
    ['README.md', (text: string) => text.replace('1.7.4', '1.7.5')],
    ['PRODUCT.yaml', (text: string) => text.replace('1.7.4', '1.7.5')],
    ['junit_01.xml', (text: string) => text.replace('failures="0"', 'failures="1"')],
    ['profile.yaml', (text: string) => text.replace('kafka→zookeeper', 'kafka→kafka')],
    ['results.json', (text: string) => text.replace('"passed"', '"failed"')],
    ['plugins/touchstone/results/global/e2e.log', (text: string) => `${text}more\n`],
  ] as const)('%s', async ([path, change]) => {
    const files = await bundle();
    const made = forged(files, path, change);
    expect(made.get(path)).not.toBe(files.get(path));
    expect(await faultsOf(made)).toMatch(/is not what certify makes of results\.json, PRODUCT\.yaml and profile\.yaml|failed/);
  });

  test.for(['results.json', 'PRODUCT.yaml', 'profile.yaml'])('%s that says nothing', async (path) => {
    expect(await faultsOf(forged(await bundle(), path, () => '{}\n'))).toContain(`${path}: `);
    expect(await faultsOf(forged(await bundle(), path, () => '{ "cut'))).toContain(`${path}: `);
  });

  test('another version of the profile, and another Touchstone', async () => {
    const files = await bundle();
    const raised = (text: string): string => text.replace(/version: \d+\n/, 'version: 99\n');
    expect(await faultsOf(forged(files, 'profile.yaml', raised))).toMatch(
      /with the profile core 99; this is .* and has core \d+: check it with that one/,
    );
    const older = (text: string): string => text.replace(/touchstone: .*/, 'touchstone: 0.0.9');
    expect(await faultsOf(forged(files, 'profile.yaml', older))).toContain('made by Touchstone 0.0.9');
    const unknown = (text: string): string => text.replace('name: core', 'name: hard');
    expect(await faultsOf(forged(files, 'profile.yaml', unknown))).toContain('has no profile hard');
  });
});

describe('an archive that is none of ours is refused', () => {
  test.for(['README.md', 'results.json', 'SHA256SUMS', 'meta/info.json'])('without %s', async (path) => {
    const files = new Map(await bundle());
    files.delete(path);
    expect(await faultsOf(files)).toContain(`${path}: is missing`);
  });

  test('with a file too many, also where it would leave the folder', async () => {
    const files = await bundle();
    expect(await faultsOf(new Map([...files, ['virus.exe', '']]))).toContain('virus.exe: is no part of a bundle');
    for (const path of ['../../etc/passwd', '/etc/passwd', 'meta/../../x'])
      expect(await faultsOf(new Map([...files, [path, 'x']]))).toContain(`${path}: leads out of the folder that it is unpacked in`);
  });

  test('of an absurd size, small as it may be when compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(LARGEST + 1));
    expect(bomb.length).toBeLessThan(LARGEST / 100);
    expect((await checkBundle(bomb)).faults).toEqual([`it holds more than ${LARGEST} bytes, which no bundle does`]);
    expect((await checkBundle(Buffer.alloc(LARGEST + 1))).faults).toEqual([`it is larger than ${LARGEST} bytes, which no bundle is`]);
  });

  test('that is empty, no archive, or cut off', async () => {
    expect((await checkBundle(await packed(new Map()))).faults).toEqual(['it is empty']);
    expect((await checkBundle(Buffer.from('hello'))).faults.join()).toContain('it is not compressed by gzip');
    expect((await checkBundle(Buffer.alloc(0))).faults.join()).toContain('it is not compressed by gzip');
    expect((await checkBundle(gzipSync('hello'))).faults.join()).toContain('it is no tar archive, or one that is cut off');
    const archive = await packed(await bundle());
    expect((await checkBundle(archive.subarray(0, archive.length / 2))).faults.join()).toContain(
      'it is not compressed by gzip, or was changed',
    );
    const tar = gunzipSync(archive);
    expect((await checkBundle(gzipSync(tar.subarray(0, tar.length / 2)))).faults.join()).toContain('cut off');
  });
});

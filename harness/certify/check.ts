import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '../base/failure.ts';
import { profileNames, readProfile, type Profile } from '../model/profile.ts';
import { resultsSchema, type Results } from '../model/results.ts';
import { unpack } from './archive.ts';
import { bundleOf, type Files, type Statement } from './bundle.ts';
import { CHECKSUMS, checksumOf, readChecksums } from './checksums.ts';
import { shortfalls } from './judge.ts';
import { ownVersion } from './maker.ts';
import { readProduct } from './product.ts';

/** What a bundle says, and all that speaks against it. */
export interface Checked {
  /** None where its files say nothing that can be read. */
  readonly statement?: Statement;
  /** Each names what is wrong in a sentence; a bundle without any is whole, and certifies its profile. */
  readonly faults: readonly string[];
}

/**
 * Checks a bundle against itself and against this Touchstone, offline. It is made again from what its results.json, PRODUCT.yaml and profile.yaml say;
 * whatever differs then was changed, is missing, or is too much.
 */
export async function checkBundle(archive: Buffer): Promise<Checked> {
  const { files, faults } = await unpack(archive);
  if (files.size === 0) return { faults: faults.length > 0 ? faults : ['it is empty'] };
  const texts = new Map([...files].map(([path, content]) => [path, content.toString()]));
  const found = [...faults, ...faultsInChecksums(files)];
  const statement = statementOf(texts);
  if (Array.isArray(statement)) return { faults: [...new Set([...found, ...statement])] };
  const { profile, results } = statement;
  const differences = differencesTo(bundleOf(statement), texts);
  return { statement, faults: [...new Set([...found, ...differences, ...shortfalls(profile, results)])] };
}

function faultsInChecksums(files: ReadonlyMap<string, Buffer>): string[] {
  const sums = readChecksums(files.get(CHECKSUMS)?.toString() ?? '');
  const differing = [...sums].filter(([path, sum]) => files.has(path) && checksumOf(files.get(path) ?? '') !== sum);
  return [
    ...differing.map(([path]) => `${path}: does not have the checksum that ${CHECKSUMS} says; one of them was changed`),
    ...[...sums.keys()].filter((path) => !files.has(path)).map((path) => `${path}: is missing`),
    ...[...files.keys()].filter((path) => path !== CHECKSUMS && !sums.has(path)).map((path) => `${path}: has no checksum`),
  ];
}

/** What the bundle says, or why it says nothing. */
function statementOf(texts: Files): Statement | string[] {
  const faults: string[] = [];
  const read = <T>(path: string, reader: (text: string) => T): T | undefined => {
    const text = texts.get(path);
    try {
      if (text === undefined) faults.push(`${path}: is missing`);
      else return reader(text);
    } catch (error) {
      faults.push(`${path}: ${error instanceof z.ZodError ? z.prettifyError(error).replaceAll(/\s+/g, ' ') : messageOf(error)}`);
    }
    return undefined;
  };
  const profile = read('profile.yaml', profileIn);
  const product = read('PRODUCT.yaml', readProduct);
  const results = read('results.json', readResults);
  return profile && product && results ? { profile, product, results } : faults;
}

/** As it stands there: what the schema gives back has its keys in another order. */
function readResults(text: string): Results {
  const results: unknown = JSON.parse(text);
  resultsSchema.parse(results);
  return results as Results;
}

const madeWith = z.looseObject({ touchstone: z.string(), name: z.string(), version: z.int() });

/** The profile of that name as this Touchstone has it. @throws Error when the bundle was made by another, or with another version of it */
function profileIn(text: string): Profile {
  const { touchstone, name, version } = madeWith.parse(parse(text));
  const own = profileNames().includes(name) ? readProfile(name) : undefined;
  if (touchstone === ownVersion() && own?.version === version) return own;
  const has = own ? `has ${name} ${own.version}` : `has no profile ${name}`;
  throw new Error(
    `made by Touchstone ${touchstone} with the profile ${name} ${version}; this is ${ownVersion()} and ${has}: check it with that one`,
  );
}

function differencesTo(expected: Files, texts: Files): string[] {
  const changed = [...expected].filter(([path, text]) => texts.has(path) && texts.get(path) !== text).map(([path]) => path);
  return [
    ...[...expected.keys()].filter((path) => !texts.has(path)).map((path) => `${path}: is missing`),
    ...[...texts.keys()].filter((path) => !expected.has(path)).map((path) => `${path}: is no part of a bundle`),
    ...changed.map((path) => `${path}: is not what certify makes of results.json, PRODUCT.yaml and profile.yaml`),
  ];
}

import { suiteOfFile } from '../model/suite.ts';
import type { Threats } from './schema.ts';

/** Test files as they are listed, by their paths from the repository's root. */
export type Listed = readonly { readonly file: string; readonly tests: readonly { readonly name: string }[] }[];

/** Files of which a threat names tests. */
export function filesNamed({ threats }: Threats): string[] {
  return [...new Set(Object.values(threats).flatMap((threat) => Object.keys(testsOf(threat))))];
}

/** "malformed-requests names harness/… › a name, which there is not": tests that no suite has. */
export function lostTests({ threats }: Threats, listed: Listed): string[] {
  const there = new Set([...idsOf(listed)].flatMap(withBlocks));
  return Object.entries(threats).flatMap(([name, threat]) =>
    idsIn(testsOf(threat)).flatMap((id) => (there.has(id) ? [] : [`${name} names ${id}, which there is not`])),
  );
}

/** Tests of a suite that no threat names, nor a block that they are in: they try something that the model does not know. */
export function unnamedTests({ threats }: Threats, listed: Listed, suite: string): string[] {
  const named = new Set(Object.values(threats).flatMap((threat) => idsIn(testsOf(threat))));
  return [...idsOf(listed.filter(({ file }) => suiteOfFile(file) === suite))].filter((id) => !withBlocks(id).some((one) => named.has(one)));
}

/** The tests that hold a threat, or show that it is open. */
function testsOf(threat: Threats['threats'][string]): Readonly<Record<string, readonly string[]>> {
  return ('tests' in threat ? threat.tests : undefined) ?? {};
}

/** A test, and the blocks around it: a threat names a block for all that is in it. */
function withBlocks(id: string): string[] {
  const parts = id.split(' > ');
  return parts.map((_, index) => parts.slice(0, index + 1).join(' > '));
}

function idsOf(listed: Listed): Set<string> {
  return new Set(listed.flatMap(({ file, tests }) => tests.map(({ name }) => `${file} › ${name}`)));
}

function idsIn(tests: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(tests).flatMap(([file, names]) => names.map((name) => `${file} › ${name}`));
}

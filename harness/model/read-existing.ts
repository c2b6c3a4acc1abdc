import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import { readYaml } from '../base/yaml-file.ts';
import { ADDRESS_RULES } from './address-rules.ts';
import { existingSchema, type Existing } from './existing.ts';
import { keysOf, systemNamed, type Stack } from './stack.ts';

/** What goes for a system of which a file says nothing else. */
const UNSAID: Readonly<Record<string, Existing[string]['address']>> = {
  kafka: { 'security-protocol': 'PLAINTEXT' },
  minio: { authority: '' },
  'hive-metastore': { authentication: 'none' },
};

/**
 * Reads a file of --existing. The first of a system's Secrets stands for those with the same keys that the file leaves out: in many stores all have one pair.
 * @throws UsageError that names what is wrong in it
 */
export function readExisting(file: string, stack: Stack): Existing {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  const existing = readYaml(file, existingSchema);
  const findable = Object.entries(stack.systems).flatMap(([name, { publishes }]) => (publishes.length > 0 ? [name] : []));
  for (const [name, system] of Object.entries(existing)) {
    checkKnown('system that may be yours', name, findable);
    const nonsense = ADDRESS_RULES[name]?.(system) ?? whoLacksBeside(name, existing, stack);
    if (nonsense !== undefined) throw new UsageError(`${file} names ${name} ${nonsense}`);
    checkSecrets(file, name, system, stack);
  }
  return Object.fromEntries(
    Object.entries(existing).map(([name, system]) => [name, withAllSecrets(withAddress(system, name), name, stack)]),
  );
}

/** An overlay speaks of the stack's own: what a file does not say is not what that says. */
function withAddress(system: Existing[string], name: string): Existing[string] {
  return { ...system, address: { ...UNSAID[name], ...system.address } };
}

function whoLacksBeside(name: string, existing: Existing, stack: Stack): string | undefined {
  const lacking = systemNamed(stack, name).beside.filter((other) => !(other in existing));
  if (lacking.length === 0) return undefined;
  return `without ${lacking.join(' and ')}: tests would look for what they write by way of it in those that a run installs, where it does not put it. Name what it works with, too`;
}

function checkSecrets(file: string, name: string, { credentials }: Existing[string], stack: Stack): void {
  const { credentials: known, theirCredentials: theirs } = systemNamed(stack, name);
  for (const [secret, { keys }] of Object.entries(credentials)) {
    checkKnown(`Secret of ${name}`, secret, [...known, ...theirs]);
    const lacking = keysOf(stack.credentials[secret] ?? []).filter((key) => keys[key] === undefined);
    if (lacking.length > 0) throw new UsageError(`${file} does not say which key of ${name}’s Secret is the ${lacking.join(' and the ')}`);
  }
}

function withAllSecrets(system: Existing[string], name: string, { systems, credentials }: Stack): Existing[string] {
  const [first = '', ...others] = systems[name]?.credentials ?? [];
  const copy = system.credentials[first];
  if (copy === undefined) return system;
  const alike = others.filter((secret) => isDeepStrictEqual(credentials[secret], credentials[first]));
  return { ...system, credentials: { ...Object.fromEntries(alike.map((secret) => [secret, copy])), ...system.credentials } };
}

import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import { readYaml } from '../base/yaml-file.ts';
import { existingSchema, type Existing } from './existing.ts';
import type { Stack } from './stack.ts';

/** A node of ZooKeeper's tree that is not the first of it. */
const ZNODE = /^(\/[^/]+)+$/;

/**
 * Reads a file of --existing. The first of a system's Secrets stands for those with the same keys that the file leaves out: in many stores all have one pair.
 * @throws UsageError that names what is wrong in it
 */
export function readExisting(file: string, stack: Stack): Existing {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  const existing = readYaml(file, existingSchema);
  const findable = Object.entries(stack.systems).flatMap(([name, { publishes }]) => (publishes.length > 0 ? [name] : []));
  for (const [name, { credentials }] of Object.entries(existing)) {
    checkKnown('system that may be yours', name, findable);
    if (name === 'zookeeper' && !ZNODE.test(existing[name]?.address.root ?? ''))
      throw new UsageError(
        `${file} names ${name} without a root: Kafka, HBase and NiFi of a run would work in the trees /kafka, /hbase and /nifi, which may be yours. ` +
          'Name a node that nobody else works below: root: /touchstone',
      );
    for (const [secret, { keys }] of Object.entries(credentials)) {
      checkKnown(`Secret of ${name}`, secret, stack.systems[name]?.credentials ?? []);
      const lacking = (stack.credentials[secret] ?? []).filter((key) => keys[key] === undefined);
      if (lacking.length > 0)
        throw new UsageError(`${file} does not say which key of ${name}’s Secret is the ${lacking.join(' and the ')}`);
    }
  }
  return Object.fromEntries(Object.entries(existing).map(([name, system]) => [name, withAllSecrets(system, name, stack)]));
}

function withAllSecrets(system: Existing[string], name: string, { systems, credentials }: Stack): Existing[string] {
  const [first = '', ...others] = systems[name]?.credentials ?? [];
  const copy = system.credentials[first];
  if (copy === undefined) return system;
  const alike = others.filter((secret) => isDeepStrictEqual(credentials[secret], credentials[first]));
  return { ...system, credentials: { ...Object.fromEntries(alike.map((secret) => [secret, copy])), ...system.credentials } };
}

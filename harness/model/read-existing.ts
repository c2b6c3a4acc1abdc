import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError, messageOf } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import { existingSchema, type Existing } from './existing.ts';
import type { Stack } from './stack.ts';

/** Reads a file of --existing. @throws UsageError that names what is wrong in it */
export function readExisting(file: string, stack: Stack): Existing {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  const existing = parsed(file);
  for (const [name, { address, credentials }] of Object.entries(existing)) {
    checkKnown(
      'system that may be yours',
      name,
      Object.keys(stack.systems).filter((each) => stack.systems[each]?.address),
    );
    const system = stack.systems[name];
    const keys = Object.values(system?.address ?? {}).flat();
    Object.keys(address).forEach((key) => checkKnown(`address of ${name}`, key, keys));
    for (const [secret, { keys: copied }] of Object.entries(credentials)) {
      checkKnown(`Secret of ${name}`, secret, system?.credentials ?? []);
      const lacking = (stack.credentials[secret] ?? []).filter((key) => copied[key] === undefined);
      if (lacking.length > 0)
        throw new UsageError(`${file} does not say which key of ${name}’s Secret is the ${lacking.join(' and the ')}`);
    }
  }
  return existing;
}

function parsed(file: string): Existing {
  try {
    return existingSchema.parse(parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(
      `${file} does not say which systems are there: ${error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)}`,
    );
  }
}

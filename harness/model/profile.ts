import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkKnown } from '../base/known-name.ts';
import { ROOT } from '../base/paths.ts';
import { readYaml } from '../base/yaml-file.ts';

const FOLDER = join(ROOT, 'blueprint', 'profiles');

const profileSchema = z.strictObject({
  version: z.int(),
  title: z.string(),
  suites: z.array(z.string()).min(1),
  without: z.array(z.string()).default([]),
  edges: z.array(z.string()).default([]),
  skips: z.array(z.strictObject({ file: z.string(), reason: z.string() })).default([]),
});

const testsSchema = z.record(z.string(), z.array(z.string()));

/** What a vendor certifies, as a file of blueprint/profiles says: always the same tests, whoever runs them. */
export interface Profile extends z.infer<typeof profileSchema> {
  readonly name: string;
  /** Every test of it: names by file. The file beside the profile has them, and a test holds them equal to what the suites have. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
}

/** Names of all profiles. */
export function profileNames(): string[] {
  return readdirSync(FOLDER).flatMap((file) => /^([\w-]+)\.yaml$/.exec(file)?.[1] ?? []);
}

/** Reads a profile. @throws UsageError with the nearest name, or when it is not as it should be */
export function readProfile(name: string): Profile {
  checkKnown('profile', name, profileNames());
  return { name, ...readYaml(join(FOLDER, `${name}.yaml`), profileSchema), tests: readYaml(testsFileOf(name), testsSchema) };
}

/** The file that has a profile's tests. */
export function testsFileOf(name: string): string {
  return join(FOLDER, `${name}.tests.yaml`);
}

/** How many tests a profile has. */
export function sizeOf({ tests }: Profile): number {
  return Object.values(tests).flat().length;
}

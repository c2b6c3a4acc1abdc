import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ZodError, type ZodType } from 'zod';
import { UsageError, messageOf } from './failure.ts';
import { asTyped } from './paths.ts';

/** What a YAML file says. @throws UsageError with the first thing that is not as the schema has it */
export function readYaml<T>(file: string, schema: ZodType<T>): T {
  try {
    return schema.parse(parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(`${asTyped(file)} is not as it should be: ${firstWords(error)}`);
  }
}

function firstWords(error: unknown): string {
  const [issue] = error instanceof ZodError ? error.issues : [];
  const words = issue ? [...(issue.path.length > 0 ? [issue.path.join('.')] : []), issue.message].join(': ') : messageOf(error);
  return words.split('\n')[0]?.replace(/:$/, '') ?? '';
}

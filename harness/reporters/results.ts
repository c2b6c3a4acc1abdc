import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reporter } from '../stream/reporter.ts';

/** results.json: everything. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`) };
}

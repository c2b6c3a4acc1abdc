import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of one of the suite's Python programs. */
export function program(name: 'halves' | 'hosts' | 'read'): string {
  return readFileSync(join(import.meta.dirname, `${name}.py`), 'utf8');
}

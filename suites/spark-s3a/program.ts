import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of one of the suite's Python programs. */
export function program(name: 'deletes' | 'halves' | 'hosts' | 'read' | 'waits'): string {
  return readFileSync(join(import.meta.dirname, `${name}.py`), 'utf8');
}

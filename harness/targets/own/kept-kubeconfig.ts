import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../../base/at-exit.ts';

/** Writes a kubeconfig that only this user can read, and that goes with the process. @returns its path, in a folder of its own */
export function keepKubeconfig(config: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-login-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Results } from '../model/results.ts';
import type { RunEvent } from './events.ts';

/** Shows or writes what a run says. A file of harness/reporters exports a function `reporter` that makes one, and so does any file that --reporter names. */
export interface Reporter {
  /** Hears all that happens, as it happens. */
  on?(event: RunEvent): void;
  /** Gets the results once the run has ended. @param folder that of the run's reports; it is there */
  end?(results: Results, folder: string): void | Promise<void>;
  /** Nothing more will be told: for what began to show something and has to leave off, also where no run came of it. */
  stop?(): void;
}

/** The folder of the harness's own reporters. */
export const REPORTERS = join(import.meta.dirname, '..', 'reporters');

/** Their names. */
export function reporterNames(): string[] {
  return readdirSync(REPORTERS).flatMap((file) => (/^[\w-]+\.ts$/.test(file) ? [basename(file, '.ts')] : []));
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError, messageOf } from '../base/failure.ts';

/** What could not be written in the end would be missed then: the folder is tried at the beginning. @throws UsageError when it takes nothing */
export async function tryFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(join(folder, '.try-')), { recursive: true });
  } catch (error) {
    throw new UsageError(`reports cannot be written to ${folder}: ${messageOf(error)}; name another folder with --results`);
  }
}

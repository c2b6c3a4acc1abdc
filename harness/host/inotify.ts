import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InotifyLimits } from '../model/host.ts';

const SYSCTL = '/proc/sys/fs/inotify';

/** What kind asks for before it makes a cluster of several nodes (kind.sigs.k8s.io/docs/user/known-issues, "too many open files"). */
export const WANTED: InotifyLimits = { instances: 512, watches: 524_288 };

/** This kernel's limits; undefined where it has no such thing. */
export function inotifyLimits(): InotifyLimits | undefined {
  if (!existsSync(SYSCTL)) return undefined;
  const read = (name: string): number => Number(readFileSync(join(SYSCTL, name), 'utf8'));
  return { instances: read('max_user_instances'), watches: read('max_user_watches') };
}

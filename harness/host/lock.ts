import { linkSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../base/at-exit.ts';
import { GroundFailure } from '../base/failure.ts';

/** Something that one run of this host works on at a time. */
export interface Workplace {
  /** What it is, as a sentence would name it. */
  readonly what: string;
  /** Tells it from others in a file's name; nothing for the engine's. */
  readonly id?: string;
}

/** The engine has one cluster and one image store of ours. */
export const ENGINE: Workplace = { what: 'the cluster of this host' };

/** Every process that a run starts inherits this variable, which has what the run's lock says. */
export const RUN_VARIABLE = 'TOUCHSTONE_RUN';

/** One for all users and shells of the host, whatever their TMPDIR says. */
const FOLDER = '/tmp';

/**
 * Takes a workplace for this process until it ends. What a killed run left behind is cleared away first: its lock, and the programs that
 * it had started and could not stop.
 * @param folder where the lock lies @throws GroundFailure when another run is at work there
 */
export function take({ what, id }: Workplace, folder = FOLDER): void {
  const lock = join(folder, id === undefined ? 'touchstone.lock' : `touchstone-${id}.lock`);
  process.env[RUN_VARIABLE] = runOf(process.pid);
  if (!tryLock(lock)) {
    const owner = ownerOf(lock);
    if (isAtWork(owner)) throw new GroundFailure(`another run (process ${pidOf(owner)}) works on ${what}`, 'Wait for it, or end it.');
    endOrphansOf(owner);
    if (!breakOpen(lock, owner) || !tryLock(lock)) throw new GroundFailure(`another run has just begun on ${what}`, 'Wait for it.');
  }
  atExit(() => {
    if (ownerOf(lock) === runOf(process.pid)) rmSync(lock, { force: true });
  });
}

/** Nobody ever sees a lock that does not say whose it is: it is written under another name first. */
function tryLock(lock: string): boolean {
  const written = `${lock}.${process.pid}`;
  rmSync(written, { force: true });
  writeFileSync(written, runOf(process.pid), { flag: 'wx' }); // through nobody's link
  try {
    return linkUnlessThere(written, lock);
  } finally {
    rmSync(written);
  }
}

function linkUnlessThere(file: string, lock: string): boolean {
  try {
    linkSync(file, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The run that a lock is of; '' where it says none, or is gone. */
function ownerOf(lock: string): string {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** What a lock says of the run that a process is: its number, and where the kernel tells when it started, since numbers come again. */
function runOf(pid: number): string {
  return `${pid} ${startOf(pid)}`.trimEnd();
}

/** In clock ticks since the host booted (proc_pid_stat(5), starttime); '' where there is no /proc, or no such process. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function pidOf(run: string): number {
  return Number(run.split(' ')[0]);
}

/** Takes a dead run's lock away. Of several that find it one moves it; who has moved a living one's, taken since, puts it back. @returns whether it was the dead one's */
function breakOpen(lock: string, owner: string): boolean {
  const moved = `${lock}.of-${pidOf(owner)}.${process.pid}`;
  try {
    renameSync(lock, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const wasTheirs = ownerOf(moved) === owner;
  if (!wasTheirs) linkUnlessThere(moved, lock);
  rmSync(moved);
  return wasTheirs;
}

/** Whether a lock's run is. A disk that was full leaves a lock without one. */
function isAtWork(run: string): boolean {
  const [pid, start] = [pidOf(run), run.split(' ')[1] ?? ''];
  const now = startOf(pid); // '' too where /proc hides others' processes
  if (pid === 0 || (start !== '' && now !== '' && start !== now)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ends programs of a dead run, known by the variable that they inherited; where there is no /proc there is no telling. */
function endOrphansOf(owner: string): void {
  for (const pid of processIds()) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (environment.includes(`${RUN_VARIABLE}=${owner}`)) process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile, or belongs to somebody else.
    }
  }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 1 && pid !== process.pid);
  } catch {
    return [];
  }
}

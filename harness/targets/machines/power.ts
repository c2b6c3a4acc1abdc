import { spawn } from 'node:child_process';
import { openSync, readFileSync, watch } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../base/command.ts';
import { withDeadline } from '../../base/deadline.ts';
import { GroundFailure } from '../../base/failure.ts';
import { tracedWait } from '../../base/trace.ts';
import { RUN_VARIABLE } from '../../host/lock.ts';
import type { Disks } from './disks.ts';
import { FOLDER, consoleOf, type Machine } from './machine.ts';
import { NAMESPACE } from './network.ts';

/** Milliseconds that a machine has to boot; two seconds where the host is idle. */
const PATIENCE = 600_000;
/** Milliseconds that one has to end. */
const GRACE = 30_000;
/** Where user-mode Linux writes process ids. It clears away what it finds in a machine’s folder there. */
const IDS = join(FOLDER, 'ids');
const UP = 'this machine takes commands';

/** What user-mode Linux is told, word by word. It takes a machine’s memory from /dev/shm as the machine uses it. */
function commandLine({ name, address, tap, folder }: Machine, { debian, stick }: Disks, memory: number): string[] {
  return [
    `umid=${name}`,
    `uml_dir=${IDS}/`,
    `mem=${memory}M`,
    `ubda=${join(folder, 'disk.cow')},${debian}`,
    `ubdbr=${stick}`,
    // A clock that ticks: one that is set anew for each next moment was once not, and the machine ran one program for ever, deaf to its network.
    'nohz=off',
    'highres=off',
    'root=/dev/ubda',
    'rw',
    `vec0:transport=tap,ifname=${tap},mac=${macOf(address)}`,
    'con=null',
    'con0=null,fd:2',
    'init=/lib/systemd/systemd',
    `systemd.hostname=${name}`,
    `machine.address=${address}`,
  ];
}

/** Of the kind that everybody may make up. */
function macOf(address: string): string {
  return ['02', '00', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');
}

/** Starts a machine for good, on a disk as new, and returns when it takes commands. @param memory MiB */
export async function powerOn(machine: Machine, disks: Disks, memory: number, signal: AbortSignal): Promise<void> {
  await rm(machine.folder, { recursive: true, force: true });
  await mkdir(machine.folder, { recursive: true });
  await mkdir(IDS, { recursive: true });
  await boot(machine, [disks.kernel, ...commandLine(machine, disks, memory)], 1, signal);
}

/** Starts a machine by its words, for good, and returns when it has booted so many times. */
async function boot(machine: Machine, words: readonly string[], boots: number, signal: AbortSignal): Promise<void> {
  const log = openSync(consoleOf(machine), 'a');
  const started = spawn('ip', ['netns', 'exec', NAMESPACE, ...words], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, [RUN_VARIABLE]: undefined },
  });
  started.unref();
  const ended = new Promise<never>((_, reject) => {
    const failed = (why: string): void =>
      reject(new GroundFailure(`${machine.name} did not boot: ${why}`, `See ${consoleOf(machine)}.`, consoleLines(machine).slice(-8)));
    started.once('error', (error) => failed(error.message));
    started.once('exit', (code) => failed(`user-mode Linux ended with exit code ${code ?? '?'}`));
  });
  ended.catch(() => undefined); // whoever waits for the boot hears of it
  try {
    await tracedWait(
      `${machine.name} to boot`,
      withDeadline(signal, PATIENCE, (stop) => Promise.race([ended, isUp(machine, boots, stop)])),
    );
  } catch (error) {
    if (started.pid !== undefined) kill(started.pid); // it may not have written yet by what it is known
    throw error;
  } finally {
    started.removeAllListeners();
  }
}

/** Ends a process at once, unless it has ended. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a machine that runs again, as after a power cut, on the disk that it has; returns when it takes commands again. Told to reboot, user-mode Linux begins
 * anew with its files open, and finds its end of the bridge taken: by itself.
 */
export async function reboot(machine: Machine, signal: AbortSignal): Promise<void> {
  const process = await processOf(machine);
  if (!process) throw new GroundFailure(`${machine.name} does not run`, 'Make machines anew: touchstone machines up.');
  await end(process.pid);
  await boot(machine, process.words, bootsOf(machine) + 1, signal);
}

/** Returns when a machine has booted so many times. */
async function isUp(machine: Machine, boots: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(consoleOf(machine));
    const settle = (): void => {
      watcher.close();
      signal.removeEventListener('abort', settle);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const look = (): void => {
      if (bootsOf(machine) >= boots) settle();
    };
    signal.addEventListener('abort', settle, { once: true });
    watcher.on('change', look);
    look();
  });
}

/** How often it has said that it takes commands: once a boot. */
function bootsOf(machine: Machine): number {
  return consoleLines(machine).filter((line) => line.includes(UP)).length;
}

function consoleLines(machine: Machine): string[] {
  return readFileSync(consoleOf(machine), 'utf8').trimEnd().split('\n');
}

/** Ends a machine as a power cut would, and returns when it has ended, and what it wrote is gone. */
export async function powerOff(machine: Machine): Promise<void> {
  const process = await processOf(machine);
  if (process) await end(process.pid);
  await rm(machine.folder, { recursive: true, force: true });
}

/** A machine’s process, where it runs, with the words that it was started by. It is known by the id that it wrote and by these words. */
async function processOf({ name }: Machine): Promise<{ pid: number; words: string[] } | undefined> {
  const pid = Number(await readFile(join(IDS, name, 'pid'), 'utf8').catch(() => ''));
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').filter(Boolean);
  return pid > 1 && words.includes(`umid=${name}`) && words.includes(`uml_dir=${IDS}/`) ? { pid, words } : undefined;
}

/** Ends a process, by force where it does not end by itself. */
async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const stubborn = setTimeout(() => kill(pid), GRACE);
  try {
    await run('tail', ['--pid', String(pid), '--sleep-interval', '0.1', '--follow', '/dev/null']);
  } finally {
    clearTimeout(stubborn);
  }
}

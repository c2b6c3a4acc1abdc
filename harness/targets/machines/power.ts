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
import { onMachine } from './shell.ts';

/** Milliseconds that a machine has to boot; two seconds where the host is idle. */
const PATIENCE = 600_000;
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
  const log = openSync(consoleOf(machine), 'a');
  const args = ['netns', 'exec', NAMESPACE, disks.kernel, ...commandLine(machine, disks, memory)];
  const started = spawn('ip', args, { detached: true, stdio: ['ignore', log, log], env: { ...process.env, [RUN_VARIABLE]: undefined } });
  started.unref();
  const ended = new Promise<never>((_, reject) => {
    const failed = (why: string): void =>
      reject(new GroundFailure(`${machine.name} did not boot: ${why}`, `See ${consoleOf(machine)}.`, consoleLines(machine).slice(-8)));
    started.once('error', (error) => failed(error.message));
    started.once('exit', (code) => failed(`user-mode Linux ended with exit code ${code ?? '?'}`));
  });
  ended.catch(() => undefined); // whoever waits for the boot hears of it
  await tracedWait(
    `${machine.name} to boot`,
    withDeadline(signal, PATIENCE, (stop) => Promise.race([ended, isUp(machine, 1, stop)])),
  );
  started.removeAllListeners();
}

/** Starts a machine that runs again, and returns when it takes commands again. */
export async function reboot(machine: Machine, signal: AbortSignal): Promise<void> {
  const boots = bootsOf(machine);
  await onMachine(machine, 'systemctl reboot', { signal }).catch(() => undefined); // it may hang up on its way
  await tracedWait(
    `${machine.name} to boot again`,
    withDeadline(signal, PATIENCE, (stop) => isUp(machine, boots + 1, stop)),
  );
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

/** Ends a machine as a power cut would, and returns when it has ended. Its process is known by the id that it wrote and by its own words. */
export async function powerOff({ name, folder }: Machine): Promise<void> {
  const pid = Number(await readFile(join(IDS, name, 'pid'), 'utf8').catch(() => ''));
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (pid > 1 && words.includes(`umid=${name}\0`) && words.includes(`uml_dir=${IDS}/\0`)) {
    process.kill(pid, 'SIGTERM');
    await run('tail', ['--pid', String(pid), '--sleep-interval', '0.1', '--follow', '/dev/null']);
  }
  await rm(folder, { recursive: true, force: true });
}

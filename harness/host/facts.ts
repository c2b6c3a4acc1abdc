import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { tryRun } from '../base/command.ts';
import type { HostFacts, Room } from '../model/host.ts';
import { askEngine } from './ask-engine.ts';
import type { EngineFacts } from './engine-facts.ts';
import { inotifyLimits } from './inotify.ts';

const CAP_SYS_RESOURCE = 24n;
const ENGINE_DATA = '/var/lib/docker';

/** Looks at the host. Starts nothing and changes nothing. */
export async function probeHost(signal: AbortSignal): Promise<HostFacts> {
  const [dockerClient, daemon, { facts: engine, trouble }] = await Promise.all([
    tryRun('docker', ['--version'], { signal }),
    tryRun('dockerd', ['--version'], { signal }),
    askEngine(signal),
  ]);
  return {
    ...(await roomOf(engine, { total: totalmem(), available: memoryAvailable(), cores: availableParallelism() })),
    root: process.getuid?.() === 0,
    apt: existsSync('/usr/bin/apt-get'),
    systemd: existsSync('/run/systemd/system'),
    cgroupVersion: engine?.cgroupVersion ?? (existsSync('/sys/fs/cgroup/cgroup.controllers') || process.platform !== 'linux' ? 2 : 1),
    lacksSysResource: !holdsCapability(CAP_SYS_RESOURCE),
    dockerClient: dockerClient?.trim(),
    dockerDaemonInstalled: daemon !== undefined,
    engine: engine?.version,
    engineTrouble: trouble,
    rootless: engine?.rootless ?? false,
    fileSystem: engine?.fileSystem,
    keepsPacked: engine?.keepsPacked ?? false,
    inotify: engine && engine.memory !== totalmem() ? undefined : inotifyLimits(),
  };
}

/**
 * What containers of an engine can have. An engine with exactly as much memory as this machine runs on it; any other has a machine of its own, all of
 * whose memory is for containers.
 * @param here this machine, in bytes
 */
export async function roomOf(
  engine: EngineFacts | undefined,
  here: { readonly total: number; readonly available: number; readonly cores: number },
): Promise<Room> {
  const cores = engine?.cores ?? here.cores;
  if (engine && engine.memory !== here.total)
    return { cores, memory: toMiB(engine.memory), memoryAvailable: toMiB(engine.memory), diskFree: undefined };
  const disk = await statfs([engine?.dataRoot, ENGINE_DATA].find((path) => path !== undefined && existsSync(path)) ?? '/');
  return {
    cores,
    memory: toMiB(here.total),
    memoryAvailable: toMiB(here.available),
    diskFree: toMiB(disk.bavail * disk.bsize),
  };
}

function holdsCapability(bit: bigint): boolean {
  if (!existsSync('/proc/self/status')) return true;
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return mask === undefined || ((BigInt(`0x${mask}`) >> bit) & 1n) === 1n;
}

/** Linux counts memory that caches can give back as available; elsewhere there is only what is free. */
function memoryAvailable(): number {
  if (!existsSync('/proc/meminfo')) return freemem();
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return kibibytes === undefined ? freemem() : Number(kibibytes) * 1024;
}

function toMiB(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}

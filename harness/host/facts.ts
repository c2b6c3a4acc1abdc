import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { tryRun } from '../command.ts';

/** What was found out about the host by looking, never by guessing from its name. Memory and disk in MiB. */
export interface HostFacts {
  readonly cores: number;
  readonly memory: number;
  readonly memoryAvailable: number;
  /** Free where the engine keeps its images. */
  readonly diskFree: number;
  readonly root: boolean;
  /** apt-get is there: Debian, Ubuntu and their kin. */
  readonly apt: boolean;
  readonly systemd: boolean;
  readonly cgroupVersion: 1 | 2;
  /** Processes here cannot hold CAP_SYS_RESOURCE, which the engine gives to every privileged container. */
  readonly lacksSysResource: boolean;
  readonly dockerClient: string | undefined;
  readonly dockerDaemonInstalled: boolean;
  /** The running engine's version. */
  readonly engine: string | undefined;
}

const CAP_SYS_RESOURCE = 24n;
const ENGINE_DATA = '/var/lib/docker';

/** Looks at the host. Starts nothing and changes nothing. */
export async function probeHost(signal: AbortSignal): Promise<HostFacts> {
  const [dockerClient, daemon, engine] = await Promise.all([
    tryRun('docker', ['--version'], { signal }),
    tryRun('dockerd', ['--version'], { signal }),
    tryRun('docker', ['version', '--format', '{{.Server.Version}}'], { signal, timeout: 10_000 }),
  ]);
  const disk = await statfs(existsSync(ENGINE_DATA) ? ENGINE_DATA : '/');
  return {
    cores: availableParallelism(),
    memory: toMiB(totalmem()),
    memoryAvailable: toMiB(memoryAvailable()),
    diskFree: toMiB(disk.bavail * disk.bsize),
    root: process.getuid?.() === 0,
    apt: existsSync('/usr/bin/apt-get'),
    systemd: existsSync('/run/systemd/system'),
    cgroupVersion: existsSync('/sys/fs/cgroup/cgroup.controllers') || process.platform !== 'linux' ? 2 : 1,
    lacksSysResource: !holdsCapability(CAP_SYS_RESOURCE),
    dockerClient: dockerClient?.trim(),
    dockerDaemonInstalled: daemon !== undefined,
    engine: engine?.trim() === '' ? undefined : engine?.trim(),
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

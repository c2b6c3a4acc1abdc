import type { EngineTrouble } from './engine-trouble.ts';

/**
 * What was found out by looking, never by guessing from a name. Memory and disk in MiB, of the machine that the engine runs on: on macOS, and with a
 * remote engine, that is another one.
 */
export interface HostFacts extends Room {
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
  /** What is the matter with it, whether it runs or not. */
  readonly engineTrouble?: EngineTrouble | undefined;
  /** The engine runs as a user who is not root. */
  readonly rootless: boolean;
  /** The file system of the engine's data, in its own words; unknown where it doesn't say. */
  readonly fileSystem?: string | undefined;
  /** Of this machine's kernel; unknown where the engine has another one. */
  readonly inotify?: InotifyLimits | undefined;
}

/** How much one user may watch: each kubelet, containerd and kube-proxy does. */
export interface InotifyLimits {
  readonly instances: number;
  readonly watches: number;
}

/** What containers can have. */
export interface Room {
  readonly cores: number;
  readonly memory: number;
  readonly memoryAvailable: number;
  /** Free where the engine keeps its images; unknown where that is on another machine. */
  readonly diskFree?: number | undefined;
}

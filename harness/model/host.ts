import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { engineTroubleSchema } from './engine-trouble.ts';

const roomSchema = z.object({
  cores: z.number(),
  memory: z.number().describe('MiB'),
  memoryAvailable: z.number().describe('MiB'),
  diskFree: z.number().optional().describe('MiB free where the engine keeps its images; unknown where that is on another machine'),
});

const inotifySchema = z
  .object({ instances: z.number(), watches: z.number() })
  .describe('How much one user may watch: each kubelet, containerd and kube-proxy does');

export const hostFactsSchema = roomSchema.extend({
  root: z.boolean(),
  apt: z.boolean().describe('apt-get is there: Debian, Ubuntu and their kin'),
  systemd: z.boolean(),
  cgroupVersion: z.literal([1, 2]),
  lacksSysResource: z
    .boolean()
    .describe('Processes here cannot hold CAP_SYS_RESOURCE, which the engine gives to every privileged container'),
  dockerClient: z.string().optional(),
  dockerDaemonInstalled: z.boolean(),
  engine: z.string().optional().describe('The running engine’s version'),
  engineTrouble: engineTroubleSchema.optional().describe('What is the matter with it, whether it runs or not'),
  rootless: z.boolean().describe('The engine runs as a user who is not root'),
  fileSystem: z.string().optional().describe('The file system of the engine’s data, in its own words; unknown where it doesn’t say'),
  keepsPacked: z
    .boolean()
    .describe('The engine keeps the layers of images packed beside the unpacked ones, as containerd’s image store does'),
  inotify: inotifySchema.optional().describe('Of this machine’s kernel; unknown where the engine has another one'),
});

/** What containers can have. */
export type Room = Frozen<z.infer<typeof roomSchema>>;

/** How much one user may watch. */
export type InotifyLimits = Frozen<z.infer<typeof inotifySchema>>;

/**
 * What was found out by looking, never by guessing from a name. Memory and disk in MiB, of the machine that the engine runs on: on macOS, and with a
 * remote engine, that is another one.
 */
export type HostFacts = Frozen<z.infer<typeof hostFactsSchema>>;

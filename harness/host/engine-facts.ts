import { z } from 'zod';

/** What a running engine says of the machine that it runs on, which may be another than this one: a virtual machine, a remote host. */
export interface EngineFacts {
  readonly version: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  /** Where it keeps images and volumes, on its own machine. */
  readonly dataRoot: string;
  readonly cgroupVersion: 1 | 2;
  /** It is Podman, which answers as Docker would. */
  readonly podman: boolean;
  /** It runs as a user who is not root. */
  readonly rootless: boolean;
  /** It can limit what containers take, as kind wants of one that is rootless. */
  readonly limits: boolean;
  /** The file system that it keeps images and volumes on, in its own words ("extfs", "zfs"); undefined where it doesn't say. */
  readonly fileSystem?: string | undefined;
  /** Its image store is containerd's, which keeps the layers of images packed beside the unpacked ones. */
  readonly keepsPacked: boolean;
}

/** What `docker info` prints as JSON, as far as it is used here; all of it is empty when no engine answers. */
const infoSchema = z.object({
  ServerVersion: z.string(),
  NCPU: z.int(),
  MemTotal: z.int(),
  DockerRootDir: z.string(),
  CgroupVersion: z.string().default('2'),
  CgroupDriver: z.string().default(''),
  Driver: z.string().default(''),
  DriverStatus: z.array(z.tuple([z.string(), z.string()])).nullish(),
  SecurityOptions: z.array(z.string()).nullish(),
  MemoryLimit: z.boolean().default(true),
  PidsLimit: z.boolean().default(true),
  CPUShares: z.boolean().default(true),
  ProductLicense: z.string().default(''),
});

/** Podman's `/info` is Docker's but for this licence, which Docker says nothing like (containers/podman, pkg/api/handlers/compat/info.go). */
const PODMANS_LICENSE = 'Apache-2.0';

/** Reads what `docker info --format '{{json .}}'` prints; undefined when no engine answers. @throws ZodError when it prints something else */
export function readEngineInfo(printed: string): EngineFacts | undefined {
  const info = infoSchema.parse(JSON.parse(printed));
  if (info.ServerVersion === '') return undefined;
  return {
    version: info.ServerVersion,
    cores: info.NCPU,
    memory: info.MemTotal,
    dataRoot: info.DockerRootDir,
    cgroupVersion: info.CgroupVersion === '1' ? 1 : 2,
    podman: info.ProductLicense === PODMANS_LICENSE,
    rootless: info.SecurityOptions?.some((option) => option.split(',').includes('name=rootless')) ?? false,
    limits: info.CgroupDriver !== 'none' && info.MemoryLimit && info.PidsLimit && info.CPUShares,
    fileSystem: ['zfs', 'btrfs'].includes(info.Driver)
      ? info.Driver
      : info.DriverStatus?.find(([name]) => name === 'Backing Filesystem')?.[1],
    keepsPacked:
      info.DriverStatus?.some(([name, value]) => name === 'driver-type' && value.startsWith('io.containerd.snapshotter.')) ?? false,
  };
}

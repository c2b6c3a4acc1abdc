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
}

/** What `docker info` prints as JSON, as far as it is used here; all of it is empty when no engine answers. */
const infoSchema = z.object({
  ServerVersion: z.string(),
  NCPU: z.int(),
  MemTotal: z.int(),
  DockerRootDir: z.string(),
  CgroupVersion: z.string().default('2'),
});

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
  };
}

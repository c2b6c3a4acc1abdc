import { posix } from 'node:path';
import type { V1Container, V1Volume } from '@kubernetes/client-node';
import type { ChartPod } from './pods.ts';

/** The texts of ConfigMaps, by name and key. */
export type Texts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** A container and what it sees of its pod. */
export interface ChartContainer {
  readonly container: V1Container;
  readonly pod: ChartPod;
  /** Texts that are mounted into it, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Folders that it may write to. */
  readonly writable: readonly string[];
}

/** The containers of a pod, those that run first too. */
export function containersOf(pod: ChartPod, texts: Texts): ChartContainer[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map((container) => {
    const mounts = container.volumeMounts ?? [];
    const volumes = new Map(pod.spec.volumes?.map((volume) => [volume.name, volume]));
    const files = mounts.flatMap(({ name, mountPath, subPath }) =>
      Object.entries(textsOf(volumes.get(name), texts)).flatMap(([key, text]): [string, string][] => {
        if (subPath === undefined) return [[posix.join(mountPath, key), text]];
        return key === subPath ? [[mountPath, text]] : [];
      }),
    );
    const writable = mounts.filter(({ name, readOnly }) => !readOnly && isWritable(name, volumes.get(name), pod));
    return { container, pod, files: new Map(files), writable: writable.map(({ mountPath }) => mountPath) };
  });
}

/** What a volume holds of ConfigMaps, by path in it. A Secret's values are nobody's business. */
function textsOf(volume: V1Volume | undefined, texts: Texts): Record<string, string> {
  const maps = [
    ...(volume?.configMap ? [volume.configMap] : []),
    ...(volume?.projected?.sources?.flatMap(({ configMap }) => configMap ?? []) ?? []),
  ];
  return Object.assign(
    {},
    ...maps.map(({ name = '', items }) => {
      const data = texts.get(name) ?? {};
      const entries = items?.map(({ key, path }) => [path, data[key] ?? '']) ?? Object.entries(data);
      return Object.fromEntries(entries) as Record<string, string>;
    }),
  ) as Record<string, string>;
}

function isWritable(name: string, volume: V1Volume | undefined, { claims }: ChartPod): boolean {
  return volume?.emptyDir !== undefined || volume?.persistentVolumeClaim !== undefined || claims.includes(name);
}

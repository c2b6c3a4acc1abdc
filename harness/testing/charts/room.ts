import { jvmsOf } from './jvm.ts';
import type { Stack } from '../../model/stack.ts';
import type { ChartContainer } from './container.ts';
import { resolved } from './variables.ts';

/** What a JVM may take by its own flags; what it may take beyond them, threads and the like, is not counted. */
const BOUNDS = [/^-Xmx(\d+[kmg])$/i, /^-XX:(?:MaxMetaspaceSize|ReservedCodeCacheSize|MaxDirectMemorySize)=(\d+[kmg])$/i];

/** "may take 1568 MiB by its flags, and 1024Mi is its limit": a JVM that is ended before it says that it has too little. */
export function tooLargeJvms(one: ChartContainer): string[] {
  const limit = one.container.resources?.limits?.memory;
  if (limit === undefined) return one.container.image === undefined ? [] : ['no limit of memory']; // who gives a template its image gives it a limit
  const variables = new Map(one.container.env?.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  return jvmsOf(one).flatMap((flags) => {
    const sizes = flags.flatMap((flag) => BOUNDS.flatMap((bound) => bound.exec(resolved(flag, variables))?.[1] ?? []));
    const most = sizes.reduce((sum, size) => sum + mebibytes(size), 0);
    return most < mebibytes(limit) ? [] : [`a JVM may take ${most} MiB by its flags, and ${limit} is the limit`];
  });
}

/** Systems whose budget of memory (blueprint/stack.yaml) is less than what is known of their public images. @param memoryOf MiB, by an image's name */
export function tooSmallBudgets({ systems }: Stack, memoryOf: (image: string) => number | undefined): string[] {
  return Object.entries(systems).flatMap(([name, { images, memory }]) => {
    const most = Object.values(images).reduce((sum, image) => sum + (memoryOf(image) ?? 0), 0);
    return most <= memory ? [] : [`${name} has ${memory} MiB, and its public images take ${most}`];
  });
}

/** "512k", "448m", "1g", "1152Mi", "1Gi" */
function mebibytes(size: string): number {
  const [, digits = '0', unit = 'm'] = /^(\d+)([kmg])i?$/i.exec(size) ?? [];
  return Number(digits) * { k: 1 / 1024, m: 1, g: 1024 }[unit.toLowerCase() as 'k' | 'm' | 'g'];
}

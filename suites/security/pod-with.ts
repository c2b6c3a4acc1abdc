import type { V1Pod } from '@kubernetes/client-node';
import type { Given } from '../../harness/index.ts';

type Labels = Readonly<Record<string, string>>;

/** The first pod that has labels. @param wanted what it is looked for as @throws Error where there is none */
export function podWith(labels: Labels, pods: readonly V1Pod[], wanted: string): V1Pod {
  const pod = pods.find(({ metadata }) => isWithin(labels, metadata?.labels ?? {}));
  if (!pod) throw new Error(`the stack has no pod of ${wanted}`);
  return pod;
}

/** Whether the stack is to have pods of a kind: all kinds, but those of an overlay that is not installed. @param onlyWith the overlay that has it */
export function isThere(
  { labels, onlyWith }: { readonly labels: Labels; readonly onlyWith?: string | undefined },
  { releases }: Given,
): boolean {
  return onlyWith === undefined || releases.some(({ workloads }) => workloads.some(({ selector }) => isWithin(selector, labels)));
}

function isWithin(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

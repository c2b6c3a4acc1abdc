import type { V1Pod } from '@kubernetes/client-node';

type Labels = Readonly<Record<string, string>>;

/** The first pod that has labels. @param wanted what it is looked for as @throws Error where there is none */
export function podWith(labels: Labels, pods: readonly V1Pod[], wanted: string): V1Pod {
  const pod = pods.find((each) => hasLabels(each, labels));
  if (!pod) throw new Error(`the stack has no pod of ${wanted}`);
  return pod;
}

/** Whether pods have one of a kind; one that no overlay needs to have is there, or its absence is a fault. @param onlyWith the overlay that has it */
export function isThere(
  { labels, onlyWith }: { readonly labels: Labels; readonly onlyWith?: string | undefined },
  pods: readonly V1Pod[],
): boolean {
  return onlyWith === undefined || pods.some((pod) => hasLabels(pod, labels));
}

function hasLabels({ metadata }: V1Pod, labels: Labels): boolean {
  return Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value);
}

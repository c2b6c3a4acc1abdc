import type { V1Pod } from '@kubernetes/client-node';

/** The first pod that has labels. @param wanted what it is looked for as @throws Error where there is none */
export function podWith(labels: Readonly<Record<string, string>>, pods: readonly V1Pod[], wanted: string): V1Pod {
  const pod = pods.find((each) => hasLabels(each, labels));
  if (!pod) throw new Error(`the stack has no pod of ${wanted}`);
  return pod;
}

/** Whether a pod has all of these. */
export function hasLabels({ metadata }: V1Pod, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value);
}

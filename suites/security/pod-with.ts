import type { V1Pod } from '@kubernetes/client-node';

/** The first pod that has labels. @param wanted what it is looked for as @throws Error where there is none */
export function podWith(labels: Readonly<Record<string, string>>, pods: readonly V1Pod[], wanted: string): V1Pod {
  const pod = pods.find(({ metadata }) => Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value));
  if (!pod) throw new Error(`the stack has no pod of ${wanted}`);
  return pod;
}

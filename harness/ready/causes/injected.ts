import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import type { Cause } from './cause.ts';

/** Whether the charts' template of a pod has a container. */
function has(template: V1PodTemplateSpec, container: string): boolean {
  return [...(template.spec?.initContainers ?? []), ...(template.spec?.containers ?? [])].some(({ name }) => name === container);
}

/** A cause whose container is in no chart: a service mesh, or another webhook of the cluster, has put it into the pod. */
export function withInjected<C extends Cause>(cause: C, template: V1PodTemplateSpec | undefined): C {
  if (cause.container === undefined || !template || has(template, cause.container)) return cause;
  return {
    ...cause,
    message: `${cause.message}; no chart has the container ${cause.container}: something in the cluster has put it into the pod`,
    mend: `Find out what adds ${cause.container} to pods (kubectl get mutatingwebhookconfigurations), and have it leave this namespace out.`,
  };
}

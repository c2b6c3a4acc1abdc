import type { V1Container, V1Job, V1Pod, V1PodSpec } from '@kubernetes/client-node';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { LABEL, type NamespaceWatch } from '../../harness/index.ts';
import type { Kept } from './keeper.ts';

/** How a second one is started, where not just as the first. */
type Again = Pick<NonNullable<Kept['ownLock']>, 'command' | 'asksOthers'>;

/** A pod of a StatefulSet, whose container has that one's name. */
interface First {
  readonly pod: V1Pod | undefined;
  readonly set: string;
}

/**
 * A Job that does what a pod does once more, on the same node and volume, under the same name.
 * @param command in place of the container's own
 * @param asksOthers whether network policies are to let it reach what the first one does: by its label, by which a Service may lead to it, too
 */
export function sameAgain(name: string, first: First, how: Again): V1Job {
  return again(name, first, how, { nodeName: first.pod?.spec?.nodeName ?? '' });
}

/** Like sameAgain, on any other node. */
export function elsewhereAgain(name: string, first: First, how: Again): V1Job {
  return again(name, first, how, elsewhereThan(first));
}

function again(name: string, first: First, { command, asksOthers }: Again, where: Partial<V1PodSpec>): V1Job {
  const job = jobOf(name, first, command ? { command: [...command], args: [] } : {}, where);
  const labels = asksOthers ? { app: first.pod?.metadata?.labels?.app } : {};
  Object.assign(job.spec?.template ?? {}, { metadata: { labels } });
  return job;
}

/** A Job that wants a pod's volume on any node but that pod's, and does nothing with it. */
export function elsewhere(name: string, first: First): V1Job {
  const nothing = {
    command: ['sleep', '60'],
    args: [],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
  };
  return jobOf(name, first, nothing, elsewhereThan(first));
}

function elsewhereThan({ pod }: First): Partial<V1PodSpec> {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: [pod?.spec?.nodeName ?? ''] }];
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } };
  return { affinity: { nodeAffinity } };
}

/** Why the scheduler gives a Job's pod no node; undefined once it has one. @throws Error when there is no word of it in a minute */
export function schedulersRefusal(job: string, kubernetes: Kubernetes): Promise<string | undefined> {
  const answered = (watch: NamespaceWatch): { readonly refusal: string | undefined } | undefined => {
    const pod = watch.pods().find(({ metadata }) => metadata?.labels?.['job-name'] === job);
    const refusal = refusalOf(pod);
    return refusal !== undefined || pod?.spec?.nodeName !== undefined ? { refusal } : undefined;
  };
  const said = kubernetes.watching((watch) =>
    watch.until(`the scheduler's word on ${job}`, () => answered(watch), AbortSignal.timeout(60_000)),
  );
  return said.then(({ refusal }) => refusal);
}

/** What the scheduler says of a pod that it has no node for. */
export function refusalOf(pod: V1Pod | undefined): string | undefined {
  return pod?.status?.conditions?.find(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable')?.message;
}

function jobOf(name: string, { pod, set }: First, change: Partial<V1Container>, where: Partial<V1PodSpec>): V1Job {
  const container = pod?.spec?.containers.find((each) => each.name === set);
  if (!pod?.spec || !container) throw new Error(`there is no pod of ${set} with a container of that name`);
  const env = (container.env ?? []).map((variable) => named(variable, pod));
  const containers = [Object.assign(structuredClone(container), { env, ...change })];
  const nowhere = { nodeName: '', affinity: {}, subdomain: '', initContainers: [] }; // neither where it is nor how it is found
  const once = { restartPolicy: 'Never', terminationGracePeriodSeconds: 1 };
  const spec = Object.assign(structuredClone(pod.spec), { ...nowhere, ...once, ...where, containers });
  return { metadata: { name, labels: LABEL }, spec: { backoffLimit: 0, template: { spec } } };
}

/** A variable that has the pod's name has the first pod's. */
function named(variable: NonNullable<V1Container['env']>[number], { metadata }: V1Pod): typeof variable {
  const isName = variable.valueFrom?.fieldRef?.fieldPath === 'metadata.name';
  return isName ? { name: variable.name, value: metadata?.name ?? '' } : variable;
}

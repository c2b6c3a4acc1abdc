import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1Job, V1PodSpec } from '@kubernetes/client-node';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { Jobs } from '../../fixtures/jobs.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { toldOf } from '../../fixtures/told-of.ts';
import { LABEL, type Given } from '../../harness/index.ts';

/** Somebody who comes to the stack's doors: a pod. */
export interface Visitor {
  /** Part of its Job's name. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An image with Node.js that the nodes have, and how they get it. */
export type Image = Pick<V1PodSpec, 'imagePullSecrets'> & { readonly image: string; readonly imagePullPolicy: string };

const PROGRAM = readFileSync(join(import.meta.dirname, 'attack.mjs'), 'utf8');

/** The gateway's, which every stack has. */
export async function imageOfGateway(kubernetes: Kubernetes): Promise<Image> {
  const [pod] = await kubernetes.pods('gateway');
  const { image = '', imagePullPolicy = '' } = pod?.spec?.containers.find(({ name }) => name === 'gateway') ?? {};
  return { image, imagePullPolicy, imagePullSecrets: pod?.spec?.imagePullSecrets ?? [] };
}

/** Has a visitor try addresses (host:port). @returns what they were told at each: `connected`, or why not @throws Error when the pod does not run, or says nothing of one */
export async function visit(
  target: Given,
  { name, namespace, labels }: Visitor,
  image: Image,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const jobs = new Jobs({ ...target, namespace });
  const job = `${name}-${target.runId}`.toLowerCase();
  try {
    await jobs.start(jobOf(job, labels, programOf(image, job, ['attack.mjs', ...addresses])), { 'attack.mjs': PROGRAM });
    const { succeeded, log } = await jobs.ended(job);
    if (!succeeded) throw new Error(`${name} could not try the doors:\n${log}`);
    return toldOf(addresses, log);
  } finally {
    await cleanUp(`Job ${job}`, () => jobs.remove(job));
  }
}

/** It is tried once, but that there is a new pod where a node could not start the program (charts/spark/templates/job.yaml). */
function jobOf(name: string, labels: Visitor['labels'], spec: V1PodSpec): V1Job {
  const podFailurePolicy = { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [128] } }] };
  return { metadata: { name, labels: LABEL }, spec: { backoffLimit: 0, podFailurePolicy, template: { metadata: { labels }, spec } } };
}

/** A pod that runs a program of ours, confined as all are. @param files the ConfigMap that has it */
export function programOf(
  { image, imagePullPolicy, imagePullSecrets = [] }: Image,
  files: string,
  [program = '', ...args]: readonly string[],
): V1PodSpec {
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 1,
    imagePullSecrets,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'program',
        image,
        imagePullPolicy,
        command: ['node', `/program/${program}`, ...args],
        resources: { requests: { cpu: '20m', memory: '48Mi' }, limits: { memory: '96Mi' } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'program', mountPath: '/program' }],
      },
    ],
    volumes: [{ name: 'program', configMap: { name: files } }],
  };
}

import type { V1Pod } from '@kubernetes/client-node';
import type { Cause, Classifier, PodHistory } from './causes/cause.ts';
import { containerConfig } from './causes/container-config.ts';
import { crash } from './causes/crash.ts';
import { evicted } from './causes/evicted.ts';
import { imagePull } from './causes/image-pull.ts';
import { notReady } from './causes/not-ready.ts';
import { outOfMemory } from './causes/out-of-memory.ts';
import { failedMount, unboundClaim } from './causes/volume.ts';
import { unschedulable } from './causes/unschedulable.ts';

/** From the most to the least telling: an OOM kill is also a crash, an unbound claim also leaves a pod unschedulable. */
const CLASSIFIERS = {
  imagePull,
  evicted,
  outOfMemory,
  crash,
  containerConfig,
  unboundClaim,
  failedMount,
  unschedulable,
  notReady,
} as const satisfies Readonly<Record<string, Classifier>>;

/** A cause, and what sort it is of, whatever it calls itself from one moment to the next: ErrImagePull, ImagePullBackOff and back. */
export interface RecognisedCause extends Cause {
  readonly kind: keyof typeof CLASSIFIERS | 'refused';
}

const KINDS = Object.keys(CLASSIFIERS) as readonly (keyof typeof CLASSIFIERS)[];

/** Whether a pod's readiness probes say that it is usable. */
export function isReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** The reason why a pod is not ready; undefined when it is. */
export function classify(history: PodHistory): RecognisedCause | undefined {
  if (isReady(history.pod)) return undefined;
  for (const kind of KINDS) {
    const cause = CLASSIFIERS[kind](history);
    if (cause) return { ...cause, kind };
  }
  return undefined;
}

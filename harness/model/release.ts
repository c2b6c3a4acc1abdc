import type { V1Pod } from '@kubernetes/client-node';
import { selectorOf } from '../base/selector.ts';

/** A Deployment or StatefulSet of a system, as its chart renders it. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly name: string;
  /** The labels by which its pods are known. */
  readonly selector: Readonly<Record<string, string>>;
  /** How many pods it has; somebody who wants more of a standing one may have them. */
  readonly replicas: number;
  /** The system is usable before this workload is ready; its chart says so, and why. */
  readonly joinsLater: boolean;
}

/** A system as this tree would install it: a Helm release of the chart with the same name. */
export interface Release {
  readonly system: string;
  readonly chart: string;
  /** The values file, as YAML. */
  readonly values: string;
  readonly workloads: readonly Workload[];
  /** Names of the shared ConfigMaps that it consumes. */
  readonly configMaps: readonly string[];
  /** A hash of all that is installed: the rendered chart and the shared ConfigMaps that it consumes. */
  readonly fingerprint: string;
}

/** Where a pod template carries the fingerprint, so that another one replaces the pods. */
export const FINGERPRINT_ANNOTATION = 'touchstone/fingerprint';

/** The pods of a workload, as kubectl and the API select them: key=value,… */
export function labelSelectorOf({ selector }: Workload): string {
  return selectorOf(selector);
}

/** Whether a pod is one of a workload's, of whatever installation. */
export function belongsTo({ selector }: Workload, pod: V1Pod): boolean {
  return isOfAChart(pod) && Object.entries(selector).every(([key, value]) => pod.metadata?.labels?.[key] === value);
}

/** Whether a chart of this repository made a pod: somebody else's in the same namespace may have the same labels, and lack the fingerprint. */
export function isOfAChart({ metadata }: V1Pod): boolean {
  return metadata?.annotations?.[FINGERPRINT_ANNOTATION] !== undefined;
}

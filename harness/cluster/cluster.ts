/** A Kubernetes cluster that a run works on. */
export interface Cluster {
  /** Made by the harness with kind, or given by the user. */
  readonly origin: 'kind' | 'own';
  readonly name: string;
  /** Path of a kubeconfig file. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Where the stack is installed. */
  readonly namespace: string;
  /** This run made it; false when it stood already. */
  readonly fresh: boolean;
}

/** The namespace of the stack when the user names no other. */
export const NAMESPACE = 'touchstone';

/** The label that every object made by the harness carries. */
export const LABEL = { 'app.kubernetes.io/part-of': 'touchstone' } as const;

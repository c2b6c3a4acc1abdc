/** A namespace of a cluster, and what leads there. */
export interface Place {
  /** Path of a kubeconfig file. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Where the stack is installed. */
  readonly namespace: string;
}

/** The namespace of the stack when the user names no other. */
export const NAMESPACE = 'touchstone';

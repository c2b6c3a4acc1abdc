import { quote } from '../base/quote.ts';

/** A namespace of a cluster, and what leads there. */
export interface Place {
  /** Path of a kubeconfig file. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Where the stack is installed. */
  readonly namespace: string;
  /** What a person has in KUBECONFIG to come here, where the file is a copy of it that goes with the process. */
  readonly said?: string;
  /** A Unix socket behind which kubectl passes requests on to the API server, where only kubectl can log in there. */
  readonly socket?: string;
}

/** The namespace of the stack when the user names no other. */
export const NAMESPACE = 'touchstone';

/** The line by which a person's shell comes here. */
export function exportLine({ kubeconfig, said = kubeconfig }: Place): string {
  return `export KUBECONFIG=${said}`;
}

/** How a person runs kubectl there. */
export function byHand({ kubeconfig, said = kubeconfig, context, namespace }: Place, ...args: readonly string[]): string {
  return [`KUBECONFIG=${quote(said)}`, 'kubectl', '--context', quote(context), '--namespace', namespace, ...args].join(' ');
}

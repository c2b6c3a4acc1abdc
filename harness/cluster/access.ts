import { run, tryRun, type CommandOptions } from '../base/command.ts';
import { connectTo, type Api } from './api.ts';
import type { Place } from './place.ts';

/** Paths of the command-line tools that work on a cluster. */
export interface ClusterTools {
  readonly kubectl: string;
  readonly helm: string;
}

/** kubectl's flags for a place. */
export function kubectlFlags({ kubeconfig, context, namespace }: Place): string[] {
  return ['--kubeconfig', kubeconfig, '--context', context, '--namespace', namespace];
}

/** The ways to a place in a cluster: the API, kubectl and Helm. Opens no connection before one is used. */
export class Access {
  private connected: Api | undefined;

  constructor(
    readonly place: Place,
    readonly tools: ClusterTools,
  ) {}

  /** @throws Error when the kubeconfig can't be read or lacks the context */
  get api(): Api {
    return (this.connected ??= connectTo(this.place));
  }

  get namespace(): string {
    return this.place.namespace;
  }

  /** Runs kubectl and gives what it wrote to standard output. @throws as run() */
  kubectl(args: readonly string[], options?: CommandOptions): Promise<string> {
    return run(this.tools.kubectl, [...kubectlFlags(this.place), ...args], options);
  }

  /** Like kubectl, but gives undefined where that fails. */
  tryKubectl(args: readonly string[], options?: CommandOptions): Promise<string | undefined> {
    return tryRun(this.tools.kubectl, [...kubectlFlags(this.place), ...args], options);
  }

  /** Runs Helm and gives what it wrote to standard output. @throws as run() */
  helm(args: readonly string[], options?: CommandOptions): Promise<string> {
    const { kubeconfig, context, namespace } = this.place;
    return run(this.tools.helm, [...args, '--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', namespace], options);
  }
}

import { findTools, kubectlFlags, run, type Given } from '../../harness/index.ts';

/** Who may do everything on a cluster, and the kubectl that they use. */
export type Administrator = Pick<Given, 'kubeconfig' | 'context' | 'namespace' | 'kubectl'>;

/** How an administrator works in a namespace. */
export interface Hands {
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  /** Applies objects, as YAML or JSON, which are on no command line. */
  readonly apply: (objects: string) => Promise<string>;
  /** Installs a chart, as somebody who has no harness. */
  readonly install: (release: string, chart: string, ...flags: readonly string[]) => Promise<string>;
}

/** An administrator's hands in a namespace. */
export function handsIn(namespace: string, administrator: Administrator): Hands {
  const { kubeconfig, context, kubectl } = administrator;
  const flags = kubectlFlags({ ...administrator, namespace });
  const place = ['--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', namespace];
  return {
    kubectl: (...args) => run(kubectl, [...flags, ...args]),
    apply: (objects) => run(kubectl, [...flags, 'apply', '--filename=-'], { input: objects }),
    install: async (release, chart, ...more) => {
      const { helm } = await findTools(AbortSignal.timeout(10_000));
      return run(helm, ['install', release, chart, ...more, ...place]);
    },
  };
}

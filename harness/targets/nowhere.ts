import { Access } from '../cluster/access.ts';
import type { Cluster, Target } from './target.ts';

const NO_TOOLS = { kubectl: '', helm: '' } as const;

/** For suites that need no system: nothing stands there, nothing is made, and nothing is left. */
export function nowhere(): Target {
  return {
    flags: [],
    workplace: { what: 'nothing', id: `${process.pid}` },
    find: () => Promise.resolve(undefined),
    prepare: (part) =>
      Promise.resolve({
        part,
        render: () => Promise.resolve({ config: new Map(), releases: [] }),
        fetch: () => Promise.resolve(),
        open: () => Promise.resolve(NOTHING),
        close: () => Promise.resolve(),
      }),
  };
}

const NOBODY = new Access({ kubeconfig: '', context: '', namespace: '' }, NO_TOOLS);

const NOTHING: Cluster = {
  facts: undefined,
  access: NOBODY,
  nodesMayCome: false,
  wholeNodes: false,
  namespaceLabels: {},
  hostImages: {},
  mark: () => Promise.resolve(() => Promise.resolve()),
  loginForTests: () => Promise.resolve({ access: NOBODY, as: 'nobody', close: () => undefined }),
  connect: () => Promise.resolve({ url: '', close: () => undefined }),
  remove: () => Promise.resolve([]),
};

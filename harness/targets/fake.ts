import { Access } from '../cluster/access.ts';
import { render } from '../install/render.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { answerFrom, helmRecord } from '../testing/fake-namespace.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import type { Cluster, Target } from './target.ts';

/** What a run asks of its target and of the tools, in the order in which it does. */
export type Moment =
  | 'prepare'
  | 'fetch'
  | 'render'
  | 'open'
  | 'nodes'
  | 'install'
  | 'ready'
  | 'login'
  | 'connect'
  | 'mark'
  | 'unmark'
  | 'leave'
  | 'log out'
  | 'remove'
  | 'give back';

/** A target for tests of the flow: no cluster, but an API server, kubectl and Helm that answer as the real ones would. */
export interface FakeTarget {
  readonly target: Target;
  /** What has been asked so far. */
  readonly moments: readonly Moment[];
}

/** @param at is called at every moment; what it throws, the target fails with then */
export async function fakeTarget(at: (moment: Moment) => void = () => undefined): Promise<FakeTarget> {
  const moments: Moment[] = [];
  const reach = (moment: Moment): void => {
    moments.push(moment);
    at(moment);
  };
  const asked = async <T>(moment: Moment, answer: T): Promise<T> => {
    await Promise.resolve();
    reach(moment);
    return answer;
  };
  const answer = answerFrom({ name: 'team', objects: helmRecord('minio', 'deployed', 'old') });
  const api = await fakeApi((request) => {
    if (request.query.has('watch')) return { watch: [] };
    if (request.path === '/api/v1/nodes') {
      reach('nodes');
      return { json: { kind: 'NodeList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [READY_NODE] } };
    }
    if (request.path.endsWith('/events')) reach('ready');
    return answer(request);
  });
  const helm = await fakeProgram(`case "$*" in template*) printf '${MANIFEST}';; esac`);
  const kubectl = await fakeProgram();
  const access = new Access({ ...api, namespace: 'team' }, { helm: helm.path, kubectl: kubectl.path });
  const cluster: Cluster = {
    facts: { origin: 'kind', name: 'fake', namespace: 'team', fresh: true },
    access: Object.assign(access, {
      helm: (args: readonly string[]) => asked('install', '').then(() => args.join(' ')),
    }),
    nodesMayCome: false,
    wholeNodes: true,
    namespaceLabels: {},
    hostImages: {},
    mark: () => asked('mark', () => asked('unmark', undefined)),
    loginForTests: () => asked('login', { access, as: 'a fake', close: () => reach('log out') }),
    connect: () => asked('connect', { url: 'http://door', close: () => reach('leave') }),
    remove: () => asked('remove', []),
  };
  const target: Target = {
    flags: ['--fake'],
    workplace: { what: 'a fake', id: `${process.pid}` },
    find: () => Promise.resolve(cluster),
    prepare: (plan) =>
      asked('prepare', {
        part: plan,
        render: async (signal) => {
          const references = new Map(plan.images.map((name) => [name, name]));
          const design = { ...plan, tools: access.tools, configFolders: [], references, chartValues: () => ({}) };
          return render(await asked('render', design), signal);
        },
        fetch: () => asked('fetch', undefined),
        open: () => asked('open', cluster),
        close: () => asked('give back', undefined),
      }),
  };
  return { target, moments };
}

const READY_NODE = { metadata: { name: 'node', resourceVersion: '1' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } };
const MANIFEST = 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: minio }\\n';

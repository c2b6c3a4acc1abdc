import { LABEL } from '../cluster/label.ts';
import { refusal, type FakeAnswer, type FakeRequest } from './fake-api.ts';

/** What a fake API server has in its one namespace: objects by "kind/name", kind in the API's plural. */
export interface FakeNamespace {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly objects: Readonly<Record<string, object>>;
}

/** Answers reads and lists of a namespace's objects as an API server would, and what is not there with 404. */
export function answerFrom({ name, labels, objects }: FakeNamespace): (request: FakeRequest) => FakeAnswer {
  return ({ path, query }) => {
    const resources = resourcesAt(path);
    if (resources) return { json: resources };
    if (path === `/api/v1/namespaces/${name}`) return { json: { metadata: { name, labels } } };
    const [kind = '', object] = path.split(`/namespaces/${name}/`)[1]?.split('/') ?? [];
    if (object !== undefined) {
      const found = objects[`${kind}/${object}`];
      return found ? { json: found } : refusal(404, `${kind} "${object}" not found`);
    }
    const wanted = (query.get('labelSelector') ?? '').split(',').filter((part) => part !== '');
    const items = Object.entries(objects).flatMap(([key, item]) => (key.startsWith(`${kind}/`) ? [item as Labelled] : []));
    const matches = ({ metadata }: Labelled): boolean =>
      wanted.every((part) => {
        const [key = '', value = ''] = part.split('=');
        return metadata?.labels?.[key] === value;
      });
    return { json: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: items.filter(matches) } };
  };
}

interface Labelled {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

const KINDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '/api/v1': [
    ['ConfigMap', 'configmaps'],
    ['Secret', 'secrets'],
    ['Service', 'services'],
    ['PersistentVolumeClaim', 'persistentvolumeclaims'],
  ],
  '/apis/apps/v1': [
    ['StatefulSet', 'statefulsets'],
    ['Deployment', 'deployments'],
  ],
  '/apis/networking.k8s.io/v1': [['NetworkPolicy', 'networkpolicies']],
};

/** What an API server says of the kinds that a version of an API has. */
function resourcesAt(path: string): object | undefined {
  const kinds = KINDS[path];
  return kinds && { kind: 'APIResourceList', resources: kinds.map(([kind, name]) => ({ kind, name, namespaced: true })) };
}

/** Helm's record of a release: the harness's where it has a fingerprint. */
export function helmRecord(release: string, status: string, fingerprint?: string): Record<string, object> {
  const labels = { owner: 'helm', name: release, status, ...(fingerprint === undefined ? {} : { 'touchstone-fingerprint': fingerprint }) };
  const name = `sh.helm.release.v1.${release}.v1`;
  return { [`secrets/${name}`]: { metadata: { name, labels } } };
}

/** An object that the harness made. */
export function ours(name: string): object {
  return { metadata: { name, labels: LABEL } };
}

/** An object that somebody else made. */
export function theirs(name: string): object {
  return { metadata: { name, labels: { app: name } } };
}

import { isAllowed, readRights, type Ask } from '../rights/rights.ts';
import type { FakeRequest } from './fake-api.ts';

const WRITES: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

/** What a request asks of an API server, as its authorisers see it; undefined for what everybody may ask: its version, its kinds, and who one is. */
function askOf({
  method,
  path,
  query,
}: Pick<FakeRequest, 'method' | 'path' | 'query'>): (Ask & { readonly inNamespace: boolean }) | undefined {
  const [, group = '', rest = ''] = /^\/(?:api|apis\/([^/]+))\/v\w+\/(.+)$/.exec(path) ?? [];
  if (rest === '' || group === 'authorization.k8s.io') return undefined;
  const parts = rest.split('/');
  const inside = parts[0] === 'namespaces' && parts.length > 2;
  const [kind = '', name, subresource] = inside ? parts.slice(2) : parts;
  const reading = query.get('watch') === null || query.get('watch') === 'false' ? (name === undefined ? 'list' : 'get') : 'watch';
  const removing = name === undefined ? 'deletecollection' : 'delete';
  const verb = WRITES[method] ?? (method === 'DELETE' ? removing : reading);
  const resource = subresource === undefined ? kind : `${kind}/${subresource}`;
  // A Role of a namespace speaks of that namespace as an object, too.
  return { verb, group, resource, inNamespace: inside || (kind === 'namespaces' && name !== undefined) };
}

const { namespace, cluster, happens } = readRights();

/** Whether a run may ask that: it is in harness/rights/rights.yaml. */
export function isInRights(request: Pick<FakeRequest, 'method' | 'path' | 'query'>): boolean {
  const ask = askOf(request);
  if (!ask) return true;
  const rules = [...(ask.inNamespace ? namespace : cluster), ...happens].map(({ group, ...right }) => ({ ...right, apiGroups: [group] }));
  return isAllowed(ask, rules);
}

import type { V1Namespace } from '@kubernetes/client-node';
import type { Access } from '../../../cluster/access.ts';
import type { Finding } from '../../../model/finding.ts';
import { may } from './rights.ts';

/** The label by which a namespace says what its pods must keep to. */
const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** Whether the namespace is there to be used, or can be made, and what it enforces. @param namespace undefined where it is not there */
export async function examineNamespace({ api, namespace: name }: Access, namespace: V1Namespace | undefined): Promise<Finding> {
  const what = 'namespace';
  if (!namespace) {
    if (await may({ verb: 'create', group: '', resource: 'namespaces' }, api))
      return { what, state: 'will be done', detail: `${name} is made` };
    return {
      what,
      state: 'missing',
      detail: `${name} is not there, and this user may not make it`,
      mend: `kubectl create namespace ${name}`,
    };
  }
  const { metadata, status } = namespace;
  if (metadata?.deletionTimestamp !== undefined) {
    const words = (status?.conditions ?? []).filter((condition) => condition.status === 'True').map(({ message }) => message ?? '');
    return {
      what,
      state: 'missing',
      detail: [`${name} is being deleted`, ...words].join(': '),
      mend: 'Wait until it is gone, remove what holds it, or choose another --namespace.',
    };
  }
  const level = metadata?.labels?.[ENFORCE];
  return { what, state: 'ok', detail: level === undefined ? name : `${name}, which enforces the Pod Security level ${level}` };
}

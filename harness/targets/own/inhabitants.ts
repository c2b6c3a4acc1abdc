import type { Access } from '../../cluster/access.ts';
import { TURN } from '../../cluster/turn.ts';

/** Kinds that Kubernetes writes about others, and removes with them. */
const ABOUT_OTHERS = /^(events|endpoints|endpointslices)\b/;

/** What Kubernetes puts into every namespace, and Istio and OpenShift do; and the turn of the run that asks. */
const NOBODYS: ReadonlySet<string> = new Set([
  `ConfigMap ${TURN}`,
  ...['ConfigMap kube-root-ca.crt', 'ServiceAccount default'],
  'ConfigMap istio-ca-root-cert',
  ...['ConfigMap openshift-service-ca.crt', 'ServiceAccount builder', 'ServiceAccount deployer'],
  ...['RoleBinding system:deployers', 'RoleBinding system:image-builders', 'RoleBinding system:image-pullers'],
]);

/** An object a line: its kind, its name, and something behind them when it goes by itself: it has an owner, or is being deleted. */
const LINES = '{range .items[*]}{.kind} {.metadata.name} {.metadata.ownerReferences[*].uid}{.metadata.deletionTimestamp}{"\\n"}{end}';

/**
 * All that would go with a namespace beside what every namespace has: "ConfigMap spark", "Tenant lake" …, of every kind that can be made there, custom ones too.
 * @throws CommandError when there is a kind that cannot be discovered or listed, so that nobody knows
 */
export async function inhabitantsOf(access: Access, signal: AbortSignal): Promise<string[]> {
  const kinds = await access.kubectl(['api-resources', '--namespaced', '--verbs=list,create', '--output=name'], { signal });
  const asked = kinds.split('\n').filter((kind) => kind !== '' && !ABOUT_OTHERS.test(kind));
  const lines = await access.kubectl(['get', asked.join(','), `--output=jsonpath=${LINES}`], { signal });
  const objects = lines.split('\n').map((line) => line.split(' '));
  const names = objects.flatMap(([kind = '', name = '', going = '']) => (name === '' || going !== '' ? [] : [`${kind} ${name}`]));
  return [...new Set(names)].filter((name) => !NOBODYS.has(name)); // one kind may be in several groups
}

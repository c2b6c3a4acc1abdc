import type { V1ClusterRole, V1ClusterRoleBinding, V1PolicyRule, V1Role, V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';
import { Document, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { readRights, type Right } from './rights.ts';

/** The account that `touchstone rbac` prints. It is the user's, and down leaves it: it does not carry the harness's label. */
const ACCOUNT = 'touchstone';

const RBAC = 'rbac.authorization.k8s.io';

/** The ServiceAccount, Role and ClusterRole, with their bindings, that a run in a namespace needs and no more; as YAML, each rule with its reason. */
export function rightsManifest(namespace: string): string {
  const { namespace: needed, cluster } = readRights();
  const wide = `${ACCOUNT}-${namespace}`; // accounts of several namespaces have one each
  const account: V1ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: ACCOUNT, namespace } };
  const subjects = [{ kind: 'ServiceAccount', name: ACCOUNT, namespace }];
  const role: V1Role = { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name: ACCOUNT, namespace }, rules: rulesOf(needed) };
  const binding: V1RoleBinding = {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: ACCOUNT, namespace },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: ACCOUNT },
    subjects,
  };
  const clusterRole: V1ClusterRole = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: wide }, rules: rulesOf(cluster) };
  const clusterBinding: V1ClusterRoleBinding = {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: wide },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: wide },
    subjects,
  };
  return [
    stringify(account),
    explained(role, needed),
    stringify(binding),
    `# From here on all is for the whole cluster, and can be left out:\n${cluster.map(({ without }) => `#   without it ${without}\n`).join('')}${explained(clusterRole, cluster)}`,
    stringify(clusterBinding),
  ].join('---\n');
}

/** The rules of the Role that a run in a namespace needs. */
export function namespaceRules(): V1PolicyRule[] {
  return rulesOf(readRights().namespace);
}

function rulesOf(rights: readonly Right[]): V1PolicyRule[] {
  return rights.map(({ group, resources, verbs }) => ({ apiGroups: [group], resources, verbs }));
}

/** A role as YAML, each rule below its reason. */
function explained(role: V1Role | V1ClusterRole, rights: readonly Right[]): string {
  const document = new Document(role);
  const rules = document.get('rules') as YAMLSeq<YAMLMap>;
  rules.items.forEach((rule, index) => {
    rule.commentBefore = ` ${rights[index]?.because ?? ''}`;
    rule.items.forEach(({ value }) => Object.assign(value as YAMLSeq, { flow: true }));
  });
  return document.toString({ lineWidth: 0 });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1Role } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { filesBelow } from '../base/files.ts';
import { ROOT } from '../base/paths.ts';
import { rightsManifest } from './manifest.ts';
import { asksOf, isAllowed, readRights, wordsOf, type Rule } from './rights.ts';

const RIGHTS = readRights();

function rulesOf(rights: (typeof RIGHTS)['namespace']): Rule[] {
  return rights.map(({ group, ...right }) => ({ ...right, apiGroups: [group] }));
}

const NAMESPACE = rulesOf(RIGHTS.namespace);

/** The text of all files of folders with an ending, but for tests, and for what is done to a cluster that the harness made. */
function textsIn(ending: string, ...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    filesBelow(join(ROOT, folder))
      .filter((file) => file.endsWith(ending) && !file.endsWith('.test.ts') && !file.startsWith('targets/kind/'))
      .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
  );
}

/** "StatefulSet" → "statefulsets", as the API has it in its paths. */
function pluralOf(kind: string): string {
  return `${kind.toLowerCase().replace(/y$/, 'ie').replace(/s$/, 'se')}s`;
}

/** What charts make where Touchstone made the cluster, or its owner wants it (charts/spark, driverAdmission). */
const OF_THE_CLUSTER = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

describe('rights.yaml has all that is asked', () => {
  const GROUPS = {
    core: '',
    apps: 'apps',
    batch: 'batch',
    storage: 'storage.k8s.io',
    networking: 'networking.k8s.io',
    rbac: 'rbac.authorization.k8s.io',
  } as const;
  const CALL = /\b(core|apps|batch|storage|networking|rbac)\.(list|read|create|replace|patch|delete)(Collection)?(Namespaced)?([A-Z]\w+?)(ForAllNamespaces)?(WithHttpInfo)?\(/g; // prettier-ignore
  const calls = textsIn('.ts', 'harness', 'fixtures', 'suites').flatMap((text) => [...text.matchAll(CALL)]);

  test('by calls of the client', () => {
    expect(calls.length).toBeGreaterThan(20);
    const lacking = calls.flatMap(([call, api = '', does = '', collection, namespaced, kind = '']) => {
      const verb = { read: 'get', replace: 'update', delete: collection === undefined ? 'delete' : 'deletecollection' }[does] ?? does;
      const resource = pluralOf(kind)
        .replace('podlogs', 'pods/log')
        .replace('serviceaccounttokens', 'serviceaccounts/token')
        .replace('statefulsetscales', 'statefulsets/scale');
      const rules = [...(namespaced || resource === 'namespaces' ? NAMESPACE : rulesOf(RIGHTS.cluster)), ...rulesOf(RIGHTS.happens)];
      return isAllowed({ verb, group: GROUPS[api as keyof typeof GROUPS], resource }, rules) ? [] : [call];
    });
    expect(lacking).toEqual([]);
  });

  test('by Helm, of each kind that a chart makes', () => {
    const made = textsIn('.yaml', 'charts').flatMap((text) => [...text.matchAll(/^apiVersion: (?:(.+)\/)?v1\nkind: (\w+)$/gm)]);
    const kinds = new Map(made.map(([, group = '', kind = '']) => [kind, { group, resource: pluralOf(kind) }]));
    for (const kind of OF_THE_CLUSTER) expect(kinds.delete(kind)).toBe(true);
    expect(kinds.size).toBeGreaterThan(7);
    const asks = [...kinds.values()].flatMap((of) => ['get', 'create', 'patch', 'delete'].map((verb) => ({ ...of, verb })));
    expect(asks.filter((ask) => !isAllowed(ask, NAMESPACE)).map(wordsOf)).toEqual([]);
  });

  test('by Roles of charts, which nobody can give who has not all of it', () => {
    const roles = textsIn('.yaml', 'charts').flatMap((text) => [...text.matchAll(/^kind: Role\n[\s\S]*?^rules:\n([\s\S]*?)^---$/gm)]);
    expect(roles).toHaveLength(1);
    const [[, rules = ''] = []] = roles;
    const granted = parseAllDocuments(rules).flatMap(
      (document) => document.toJS() as { apiGroups: string[]; resources: string[]; verbs: string[] }[],
    );
    const asks = asksOf(granted.flatMap((rule) => rule.apiGroups.map((group) => ({ ...rule, group }))));
    expect(asks.length).toBeGreaterThan(5);
    expect(asks.filter((ask) => !isAllowed(ask, NAMESPACE)).map(wordsOf)).toEqual([]);
  });
});

test('the account has these rights and no others, those for the cluster apart', () => {
  const objects = parseAllDocuments(rightsManifest('team')).map((document) => document.toJS() as V1Role);
  expect(objects.map(({ kind, metadata }) => `${kind ?? ''} ${metadata?.name ?? ''} ${metadata?.namespace ?? ''}`.trim())).toEqual([
    'ServiceAccount touchstone team',
    'Role touchstone team',
    'RoleBinding touchstone team',
    'ClusterRole touchstone-team',
    'ClusterRoleBinding touchstone-team',
  ]);
  const [, role, , clusterRole] = objects;
  const granted = asksOf(RIGHTS.namespace);
  expect(granted.filter((ask) => !isAllowed(ask, role?.rules ?? [])).map(wordsOf)).toEqual([]);
  expect(role?.rules).toHaveLength(RIGHTS.namespace.length);
  expect(clusterRole?.rules?.map(({ resources }) => resources)).toEqual([['nodes'], ['storageclasses']]);
  expect(JSON.stringify(objects)).not.toContain('*');
});

test.for([
  ['a rule of exactly it', { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }, true],
  ['a rule of everything', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, true],
  ['a rule of that subresource of anything', { apiGroups: [''], resources: ['*/exec'], verbs: ['create'] }, true],
  ['a rule of the resource alone', { apiGroups: [''], resources: ['pods'], verbs: ['create'] }, false],
  ['a rule of another verb', { apiGroups: [''], resources: ['pods/exec'], verbs: ['get'] }, false],
  ['a rule of another group', { apiGroups: ['apps'], resources: ['pods/exec'], verbs: ['create'] }, false],
  ['a rule of one object', { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'], resourceNames: ['a'] }, false],
] as const)('%s', ([, rule, allowed]) => {
  expect(isAllowed({ verb: 'create', group: '', resource: 'pods/exec' }, [rule])).toBe(allowed);
});

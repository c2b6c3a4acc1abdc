import type { V1LabelSelector, V1NetworkPolicy, V1NetworkPolicyPeer } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import type { Demand } from './demand.ts';

type Direction = 'Ingress' | 'Egress';

/**
 * Whether network policies let the pods of a stack reach each other. Judged roughly: pods that a policy isolates must be let through by one that speaks of
 * all pods of the namespace, or of anybody. Policies of single pods and ports are not followed.
 */
export function examinePolicies(demands: readonly Demand[], policies: readonly V1NetworkPolicy[]): Finding[] {
  if (policies.length === 0) return [];
  const cut = (['Ingress', 'Egress'] as const).flatMap((direction) => {
    const pods = demands.filter(({ template }) => isCutOff(template.metadata?.labels ?? {}, direction, policies));
    return pods.length === 0
      ? []
      : [`${direction === 'Ingress' ? 'nobody reaches' : 'nobody is reached by'} ${pods.map(({ workload }) => workload).join(', ')}`];
  });
  const names = policies.map(({ metadata }) => metadata?.name ?? '').join(', ');
  if (cut.length === 0)
    return [{ what: 'network policies', state: 'ok', detail: `${names} let the pods of the namespace reach each other` }];
  return [
    {
      what: 'network policies',
      state: 'missing',
      detail: `by ${names} ${cut.join('; ')}`,
      mend: 'Add one that allows, for podSelector {}, Ingress from podSelector {}, and Egress to podSelector {} and to the cluster’s DNS.',
    },
  ];
}

function isCutOff(labels: Readonly<Record<string, string>>, direction: Direction, policies: readonly V1NetworkPolicy[]): boolean {
  const isolating = policies.filter((policy) => directionsOf(policy).includes(direction) && selects(policy.spec?.podSelector, labels));
  return isolating.length > 0 && !isolating.some((policy) => peersOf(policy, direction).some(isEverybodyHere));
}

/** A policy that does not say is of Ingress, and of Egress where it has such rules. */
function directionsOf({ spec }: V1NetworkPolicy): readonly string[] {
  return spec?.policyTypes ?? ['Ingress', ...(spec?.egress ? ['Egress'] : [])];
}

/** The peers that rules let through; `undefined` for a rule without any, which is for everybody. */
function peersOf({ spec }: V1NetworkPolicy, direction: Direction): (V1NetworkPolicyPeer | undefined)[] {
  const rules = direction === 'Ingress' ? (spec?.ingress ?? []).map(({ _from }) => _from) : (spec?.egress ?? []).map(({ to }) => to);
  return rules.flatMap((peers) => (peers === undefined || peers.length === 0 ? [undefined] : peers));
}

function isEverybodyHere(peer: V1NetworkPolicyPeer | undefined): boolean {
  if (!peer) return true;
  if (peer.ipBlock) return peer.ipBlock.cidr === '0.0.0.0/0';
  return isEmpty(peer.podSelector) && isEmpty(peer.namespaceSelector);
}

function isEmpty(selector: V1LabelSelector | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}

function selects(selector: V1LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  const equal = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return (operator === 'In') === (value !== undefined && values.includes(value));
    })
  );
}

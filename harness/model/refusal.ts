/** Why an API server does not let a pod be made. */
export interface Refusal {
  readonly by:
    'quota' | 'limit range' | 'pod security' | 'security context constraints' | 'webhook' | 'policy' | 'service account' | 'something';
  readonly mend: string;
}

const REFUSALS: readonly (readonly [RegExp, Refusal])[] = [
  [
    /exceeded quota|failed quota/,
    { by: 'quota', mend: 'Raise the namespace’s ResourceQuota, run fewer suites at once, or choose another --namespace.' },
  ],
  [
    /security context constraint/i,
    {
      by: 'security context constraints',
      mend: 'The charts’ pods run as fixed users, none of them root: let the namespace’s accounts use nonroot-v2 (oc adm policy add-scc-to-group nonroot-v2 system:serviceaccounts:NAMESPACE).',
    },
  ],
  [
    /violates PodSecurity/,
    {
      by: 'pod security',
      mend: 'The charts fit the restricted profile: what is refused was added to their pods, or edited in the charts.',
    },
  ],
  [
    /(maximum|minimum) (cpu|memory|storage|ephemeral-storage) usage per|LimitRange/i,
    { by: 'limit range', mend: 'Widen the namespace’s LimitRange, or change the resources in the chart’s values.' },
  ],
  [/admission webhook "/, { by: 'webhook', mend: 'That webhook is the cluster’s: ask who keeps it what it wants, or for an exception.' }],
  [
    /ValidatingAdmissionPolicy/,
    { by: 'policy', mend: 'That policy is the cluster’s: ask who keeps it what it wants, or for an exception.' },
  ],
  [/serviceaccount "?\S+"? not found/i, { by: 'service account', mend: 'Make the account, or the chart that should have made it.' }],
];

/** Reads who refuses a pod, and why, out of the API server's words. */
export function classifyRefusal(words: string): Refusal {
  return (
    REFUSALS.find(([pattern]) => pattern.test(words))?.[1] ?? { by: 'something', mend: 'Mend the chart, or what the namespace allows.' }
  );
}

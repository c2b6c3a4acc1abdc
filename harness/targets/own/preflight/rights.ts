import type { Access } from '../../../cluster/access.ts';
import type { Api } from '../../../cluster/api.ts';
import type { Finding } from '../../../model/finding.ts';
import { asksOf, isAllowed, readRights, wordsOf, type Ask, type SpareableRight } from '../../../rights/rights.ts';

/** Asks the cluster once what its user may do in the namespace, and what not of all that a run needs. */
export async function examineRights({ api, namespace }: Access): Promise<Finding[]> {
  const rights = readRights();
  const asks = asksOf(rights.namespace);
  const [lacking, spared] = await Promise.all([lackingOf(asks, api, namespace), sparedOf(rights.cluster, api)]);
  return [
    lacking.length === 0
      ? { what: 'rights', state: 'ok', detail: `all that a run asks of namespace ${namespace}` }
      : {
          what: 'rights',
          state: 'missing',
          detail: `this user may not, in namespace ${namespace}: ${lacking.map(wordsOf).join(', ')}`,
          mend: `Have somebody who may give them: touchstone rbac --namespace ${namespace} | kubectl apply --filename -`,
        },
    ...spared.map((right): Finding => ({
      what: 'rights',
      state: 'not known',
      detail: `${right.without}: this user may not ${asksOf([right]).map(wordsOf).join(', ')}`,
    })),
  ];
}

async function lackingOf(asks: readonly Ask[], api: Api, namespace: string): Promise<Ask[]> {
  const { status } = await api.authorization.createSelfSubjectRulesReview({ body: { spec: { namespace } } });
  const doubtful = asks.filter((ask) => !isAllowed(ask, status?.resourceRules ?? []));
  // Authorisers that cannot list their rules, the webhooks of clouds among them, answer single questions.
  if (status?.incomplete !== true) return doubtful;
  const answers = await Promise.all(doubtful.map((ask) => may(ask, api, namespace)));
  return doubtful.filter((_, index) => answers[index] !== true);
}

async function sparedOf(rights: readonly SpareableRight[], api: Api): Promise<SpareableRight[]> {
  const answers = await Promise.all(
    rights.map(async (right) => (await Promise.all(asksOf([right]).map((ask) => may(ask, api)))).every(Boolean)),
  );
  return rights.filter((_, index) => answers[index] !== true);
}

/** Whether the user may do a thing, in a namespace or, without one, in the whole cluster. */
export async function may({ verb, group, resource: whole }: Ask, { authorization }: Api, namespace?: string): Promise<boolean> {
  const [resource = '', subresource = ''] = whole.split('/');
  const resourceAttributes = { verb, group, resource, subresource, ...(namespace === undefined ? {} : { namespace }) };
  const { status } = await authorization.createSelfSubjectAccessReview({ body: { spec: { resourceAttributes } } });
  return status?.allowed === true;
}

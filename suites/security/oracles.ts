import { CommandError, OUR_SELECTOR, connectTo, kubectlFlags, run, type Given } from '../../harness/index.ts';
import type { Attempt } from './tried-door.ts';

/** What an account may ask the API server for beyond what everybody may: resources, by account. */
const BUSINESS: Readonly<Record<string, readonly string[]>> = { 'spark-driver': ['pods'] };

/** What Kubernetes lets every account ask for: reviews of itself (system:basic-user), and bundles of authorities (system:cluster-trust-bundle-discovery). */
const OF_EVERYBODY = /^(selfsubject\w+|clustertrustbundles)\./;

/** Who asks may not: it takes an administrator of the cluster. */
export class MayNotAsk extends Error {}

/**
 * What Kubernetes would say if the namespace had the restricted Pod Security level from now on, of an older version, so that it looks at all pods even where it
 * has that level. A dry run. @throws MayNotAsk
 */
export async function askLevel(target: Given): Promise<Attempt> {
  const level = ['enforce=restricted', 'enforce-version=v1.30'].map((label) => `pod-security.kubernetes.io/${label}`);
  try {
    return {
      isOpen: false,
      words: await ask(target, 'label', 'namespace', target.namespace, '--dry-run=server', '--overwrite', '--warnings-as-errors', ...level),
    };
  } catch (error) {
    if (error instanceof Error && error.message.includes('violate the new PodSecurity enforce level'))
      return { isOpen: true, words: error.message };
    throw error;
  }
}

/** What the API server lets each account of the stack's ask for. @throws MayNotAsk */
export async function askRights(target: Given): Promise<Attempt> {
  const { items } = await connectTo(target).core.listNamespacedServiceAccount({ ...target, labelSelector: OUR_SELECTOR });
  const accounts = items.map(({ metadata }) => metadata?.name ?? '');
  const beyond: string[] = [];
  for (const account of accounts) {
    const may = (await resourcesOf(account, target)).filter((resource) => !(BUSINESS[account] ?? []).includes(resource));
    if (may.length > 0) beyond.push(`${account} may ask for ${may.join(', ')}`);
  }
  if (accounts.length === 0) throw new Error('the stack has no account here');
  return { isOpen: beyond.length > 0, words: beyond.length > 0 ? beyond.join('; ') : `none of ${accounts.length} accounts` };
}

/** Lines of `kubectl auth can-i --list` that begin with a resource; others are of addresses that are none. */
async function resourcesOf(account: string, target: Given): Promise<string[]> {
  const told = await ask(target, 'auth', 'can-i', '--list', '--no-headers', `--as=system:serviceaccount:${target.namespace}:${account}`);
  const resources = told.split('\n').flatMap((line) => /^\S+/.exec(line) ?? []);
  if (!resources.some((resource) => OF_EVERYBODY.test(resource))) throw new Error(`that is no list of rights: ${told}`);
  return resources.filter((resource) => !OF_EVERYBODY.test(resource));
}

async function ask(target: Given, ...args: readonly string[]): Promise<string> {
  try {
    return await run(target.kubectl, [...kubectlFlags(target), ...args]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const words = error.output.join(' ');
    throw /\(Forbidden\)|cannot impersonate/.test(words) ? new MayNotAsk(words) : new Error(words, { cause: error });
  }
}

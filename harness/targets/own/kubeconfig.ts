import { existsSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { closest } from 'fastest-levenshtein';
import { UsageError, messageOf } from '../../base/failure.ts';
import type { Place } from '../../cluster/place.ts';

/** What the user says of a cluster of their own. */
export interface OwnPlace {
  readonly kubeconfig: string;
  readonly context?: string | undefined;
  readonly namespace: string;
}

/** Reads the kubeconfig and finds the context in it; talks to no cluster. @throws UsageError that names what is wrong with them */
export function placeOf({ kubeconfig, context, namespace }: OwnPlace): Place {
  if (!existsSync(kubeconfig)) throw new UsageError(`there is no kubeconfig at ${kubeconfig}`);
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new UsageError(`${kubeconfig} is not a kubeconfig: ${messageOf(error)}`);
  }
  const names = config.getContexts().map(({ name }) => name);
  const chosen = context ?? config.getCurrentContext();
  if (!names.includes(chosen)) {
    const advice = names.length === 0 ? 'it has no contexts' : `did you mean "${closest(chosen, names)}"? There are: ${names.join(', ')}`;
    throw new UsageError(`${kubeconfig} has no context "${chosen}"; ${advice}`);
  }
  return { kubeconfig, context: chosen, namespace };
}

import { EXIT } from '../base/failure.ts';
import { NAMESPACE } from '../cluster/place.ts';
import type { OptionsFor } from '../options/commands.ts';
import { rightsManifest } from '../rights/manifest.ts';
import { isOwn } from '../targets/choose.ts';
import { findPlace } from '../targets/own/kubeconfig.ts';

/** `touchstone rbac`: the account that a run in a namespace needs, as manifests for kubectl apply. Talks to no cluster. */
export function printRights(options: OptionsFor<'rbac'>): Promise<number> {
  const namespace = isOwn(options) ? findPlace(options).namespace : (options.namespace ?? NAMESPACE);
  const head = [
    `# The account of Touchstone in the namespace ${namespace}, which must be there. Apply it, and make a token for it:`,
    '#   touchstone rbac … | kubectl apply --filename -',
    `#   kubectl create token touchstone --namespace ${namespace} --duration 8h`,
  ];
  process.stdout.write(`${head.join('\n')}\n${rightsManifest(namespace)}`);
  return Promise.resolve(EXIT.passed);
}

import { together } from '../base/together.ts';
import type { Access } from '../cluster/access.ts';
import { ifFree, ifThere } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';
import { waitForNodes } from '../cluster/nodes.ts';
import { copiesOf } from '../model/existing.ts';
import { credentialsOf, type StackPart } from '../model/stack.ts';
import type { Stream } from '../stream/stream.ts';
import { applyPolicies } from './apply-policies.ts';
import { applySharedConfig } from './config.ts';
import { ensureCredentials } from './credentials.ts';
import { policiesFor } from './policies.ts';
import { installReleases } from './releases.ts';
import type { Rendered } from './render.ts';

/** A cluster as far as something is installed there. */
interface Site {
  readonly access: Access;
  /** Whether all nodes must be Ready. */
  readonly wholeNodes: boolean;
  /** What a namespace carries that is made there, beside the harness's own label. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
}

/**
 * Installs what was rendered: namespace, policies, configuration and credentials while the nodes become ready, then all releases at once. Returns when the API
 * server has the objects, not when their pods run.
 * @throws GroundFailure that says what could not be installed, and why
 */
export async function install(
  { config, releases }: Rendered,
  part: StackPart,
  { access, wholeNodes, namespaceLabels }: Site,
  { stream, timeout, signal }: { readonly stream: Stream; readonly timeout: number; readonly signal: AbortSignal },
): Promise<void> {
  if (releases.length === 0) return;
  for (const [name, { address }] of Object.entries(part.existing ?? {}))
    stream.note(`${name} is there already: ${Object.values(address).join(', ')}`);
  const [, changedMaps] = await together(signal, [
    // Pods that are made before a node takes them are held back by the scheduler for longer than the node needs.
    (stop) => (wholeNodes ? stream.step('target/nodes', 'nodes ready', () => waitForNodes(access.api, timeout, stop)) : Promise.resolve()),
    async (stop) => {
      await ensureNamespace(access, namespaceLabels);
      await applyPolicies(policiesFor(part), { access, signal: stop }); // before there are pods that they speak of
      const changed = await applySharedConfig(config, { access, signal: stop });
      stream.hide(await ensureCredentials(access.api, access.namespace, { made: credentialsOf(part), copied: copiesOf(part.existing) }));
      return changed;
    },
  ]);
  await installReleases(releases, changedMaps, { stack: part.stack, access, stream, signal });
}

/** Makes the namespace where there is none. @returns whether it did, and nobody else meanwhile */
export async function ensureNamespace({ api: { core }, namespace }: Access, labels: Readonly<Record<string, string>>): Promise<boolean> {
  if (await ifThere(core.readNamespace({ name: namespace }))) return false;
  const body = { metadata: { name: namespace, labels: { ...LABEL, ...labels } } };
  return (await ifFree(core.createNamespace({ body }))) !== undefined;
}

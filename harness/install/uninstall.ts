import { orGround } from '../base/or-ground.ts';
import { selectorOf } from '../base/selector.ts';
import { together } from '../base/together.ts';
import { LABEL, OUR_SELECTOR } from '../cluster/label.ts';
import type { InstallContext } from './context.ts';
import { whatIsHeld } from './held.ts';
import { helmsWords } from './helms-words.ts';
import { RELEASE_NAME } from './ownership.ts';

/** How long pods have to end and claims to go, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Removes releases of the harness with the claims of their pods, and so their data. Returns when all is gone.
 * @param systems names of releases that the harness installed (ownReleases)
 * @throws GroundFailure that says what does not go
 */
export async function uninstall(systems: ReadonlySet<string>, context: Pick<InstallContext, 'access' | 'signal'>): Promise<void> {
  const { access, signal } = context;
  const { items } = await access.api.apps.listNamespacedStatefulSet({ namespace: access.namespace });
  const sets = items.filter(({ metadata }) => systems.has(metadata?.annotations?.[RELEASE_NAME] ?? ''));
  await together(
    signal,
    [...systems].map((name) => (stop: AbortSignal) => uninstallRelease(name, { access, signal: stop })),
  );
  for (const { spec } of sets) await deleteClaims({ ...spec?.selector.matchLabels, ...LABEL }, context);
}

async function uninstallRelease(name: string, { access, signal }: Pick<InstallContext, 'access' | 'signal'>): Promise<void> {
  // In the foreground a Deployment goes after its pods, else before them, and nobody would wait for these.
  const args = ['uninstall', name, '--ignore-not-found', '--cascade=foreground', '--wait', `--timeout=${PATIENCE / 1000}s`];
  await orGround(access.helm(args, { signal }), async (error) => ({
    what: `the release ${name} does not go: ${error.ending}`,
    mend: 'Mend what holds it, and run again; nothing else was removed instead.',
    evidence: [...(await whatIsHeld('deployments,statefulsets,jobs,pods,services', OUR_SELECTOR, access)), ...helmsWords(error).slice(-4)],
  }));
}

/** A StatefulSet gives its labels to the claims of its pods, all that it ever had. */
async function deleteClaims(
  labels: Readonly<Record<string, string>>,
  { access, signal }: Pick<InstallContext, 'access' | 'signal'>,
): Promise<void> {
  const selector = selectorOf(labels);
  const args = ['delete', 'persistentvolumeclaims', '--selector', selector, `--timeout=${PATIENCE / 1000}s`];
  await orGround(access.kubectl(args, { signal }), async (error) => ({
    what: `the claims of ${selector} do not go: ${error.ending}`,
    mend: `See who holds them: kubectl describe persistentvolumeclaims --selector ${selector}`,
    evidence: [...(await whatIsHeld('persistentvolumeclaims,pods', selector, access)), ...error.output.slice(-4)],
  }));
}

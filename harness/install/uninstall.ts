import type { V1StatefulSet } from '@kubernetes/client-node';
import { orGround } from '../base/or-ground.ts';
import { selectorOf } from '../base/selector.ts';
import { together } from '../base/together.ts';
import type { Access } from '../cluster/access.ts';
import { LABEL, OUR_SELECTOR } from '../cluster/label.ts';
import type { InstallContext } from './context.ts';
import { whatIsHeld } from './held.ts';
import { helmsWords } from './helms-words.ts';
import { RELEASE_NAME, ownReleases, releaseRecords } from './ownership.ts';

/** How long pods have to end and claims to go, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Removes releases of the harness with the claims of their pods, and so their data. Returns when all is gone.
 * The claims are told to go before anything else: a removal that is cut off is known by them (halfRemoved), and their pods hold them up.
 * @param systems names of releases that the harness installed (ownReleases)
 * @throws GroundFailure that says what does not go
 */
export async function uninstall(systems: ReadonlySet<string>, context: Pick<InstallContext, 'access' | 'signal'>): Promise<void> {
  const { access, signal } = context;
  const { items } = await access.api.apps.listNamespacedStatefulSet({ namespace: access.namespace });
  const sets = items.filter(({ metadata }) => systems.has(metadata?.annotations?.[RELEASE_NAME] ?? ''));
  const claims = sets.map(({ spec }) => ({ ...spec?.selector.matchLabels, ...LABEL }));
  for (const labels of claims) await deleteClaims(labels, '--wait=false', context);
  await together(
    signal,
    [...systems].map((name) => (stop: AbortSignal) => uninstallRelease(name, { access, signal: stop })),
  );
  for (const labels of claims) await deleteClaims(labels, `--timeout=${PATIENCE / 1000}s`, context);
}

/** Names of the harness's releases whose removal was begun and did not come to its end: Helm says that they are going, or a claim of their pods is. */
export async function halfRemoved({ api, namespace }: Access): Promise<ReadonlySet<string>> {
  const [records, sets, claims] = await Promise.all([
    releaseRecords(api, namespace),
    api.apps.listNamespacedStatefulSet({ namespace }),
    api.core.listNamespacedPersistentVolumeClaim({ namespace, labelSelector: OUR_SELECTOR }),
  ]);
  const going = claims.items.filter(({ metadata }) => metadata?.deletionTimestamp !== undefined);
  const holdsUp = ({ spec }: V1StatefulSet): boolean =>
    going.some(({ metadata }) =>
      Object.entries(spec?.selector.matchLabels ?? {}).every(([key, value]) => metadata?.labels?.[key] === value),
    );
  const byClaims = sets.items.filter(holdsUp).map(({ metadata }) => metadata?.annotations?.[RELEASE_NAME]);
  const byHelm = records.filter(({ status }) => status === 'uninstalling').map(({ release }) => release);
  return new Set([...ownReleases(records)].filter((name) => byHelm.includes(name) || byClaims.includes(name)));
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
  waiting: string,
  { access, signal }: Pick<InstallContext, 'access' | 'signal'>,
): Promise<void> {
  const selector = selectorOf(labels);
  const args = ['delete', 'persistentvolumeclaims', '--selector', selector, waiting];
  await orGround(access.kubectl(args, { signal }), async (error) => ({
    what: `the claims of ${selector} do not go: ${error.ending}`,
    mend: `See who holds them: kubectl describe persistentvolumeclaims --selector ${selector}`,
    evidence: [...(await whatIsHeld('persistentvolumeclaims,pods', selector, access)), ...error.output.slice(-4)],
  }));
}

import type { V1Pod } from '@kubernetes/client-node';
import { orGround } from '../base/or-ground.ts';
import { asTyped } from '../base/paths.ts';
import { together } from '../base/together.ts';
import { ifThere, type Api } from '../cluster/api.ts';
import { dependentsOf, type Stack } from '../model/stack.ts';
import type { InstallContext } from './context.ts';
import { helmsWords } from './helms-words.ts';
import { RELEASE_LABEL, ownReleases, releaseRecords } from './ownership.ts';
import { FINGERPRINT_ANNOTATION, isOfAChart, labelSelectorOf, type Release, type Workload } from '../model/release.ts';
import type { RenderedRelease } from './render.ts';
import { removeUnchangeable } from './replace.ts';
import { halfRemoved, uninstall } from './uninstall.ts';

/**
 * Installs what differs from what stands, all at once; what is equal is left alone, and what is replaced is noted.
 * Returns when the API server has the objects, not when their pods run.
 * @param changedMaps shared ConfigMaps that somebody had changed since: what consumes them was started with values that no longer hold
 */
export async function installReleases(
  releases: readonly RenderedRelease[],
  changedMaps: ReadonlySet<string>,
  context: InstallContext & { readonly stack: Stack },
): Promise<void> {
  await removeToTheEnd(context);
  const standing = await standingReleases(context);
  const changed = releases.filter(({ system, fingerprint }) => standing.has(system) && standing.get(system) !== fingerprint);
  const removed = await removeUnchangeable(changed, [...standing.keys()], context);
  await together(
    context.signal,
    releases.map((release) => (signal: AbortSignal) => {
      const before = removed.has(release.system) ? undefined : standing.get(release.system);
      return installRelease(release, before, changedMaps, { ...context, signal });
    }),
  );
  await removeUnneeded(
    releases.map(({ system }) => system),
    context,
  );
}

/** Ends a removal that was cut off, of whose releases data may have stayed that speak of data which went. */
async function removeToTheEnd(context: InstallContext & { readonly stack: Stack }): Promise<void> {
  const { access, stack, stream } = context;
  const begun = await halfRemoved(access);
  if (begun.size === 0) return;
  const own = ownReleases(await releaseRecords(access.api, access.namespace));
  const concerned = new Set(dependentsOf(stack, [...begun]).filter((name) => own.has(name)));
  await stream.step('install/remove', `remove ${[...concerned].join(', ')}: that was begun, and cut off`, () =>
    uninstall(concerned, context),
  );
}

/**
 * Removes what stands for the sake of an overlay that is no more: once all else that stands is as this run installs it, and needs it no longer.
 * @param installed names of this run's releases
 */
async function removeUnneeded(installed: readonly string[], context: InstallContext & { readonly stack: Stack }): Promise<void> {
  const { access, stack, stream } = context;
  const needed = new Set(Object.values(stack.systems).flatMap(({ needs }) => needs));
  const isUnneeded = (name: string): boolean => stack.systems[name]?.onlyWhereNeeded === true && !needed.has(name);
  const own = [...ownReleases(await releaseRecords(access.api, access.namespace))];
  const unneeded = own.filter(isUnneeded);
  if (unneeded.length === 0 || own.some((name) => !isUnneeded(name) && !installed.includes(name))) return;
  await stream.step('install/remove', `remove ${unneeded.join(', ')}, which nothing needs here`, () =>
    uninstall(new Set(unneeded), context),
  );
}

/** @param before the fingerprint of what stands of it */
async function installRelease(
  release: RenderedRelease,
  before: string | undefined,
  changedMaps: ReadonlySet<string>,
  context: InstallContext,
): Promise<void> {
  if (before === release.fingerprint && (await hasAllWorkloads(release, context))) {
    if (release.configMaps.some((map) => changedMaps.has(map))) await restart(release, context);
    else await replaceOldPods(release, context);
    return;
  }
  if (before !== undefined) context.stream.note(`${release.system} is replaced: what stands differs from what this tree would install`);
  await context.stream.step('install/release', release.system, async () => {
    await helmUpgrade(release, context);
    if (before !== undefined) await replaceOldPods(release, context);
  });
}

async function restart(release: Release, context: InstallContext): Promise<void> {
  context.stream.note(`${release.system} is restarted: a ConfigMap that it had read was changed since this tree was installed`);
  await deletePods(await podsOf(release.workloads, context), context);
}

/**
 * Deletes the pods of an older installation. A StatefulSet replaces its pods one by one and waits for each, so that it never gets past
 * one that cannot become ready (kubernetes/kubernetes#67250), whatever the new installation mends.
 */
async function replaceOldPods({ workloads, fingerprint }: Release, context: InstallContext): Promise<void> {
  const pods = await podsOf(
    workloads.filter(({ kind }) => kind === 'StatefulSet'),
    context,
  );
  await deletePods(
    pods.filter(({ metadata }) => metadata?.annotations?.[FINGERPRINT_ANNOTATION] !== fingerprint),
    context,
  );
}

/** The pods of workloads, of whatever installation. */
async function podsOf(workloads: readonly Workload[], { access: { api, namespace } }: InstallContext): Promise<V1Pod[]> {
  const lists = await Promise.all(
    workloads.map((workload) => api.core.listNamespacedPod({ namespace, labelSelector: labelSelectorOf(workload) })),
  );
  return lists.flatMap(({ items }) => items).filter(isOfAChart);
}

async function deletePods(pods: readonly V1Pod[], { access: { api, namespace } }: InstallContext): Promise<void> {
  await Promise.all(pods.map(({ metadata }) => ifThere(api.core.deleteNamespacedPod({ name: metadata?.name ?? '', namespace }))));
}

/** The fingerprint of each release of the harness that stands, by its name. One whose installation was cut off is cleared away first. */
async function standingReleases({ access: { api, namespace } }: InstallContext): Promise<ReadonlyMap<string, string>> {
  const standing = new Map<string, string>();
  for (const { release, status, fingerprint, secret } of await releaseRecords(api, namespace)) {
    if (fingerprint === undefined) continue;
    // Helm takes it for an operation under way and refuses to go on; the objects stay and are adopted.
    if (status.startsWith('pending')) await api.core.deleteNamespacedSecret({ name: secret, namespace });
    else if (status === 'deployed') standing.set(release, fingerprint);
  }
  return standing;
}

async function hasAllWorkloads({ workloads, fingerprint }: Release, { access: { api, namespace } }: InstallContext): Promise<boolean> {
  const standing = await Promise.all(workloads.map((workload) => isInstalled(workload, fingerprint, api, namespace)));
  return standing.every((installed) => installed);
}

/** Whether a workload stands as it was installed: nobody has deleted it, changed its pods, or scaled it down. */
async function isInstalled({ kind, name, replicas }: Workload, fingerprint: string, { apps }: Api, namespace: string): Promise<boolean> {
  const read = {
    Deployment: () => apps.readNamespacedDeployment({ name, namespace }),
    StatefulSet: () => apps.readNamespacedStatefulSet({ name, namespace }),
  };
  const object = await ifThere<Awaited<ReturnType<(typeof read)[typeof kind]>>>(read[kind]());
  return object?.spec?.template.metadata?.annotations?.[FINGERPRINT_ANNOTATION] === fingerprint && (object.spec.replicas ?? 1) >= replicas;
}

async function helmUpgrade({ system, chart, values, fingerprint }: Release, { access, signal }: InstallContext): Promise<void> {
  const labels = `${RELEASE_LABEL}=${fingerprint}`;
  await orGround(
    access.helm(['upgrade', '--install', system, chart, '--values', '-', '--labels', labels, '--history-max', '2'], {
      signal,
      input: values,
    }),
    (error) => ({
      what: `Helm could not install ${system}`,
      mend: `See its words below; by hand: helm upgrade --install ${system} ${asTyped(chart)}`,
      evidence: helmsWords(error).slice(-6),
    }),
  );
}

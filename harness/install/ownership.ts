import type { KubernetesObject, V1Pod, V1Secret } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import type { Access } from '../cluster/access.ts';
import { ifThere, type Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';
import { isOfAChart } from '../model/release.ts';
import { POLICY_KIND, policyNameOf } from './policies.ts';

/** The label of a Helm release's Secret that holds the fingerprint of what was installed; a release without it is somebody else's. */
export const RELEASE_LABEL = 'touchstone-fingerprint';

/** The annotation that Helm puts on all that it makes: which release it is of. */
export const RELEASE_NAME = 'meta.helm.sh/release-name';

/** An object of a namespace by its name. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** Helm's record of a release. */
export interface ReleaseRecord {
  readonly release: string;
  /** "deployed", "pending-upgrade" …, as Helm has it. */
  readonly status: string;
  /** What was installed; undefined where the harness did not install it. */
  readonly fingerprint: string | undefined;
  readonly secret: string;
}

/** Helm's records of a namespace's releases, everybody's. */
export async function releaseRecords({ core }: Api, namespace: string): Promise<ReleaseRecord[]> {
  const { items } = await core.listNamespacedSecret({ namespace, labelSelector: 'owner=helm' });
  return items.map(({ metadata }: V1Secret) => ({
    release: metadata?.labels?.name ?? '',
    status: metadata?.labels?.status ?? '',
    fingerprint: metadata?.labels?.[RELEASE_LABEL],
    secret: metadata?.name ?? '',
  }));
}

/** Names of the releases that the harness has installed, or begun to. */
export function ownReleases(records: readonly ReleaseRecord[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ release, fingerprint }) => (fingerprint === undefined ? [] : [release])));
}

/** Whether the harness made an object: it carries the label, or is of a release of the harness that an older tree installed, without. */
export function isOurs({ metadata }: KubernetesObject, own: ReadonlySet<string>): boolean {
  const labelled = Object.entries(LABEL).every(([key, value]) => metadata?.labels?.[key] === value);
  return labelled || own.has(metadata?.annotations?.[RELEASE_NAME] ?? '');
}

/** What an installation is made of, by name. */
export interface MadeNames {
  /** Of Helm releases. */
  readonly releases: readonly string[];
  /** All that they, and the harness beside them, will make. */
  readonly objects: readonly ObjectName[];
}

/** All names that an installation takes. */
export interface TakenNames extends MadeNames {
  /** Values of the label `app` by which its policies and Services know pods: one of somebody else's would be cut off, and be sent what is the stack's. */
  readonly apps: readonly string[];
}

/** Checks that nothing of somebody else's has a name that an installation would take. Changes nothing. @throws GroundFailure that names all that is in the way */
export async function checkNames(names: TakenNames, access: Access): Promise<void> {
  const inTheWay = await namesInTheWay(names, access);
  if (inTheWay.length === 0) return;
  throw new GroundFailure(
    `the namespace ${access.namespace} has what Touchstone did not make, under names that it would take: ${inTheWay.join(', ')}`,
    'Nothing was touched. Choose another --namespace, best one of its own.',
  );
}

/** What stands under names that an installation would take. */
export interface StandingNames {
  /** Somebody else's: "release minio", "Secret object-store-credentials", "Pod orders-0 (app: postgresql)" … */
  readonly inTheWay: readonly string[];
  /** The harness's, of an installation before. */
  readonly ours: MadeNames;
}

async function namesInTheWay(names: TakenNames, access: Access): Promise<readonly string[]> {
  if (!(await ifThere(access.api.core.readNamespace({ name: access.namespace })))) return [];
  return (await lookUp(names, access)).inTheWay;
}

/** Looks up all names that an installation would take, in a namespace that is there. */
export async function lookUp({ releases, objects, apps }: TakenNames, { api, namespace }: Access): Promise<StandingNames> {
  const records = await releaseRecords(api, namespace);
  const own = ownReleases(records);
  const foreignReleases = new Set(records.map(({ release }) => release).filter((name) => releases.includes(name) && !own.has(name)));
  const standing = await Promise.all(objects.map((object) => ifThere(read(object, api, namespace))));
  const foreign = objects.filter((_, index) => standing[index] && !isOurs(standing[index], own));
  const ours = {
    releases: releases.filter((name) => own.has(name)),
    objects: objects.filter((object, index) => standing[index] && !foreign.includes(object)),
  };
  const pods = (await api.core.listNamespacedPod({ namespace })).items.filter((pod) => !isOfAChart(pod) && !isOurs(pod, own));
  return {
    inTheWay: [
      ...[...foreignReleases].map((name) => `release ${name}`),
      ...foreign.map(({ kind, name }) => `${kind} ${name}`),
      ...podsTaken(pods, apps, ours.objects),
    ],
    ours,
  };
}

/** Pods of others that would pass for the stack's. Where its policies stand they do so already: users of a standing stack start programs under these labels. */
function podsTaken(pods: readonly V1Pod[], apps: readonly string[], standing: readonly ObjectName[]): string[] {
  const policies = new Set(standing.flatMap(({ kind, name }) => (kind === POLICY_KIND ? [name] : [])));
  const isNew = (app: string): boolean => apps.includes(app) && !policies.has(policyNameOf(app));
  return pods.flatMap(({ metadata }) => {
    const app = metadata?.labels?.app;
    return app !== undefined && isNew(app) ? [`Pod ${metadata?.name ?? ''} (app: ${app})`] : [];
  });
}

function read({ apiVersion, kind, name }: ObjectName, { objects }: Api, namespace: string): Promise<KubernetesObject> {
  return objects.read({ apiVersion, kind, metadata: { name, namespace } });
}

import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import type { Access } from '../cluster/access.ts';
import { ifThere, type Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';

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

/** All names that an installation takes. */
export interface TakenNames {
  /** Of Helm releases. */
  readonly releases: readonly string[];
  /** All that they, and the harness beside them, will make. */
  readonly objects: readonly ObjectName[];
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
  /** Somebody else's: "release minio", "Secret object-store-credentials" … */
  readonly inTheWay: readonly string[];
  /** The harness's, of an installation before. */
  readonly ours: TakenNames;
}

async function namesInTheWay(names: TakenNames, access: Access): Promise<readonly string[]> {
  if (!(await ifThere(access.api.core.readNamespace({ name: access.namespace })))) return [];
  return (await lookUp(names, access)).inTheWay;
}

/** Looks up all names that an installation would take, in a namespace that is there. */
export async function lookUp({ releases, objects }: TakenNames, { api, namespace }: Access): Promise<StandingNames> {
  const records = await releaseRecords(api, namespace);
  const own = ownReleases(records);
  const foreignReleases = new Set(records.map(({ release }) => release).filter((name) => releases.includes(name) && !own.has(name)));
  const standing = await Promise.all(objects.map((object) => ifThere(read(object, api, namespace))));
  const foreign = objects.filter((_, index) => standing[index] && !isOurs(standing[index], own));
  return {
    inTheWay: [...[...foreignReleases].map((name) => `release ${name}`), ...foreign.map(({ kind, name }) => `${kind} ${name}`)],
    ours: {
      releases: releases.filter((name) => own.has(name)),
      objects: objects.filter((object, index) => standing[index] && !foreign.includes(object)),
    },
  };
}

function read({ apiVersion, kind, name }: ObjectName, { objects }: Api, namespace: string): Promise<KubernetesObject> {
  return objects.read({ apiVersion, kind, metadata: { name, namespace } });
}

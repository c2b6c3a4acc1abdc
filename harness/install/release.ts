import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KubernetesObject, V1Deployment, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { parseAllDocuments, stringify } from 'yaml';
import { CommandError, run } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import type { Tools } from '../host/tools.ts';
import { ROOT } from '../base/paths.ts';
import type { System } from '../model/stack.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { SharedConfig } from './config.ts';
import type { ObjectName } from './ownership.ts';

/** A Deployment or StatefulSet of a system, as its chart renders it. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly name: string;
  /** The labels by which its pods are known. */
  readonly selector: Readonly<Record<string, string>>;
  /** The system is usable before this workload is ready; its chart says so, and why. */
  readonly joinsLater: boolean;
}

/** A system as this tree would install it: a Helm release of the chart with the same name. */
export interface Release {
  readonly system: string;
  readonly chart: string;
  /** The values file, as YAML. */
  readonly values: string;
  readonly workloads: readonly Workload[];
  /** Names of the shared ConfigMaps that it consumes. */
  readonly configMaps: readonly string[];
  /** A hash of all that is installed: the rendered chart and the shared ConfigMaps that it consumes. */
  readonly fingerprint: string;
}

/** A release as its chart renders it. */
export interface RenderedRelease extends Release {
  /** As YAML. */
  readonly manifest: string;
  /** All objects that it makes, the claims of its StatefulSets' pods too. */
  readonly objects: readonly ObjectName[];
}

/** What charts are rendered with. */
export interface ReleaseInputs {
  /** References by image name. */
  readonly images: ReadonlyMap<string, string>;
  readonly config: SharedConfig;
  readonly origin: Cluster['origin'];
}

/** Where a pod template carries the fingerprint, so that another one replaces the pods. */
export const FINGERPRINT_ANNOTATION = 'touchstone/fingerprint';

/** What a chart puts on a workload that its system does not wait for. */
const JOINS_LATER_ANNOTATION = 'touchstone/joins-later';

/** Renders a system's chart with the images chosen. @throws GroundFailure with Helm's words when it does not render */
export async function renderRelease(
  name: string,
  system: System,
  { images, config, origin }: ReleaseInputs,
  tools: Tools,
  signal: AbortSignal,
): Promise<RenderedRelease> {
  const chart = join(ROOT, 'charts', name);
  const values = { ...imageValues(system, images), ...system.values, ...(origin === 'own' ? system.onOwnCluster : {}) };
  const manifest = await template(name, chart, stringify(values), tools, signal);
  const hash = createHash('sha256').update(manifest);
  for (const map of system.configMaps) {
    const rendered = config.get(map);
    if (!rendered)
      throw new GroundFailure(
        `${name} consumes the ConfigMap ${map}, which blueprint/base does not generate`,
        'Mend blueprint/stack.yaml or blueprint/base/kustomization.yaml.',
      );
    hash.update(JSON.stringify(rendered.data));
  }
  const fingerprint = hash.digest('hex').slice(0, 16);
  const objects = parseAllDocuments(manifest).flatMap((document) => (document.toJS() as KubernetesObject | null) ?? []);
  return {
    system: name,
    chart,
    values: stringify({ ...values, fingerprint }),
    workloads: workloadsIn(objects),
    objects: objects.flatMap((object) => [nameOf(object), ...claimsOf(object)]),
    manifest,
    configMaps: system.configMaps,
    fingerprint,
  };
}

/** Chart values that name the images: a key with dots is a path ("images.postgresql"). */
function imageValues(system: System, images: ReadonlyMap<string, string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [path, image] of Object.entries(system.images)) {
    const reference = images.get(image);
    if (reference === undefined) throw new Error(`no reference was planned for the image ${image}`);
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = values;
    for (const key of keys) place = (place[key] ??= {}) as Record<string, unknown>;
    place[last] = reference;
  }
  return values;
}

async function template(name: string, chart: string, values: string, tools: Tools, signal: AbortSignal): Promise<string> {
  try {
    return await run(tools.helm, ['template', name, chart, '--values', '-'], { signal, input: values });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      `the chart charts/${name} does not render`,
      `Mend it; try: helm template ${name} charts/${name}`,
      error.output.slice(-6),
    );
  }
}

function nameOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectName {
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', name: metadata?.name ?? '' };
}

/** A StatefulSet's claims are named by their template, itself and the pod's number. */
function claimsOf(object: KubernetesObject): ObjectName[] {
  if (object.kind !== 'StatefulSet') return [];
  const { metadata, spec } = object as V1StatefulSet;
  const pods = Array.from({ length: spec?.replicas ?? 1 }, (_, index) => `${metadata?.name ?? ''}-${index}`);
  return (spec?.volumeClaimTemplates ?? []).flatMap((template) =>
    pods.map((pod) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: `${template.metadata?.name ?? ''}-${pod}` })),
  );
}

function workloadsIn(objects: readonly KubernetesObject[]): Workload[] {
  return (objects as readonly (V1Deployment | V1StatefulSet)[])
    .filter((object): object is typeof object & { kind: Workload['kind'] } => ['Deployment', 'StatefulSet'].includes(object.kind ?? ''))
    .map(({ kind, metadata, spec }) => ({
      kind,
      name: metadata?.name ?? '',
      selector: spec?.selector.matchLabels ?? {},
      joinsLater: metadata?.annotations?.[JOINS_LATER_ANNOTATION] === 'true',
    }));
}

/** The pods of a workload, as kubectl and the API select them: key=value,… */
export function labelSelectorOf({ selector }: Workload): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Whether a pod is one of a workload's, of whatever installation. */
export function belongsTo({ selector }: Workload, pod: V1Pod): boolean {
  return isOfAChart(pod) && Object.entries(selector).every(([key, value]) => pod.metadata?.labels?.[key] === value);
}

/** Whether a chart of this repository made a pod: somebody else's in the same namespace may have the same labels, and lack the fingerprint. */
export function isOfAChart({ metadata }: V1Pod): boolean {
  return metadata?.annotations?.[FINGERPRINT_ANNOTATION] !== undefined;
}

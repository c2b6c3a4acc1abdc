import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { V1Deployment, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { parseAllDocuments, stringify } from 'yaml';
import { CommandError, run } from '../command.ts';
import { GroundFailure } from '../failure.ts';
import type { Tools } from '../host/tools.ts';
import { ROOT } from '../paths.ts';
import type { System } from '../stack.ts';
import type { Cluster } from '../target/cluster.ts';
import type { SharedConfig } from './config.ts';

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
): Promise<Release> {
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
  return {
    system: name,
    chart,
    values: stringify({ ...values, fingerprint }),
    workloads: workloadsIn(manifest),
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

function workloadsIn(manifest: string): Workload[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as V1Deployment | V1StatefulSet | null)
    .filter((object) => object !== null)
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
export function belongsTo({ selector }: Workload, { metadata }: V1Pod): boolean {
  return Object.entries(selector).every(([key, value]) => metadata?.labels?.[key] === value);
}

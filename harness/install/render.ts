import { createHash } from 'node:crypto';
import type { KubernetesObject, V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { run } from '../base/command.ts';
import { orGround } from '../base/or-ground.ts';
import { GroundFailure } from '../base/failure.ts';
import { asTyped } from '../base/paths.ts';
import type { Project } from '../base/project.ts';
import { together } from '../base/together.ts';
import type { ClusterTools } from '../cluster/access.ts';
import { objectsIn } from '../cluster/manifest.ts';
import { chartOf } from '../model/chart.ts';
import type { Release, Workload } from '../model/release.ts';
import { credentialsOf, GATEWAY, sharedMapsOf, systemNamed, type StackPart, type System } from '../model/stack.ts';
import { renderConfig } from './addresses.ts';
import type { SharedConfig } from './config.ts';
import { helmsWords } from './helms-words.ts';
import { kafkaValues } from './kafka-values.ts';
import { storeValues } from './store-values.ts';
import { zookeeperValues } from './zookeeper-values.ts';
import { metastoreValues } from './metastore-values.ts';
import { outsideAddresses } from './outside.ts';
import type { ObjectName, TakenNames } from './ownership.ts';
import { appsOf, policiesFor } from './policies.ts';

/** A release as its chart renders it. */
export interface RenderedRelease extends Release {
  /** As YAML. */
  readonly manifest: string;
  /** All objects that it makes, the claims of its StatefulSets' pods too. */
  readonly objects: readonly ObjectName[];
}

/** All that an installation applies, and nothing that no system of it has to do with, rendered before anything is made. */
export interface Rendered {
  readonly config: SharedConfig;
  readonly releases: readonly RenderedRelease[];
}

/** What a stack is rendered for, and with. */
export interface Design extends StackPart {
  readonly project: Project;
  readonly tools: ClusterTools;
  /** The folders that Kustomize renders the shared ConfigMaps from. */
  readonly configFolders: readonly string[];
  /** References by image name. */
  readonly references: ReadonlyMap<string, string>;
  /** Values that charts get beside the stack's own. */
  readonly chartValues: (system: string) => Readonly<Record<string, unknown>>;
}

/** What Helm says of values that a chart's values.schema.json refuses, before it names them. */
const VALUES_REFUSED = "values don't meet the specifications of the schema(s)";

/** What a chart puts on a workload that its system does not wait for. */
const JOINS_LATER_ANNOTATION = 'touchstone/joins-later';

/** Renders all that will be installed, so that what does not render is known before anything is made. @throws GroundFailure with the words of Kustomize or Helm */
export async function render({ tools, ...design }: Design, signal: AbortSignal): Promise<Rendered> {
  if (design.systems.length === 0) return { config: new Map(), releases: [] };
  const config = await renderConfig(design.configFolders, design, tools.kubectl, signal);
  const releases = await together(
    signal,
    design.systems.map((name) => (stop: AbortSignal) => renderRelease(name, { ...design, config }, tools.helm, stop)),
  );
  const shared = sharedMapsOf(design);
  return { config: new Map([...config].filter(([name]) => shared.has(name))), releases };
}

/** All names that what was rendered will take, and the credentials and network policies beside it. */
export function namesTaken({ config, releases }: Rendered, part: StackPart): TakenNames {
  const core = (kind: string, names: Iterable<string>): ObjectName[] => [...names].map((name) => ({ apiVersion: 'v1', kind, name }));
  const policies = policiesFor(part);
  const selected = releases.flatMap(({ workloads }) => workloads.flatMap(({ selector }) => selector.app ?? []));
  return {
    releases: releases.map(({ system }) => system),
    objects: [
      ...core('ConfigMap', config.keys()),
      ...core('Secret', Object.keys(credentialsOf(part))),
      ...policies.map(({ apiVersion, kind, metadata: { name } }) => ({ apiVersion, kind, name })),
      ...releases.flatMap(({ objects }) => objects),
    ],
    apps: [...new Set([...policies.flatMap(appsOf), ...selected])],
  };
}

/** Renders a system's chart with the images chosen. @throws GroundFailure with Helm's words when it does not render */
async function renderRelease(
  name: string,
  { project, stack, existing, references, chartValues, config }: Omit<Design, 'tools'> & { readonly config: SharedConfig },
  helm: string,
  signal: AbortSignal,
): Promise<RenderedRelease> {
  const system = systemNamed(stack, name);
  const chart = chartOf(project, stack, name);
  const beyond =
    name === GATEWAY
      ? { outside: outsideAddresses(existing) }
      : {
          ...kafkaValues(name, { stack, existing }, config),
          ...zookeeperValues(name, stack, config),
          ...storeValues(name, stack, config),
          ...metastoreValues(name, stack, config),
        };
  const values = { ...nested({ ...imageValues(system, references), ...system.values }), ...beyond, ...chartValues(name) };
  const manifest = await template({ name, chart, values: stringify(values) }, helm, signal);
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
  const objects = objectsIn(manifest);
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

/** Chart values that name the images. */
function imageValues(system: System, images: ReadonlyMap<string, string>): Record<string, string> {
  const values = Object.entries(system.images).map(([path, image]) => {
    const reference = images.get(image);
    if (reference === undefined) throw new Error(`no reference was planned for the image ${image}`);
    return [path, reference] as const;
  });
  return Object.fromEntries(values);
}

/** Values as a chart has them: a key with dots is a path ("images.postgresql", "storage.storageClassName"). */
function nested(flat: System['values']): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = values;
    for (const key of keys) place = (place[key] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return values;
}

async function template(
  { name, chart, values }: { readonly name: string; readonly chart: string; readonly values: string },
  helm: string,
  signal: AbortSignal,
): Promise<string> {
  return orGround(run(helm, ['template', name, chart, '--values', '-'], { signal, input: values }), (error) => {
    const words = helmsWords(error);
    const refused = words.findIndex((line) => line.includes(VALUES_REFUSED));
    if (refused < 0)
      return {
        what: `the chart ${asTyped(chart)} does not render`,
        mend: `Mend it; try: helm template ${name} ${asTyped(chart)}`,
        evidence: words.slice(-6),
      };
    return {
      what: `the chart ${asTyped(chart)} does not take the values that it is given`,
      mend: `Mend them in blueprint/stack.yaml or its overlay; ${asTyped(chart)}/values.schema.json says what they may be.`,
      evidence: words.slice(refused + 1),
    };
  });
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
      replicas: spec?.replicas ?? 1,
      joinsLater: metadata?.annotations?.[JOINS_LATER_ANNOTATION] === 'true',
    }));
}

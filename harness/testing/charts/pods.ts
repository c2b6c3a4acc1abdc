import type { KubernetesObject, V1Job, V1PodSpec, V1PodTemplateSpec, V1StatefulSet } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { objectsIn } from '../../cluster/manifest.ts';
import type { RenderedRelease } from '../../install/render.ts';

/** A pod as a chart makes it, or as it hands it to somebody who does. */
export interface ChartPod {
  readonly system: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: V1PodSpec;
  /** Volumes that are claims of a StatefulSet: the spec names them in mounts alone. */
  readonly claims: readonly string[];
}

interface ConfigMapObject extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** All objects of a release. */
export function objectsOf({ manifest }: RenderedRelease): KubernetesObject[] {
  return objectsIn(manifest);
}

/** The texts of a release's ConfigMaps, by name and key. */
export function configMapsOf(release: RenderedRelease): [string, Readonly<Record<string, string>>][] {
  const maps = objectsOf(release).filter(({ kind }) => kind === 'ConfigMap') as ConfigMapObject[];
  return maps.map(({ metadata, data }) => [metadata?.name ?? '', data ?? {}]);
}

/** All pods that a release leads to: those of its workloads, and those that its ConfigMaps have templates of (Spark's jobs and executors). */
export function podsOf(release: RenderedRelease): ChartPod[] {
  const templates = configMapsOf(release).flatMap(([, data]) =>
    Object.entries(data).flatMap(([key, text]) => (key.endsWith('.yaml') ? [parse(text) as KubernetesObject] : [])),
  );
  return [...objectsOf(release), ...templates].flatMap((object) => {
    const template = podTemplateOf(object);
    if (template?.spec === undefined) return [];
    const claims = (object as V1StatefulSet).spec?.volumeClaimTemplates?.map(({ metadata }) => metadata?.name ?? '') ?? [];
    return [{ system: release.system, labels: template.metadata?.labels ?? {}, spec: template.spec, claims }];
  });
}

function podTemplateOf(object: KubernetesObject): V1PodTemplateSpec | undefined {
  if (object.kind === 'Pod') return object;
  return ['Deployment', 'StatefulSet', 'Job'].includes(object.kind ?? '') ? (object as V1Job).spec?.template : undefined;
}

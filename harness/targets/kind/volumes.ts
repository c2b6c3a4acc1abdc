import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { parse, stringify } from 'yaml';
import type { Api } from '../../cluster/api.ts';

/** Where kind's node images put the provisioner of their default StorageClass (rancher/local-path-provisioner). */
const PROVISIONER = { name: 'local-path-provisioner', namespace: 'local-path-storage' } as const;
const CONFIG = { name: 'local-path-config', namespace: PROVISIONER.namespace } as const;

/**
 * The provisioner makes a folder for each volume by means of a pod. Neither asks for any CPU, which on a node whose cores are all taken by
 * ten systems that start means next to none: a volume was seen to take two minutes there, and seconds with this.
 */
const REQUESTS = { cpu: '20m', memory: '16Mi' } as const;

/**
 * Seconds that the making of a folder has, of two minutes by default. A busy node may fail to start the helper pod, which nobody then
 * starts again: the provisioner only waits, and makes another when its time is over. On a slow host the pod was seen to take 20 s, and each attempt waits twice as
 * long for its turn as the one before.
 */
const PATIENCE = 60;

/** A pod's part that is changed here. */
interface PodTemplate {
  readonly spec: { readonly containers: { resources?: { requests?: Readonly<Record<string, string>> } }[] };
}

/** Gives those that make volumes their share of the CPU. To be called before the nodes are ready, since the provisioner reads it at its start. */
export async function shareCpuWithVolumes({ core, apps }: Api): Promise<void> {
  const config = await core.readNamespacedConfigMap(CONFIG);
  const pod = parse(config.data?.['helperPod.yaml'] ?? '') as PodTemplate;
  pod.spec.containers.forEach((container) => (container.resources = { requests: REQUESTS }));
  const settings = { ...(JSON.parse(config.data?.['config.json'] ?? '{}') as object), cmdTimeoutSeconds: PATIENCE };
  config.data = { ...config.data, 'helperPod.yaml': stringify(pod), 'config.json': JSON.stringify(settings) };
  await core.replaceNamespacedConfigMap({ ...CONFIG, body: config });

  const { spec } = await apps.readNamespacedDeployment(PROVISIONER);
  const containers = spec?.template.spec?.containers.map(({ name }) => ({ name, resources: { requests: REQUESTS } }));
  // A part of it, since its controller writes to it at this time.
  const asPart = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
  await apps.patchNamespacedDeployment({ ...PROVISIONER, body: { spec: { template: { spec: { containers } } } } }, asPart);
}

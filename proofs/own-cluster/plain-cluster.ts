import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import {
  ON_DOCKER,
  joinNetwork,
  kindConfig,
  kubectlFlags,
  probeHost,
  run,
  type Place,
  type Registry,
  type Tools,
} from '../../harness/index.ts';

const NAME = 'touchstone-somebodys';
/** Where containerd looks how it reaches a registry. */
const REGISTRIES = '/etc/containerd/certs.d';

/** A cluster, and the registry from which its nodes pull. */
interface PlainCluster {
  /** The way there, as its administrator. */
  readonly place: Place;
  readonly registry: Registry;
}

/** What a cluster is made from. */
interface Ingredients {
  readonly tools: Tools;
  /** Reference of the image of its nodes. */
  readonly node: string;
  readonly registry: Registry;
  /** Gets the kubeconfig. */
  readonly folder: string;
}

/**
 * A kind cluster of two nodes as somebody might have made it: none of the stack's images is on its nodes, which pull from a registry beside them.
 */
export async function makePlainCluster({ tools, node, registry, folder }: Ingredients): Promise<PlainCluster> {
  const kubeconfig = join(folder, 'administrator.kubeconfig');
  const config = withRegistries(kindConfig(await probeHost(AbortSignal.timeout(60_000)), 2, []));
  const flags = ['--name', NAME, '--image', node, '--kubeconfig', kubeconfig, '--wait', '5m', '--config', '-'];
  await run(tools.kind, ['create', 'cluster', ...flags], { input: config, env: ON_DOCKER });
  const joined = await joinNetwork(registry, 'kind');
  for (const name of await nodes(tools)) await teach(name, joined);
  const place = { kubeconfig, context: `kind-${NAME}`, namespace: 'default' };
  // kind itself waits for the control plane alone.
  await run(tools.kubectl, [...kubectlFlags(place), 'wait', 'node', '--all', '--for=condition=Ready', '--timeout=5m']);
  return { place, registry: joined };
}

/** Removes it, whole or half-made. */
export async function removePlainCluster({ kind }: Tools): Promise<void> {
  await run(kind, ['delete', 'cluster', '--name', NAME], { env: ON_DOCKER });
}

async function nodes({ kind }: Tools): Promise<string[]> {
  return (await run(kind, ['get', 'nodes', '--name', NAME], { env: ON_DOCKER })).split('\n').filter((name) => name !== '');
}

/** Has a node pull from the registry by the name that this host has for it. */
async function teach(node: string, { address, container }: Registry): Promise<void> {
  const hosts = `[host."http://${container.slice(0, 12)}:5000"]\n`;
  const write = `mkdir -p ${REGISTRIES}/${address} && cat >${REGISTRIES}/${address}/hosts.toml`;
  await run('docker', ['exec', '--interactive', node, 'sh', '-c', write], { input: hosts });
}

function withRegistries(config: string): string {
  const plain = parse(config) as { containerdConfigPatches?: readonly string[] };
  const patch = `[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "${REGISTRIES}"\n`;
  return stringify({ ...plain, containerdConfigPatches: [...(plain.containerdConfigPatches ?? []), patch] });
}

import { join } from 'node:path';
import { ROOT } from '../../harness/index.ts';
import { handsIn, type Administrator } from '../../suites/own-cluster/administrator.ts';
import { everythingIn } from '../../suites/own-cluster/listing.ts';
import { existingFile, type TheirSystem } from './their-system.ts';

const NAMESPACE = 'vendor-broker';
/** Below which node of their ZooKeeper they have their Kafka. */
const TREE = '/theirs';
/** By which address a broker, and the one ZooKeeper, is found from other namespaces. */
const BOOTSTRAP = `kafka-0.kafka.${NAMESPACE}.svc:9092`;
const QUORUM = `zookeeper-0.${NAMESPACE}.svc:2181`;

/** A Kafka, and what may be said of it. */
interface TheirKafka extends TheirSystem {
  /** The file of --existing that names its ZooKeeper too. */
  readonly withZooKeeper: string;
}

/** Installs a Kafka, and the ZooKeeper that it works with, by Helm, as somebody who has no harness. @param images references by name */
export async function installKafka(
  administrator: Administrator,
  images: { readonly kafka: string; readonly zookeeper: string },
  folder: string,
): Promise<TheirKafka> {
  const { kubectl, install } = handsIn(NAMESPACE, administrator);
  const client = join(ROOT, 'blueprint', 'base', 'zookeeper', 'client.sh');
  await kubectl('create', 'namespace', NAMESPACE);
  const facts = ['--from-literal=quorum=zookeeper-0:2181', `--from-literal=root=${TREE}`, `--from-file=client.sh=${client}`];
  await kubectl('create', 'configmap', 'zookeeper', ...facts);
  for (const system of ['zookeeper', 'kafka'] as const)
    await install(system, join(ROOT, 'charts', system), '--set', `image=${images[system]}`);
  for (const system of ['zookeeper', 'kafka']) await kubectl('rollout', 'status', `statefulset/${system}`, '--timeout=5m');
  const kafka = { address: { bootstrap: BOOTSTRAP } };
  return {
    existing: await existingFile(folder, 'kafka', { kafka }),
    withZooKeeper: await existingFile(folder, 'kafka-and-zookeeper', {
      kafka,
      zookeeper: { address: { quorum: QUORUM, root: TREE } },
    }),
    list: () => everythingIn(kubectl),
    remove: () => kubectl('delete', 'namespace', NAMESPACE),
  };
}

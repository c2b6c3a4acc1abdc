import type { Basics } from '../../fixtures/fixture.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { ZooKeeper } from '../../fixtures/zookeeper.ts';
import { attempt } from './attempt.ts';
import type { Attempt } from './tried-door.ts';

/** ZooKeeper as those find it who have no business there. */
export interface ZooKeeperDoors {
  /** Asked by somebody who has not logged in. */
  readonly unasked: ZooKeeper;
  /** host:port of its members, as tenants know them. */
  readonly quorum: string;
  /** A name that no node has. */
  readonly name: string;
  readonly kubernetes: Kubernetes;
}

type Try = (doors: ZooKeeperDoors) => Promise<Attempt>;

/** The client's name of what a member says to who may not. */
const NO = /NO_AUTH/;

/** What somebody without a login tries. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'makes a node beside the tenants’': ({ unasked, name }) => makesAsStranger(unasked, `/${name}`),
  'makes a node of Kafka’s': ({ unasked, name }) => makesAsStranger(unasked, `/kafka/${name}`),
  'says that they are a broker': ({ unasked, name }) => makesAsStranger(unasked, `/kafka/brokers/ids/${name}`),
  'says where a broker is': ({ unasked }) => rewritesAsStranger(unasked, '/kafka/brokers/ids/0'),
  'makes a node of HBase’s': ({ unasked, name }) => makesAsStranger(unasked, `/hbase/${name}`),
  'makes a node of NiFi’s': ({ unasked, name }) => makesAsStranger(unasked, `/nifi/${name}`),
  'says that they lead NiFi': ({ unasked, name }) => makesAsStranger(unasked, `/nifi/leaders/Cluster Coordinator/${name}`),
};

/** What somebody tries in a tenant's pod, by that tenant's login. */
export const TRESPASSES: Readonly<Record<string, Try>> = {
  'Kafka, and makes a node of HBase’s': (doors) => makesAs('kafka', '/hbase', doors),
  'Kafka, and makes a node of NiFi’s': (doors) => makesAs('kafka', '/nifi', doors),
  'Kafka, and makes one beside the tenants’': (doors) => makesAs('kafka', '', doors),
  'HBase, and makes a node of Kafka’s': (doors) => makesAs('hbase', '/kafka', doors),
};

/** Where a tenant's pods are, and the libraries in them that ZooKeeper's client is one of. */
const TENANTS = {
  kafka: { app: 'kafka', libraries: '/opt/kafka/libs' },
  hbase: { app: 'hbase-rest', libraries: '/opt/hbase/lib' },
} as const;

/** Comes to the stack's ZooKeeper; undefined where it lets in whoever comes, so that there is no door to try. */
export async function comeToZooKeeper({ gateway, kubernetes, target }: Basics): Promise<ZooKeeperDoors | undefined> {
  const { quorum = '', root, login } = await kubernetes.configMap('zookeeper');
  if (login === undefined) return undefined;
  return { unasked: new ZooKeeper(gateway, quorum.split(','), root), quorum, name: `d-${target.runId}`, kubernetes };
}

function makesAsStranger(zookeeper: ZooKeeper, path: string): Promise<Attempt> {
  return attempt(NO, async () => {
    await zookeeper.create(path, '');
    await zookeeper.removeBelow(path);
    return `${path} was made`;
  });
}

/** A broker's own node, which goes with its session: the broker has made it since tenants log in. */
function rewritesAsStranger(zookeeper: ZooKeeper, path: string): Promise<Attempt> {
  return attempt(NO, async () => {
    await zookeeper.rewrite(path);
    return `${path} was written`;
  });
}

/** By ZooKeeper's own client, in the tenant's own pod and by the login that lies there; whether one that is its own can be made shows that it has logged in. */
async function makesAs(tenant: keyof typeof TENANTS, root: string, { quorum, name, kubernetes }: ZooKeeperDoors): Promise<Attempt> {
  const { app, libraries } = TENANTS[tenant];
  const [pod = ''] = await kubernetes.podNames(app);
  const [own, other] = [`/${tenant}/${name}`, `${root}/${name}`];
  const acts = [`create ${own}`, `delete ${own}`, `create ${other}`, `delete ${other}`, 'quit'].join('\\n');
  const client = `java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.security.auth.login.config=/tmp/zookeeper-login.conf -cp '${libraries}/*'`;
  const told = await kubernetes.exec(
    pod,
    'bash',
    '-c',
    `printf '${acts}\\n' | ${client} org.apache.zookeeper.ZooKeeperMain -server ${quorum} 2>&1 || true`,
  );
  if (!told.includes(`Created ${own}`)) throw new Error(`${tenant} makes no node of its own: ${told}`);
  const isOpen = told.includes(`Created ${other}`);
  const words = told.split('\n').find((line) => line.includes(` ${other}`));
  if (words === undefined) throw new Error(`nothing was said of ${other}: ${told}`);
  return { isOpen, words };
}

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

/** How a member refuses: the name that our client has for it, and what ZooKeeper's own client prints. */
const NO = { unasked: /NO_AUTH/, other: /Insufficient permission : /, more: /Quota has exceeded : / } as const;

/** What somebody without a login tries. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'makes a node beside the tenants’': ({ unasked, name }) => makesAsStranger(unasked, `/${name}`),
  'makes a node of Kafka’s': ({ unasked, name }) => makesAsStranger(unasked, `/kafka/${name}`),
  'says that they are a broker': ({ unasked, name }) => makesAsStranger(unasked, `/kafka/brokers/ids/${name}`),
  'says where a broker is': ({ unasked }) => rewritesAsStranger(unasked, '/kafka/brokers/ids/0'),
  'makes a node of ZooKeeper’s own': ({ unasked, name }) => makesAsStranger(unasked, `/zookeeper/${name}`),
  'says how much Kafka may keep': ({ unasked, name }) => makesAsStranger(unasked, `/zookeeper/quota/kafka/${name}`),
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
  'HBase, and says how much it may keep': (doors) => makesAs('hbase', '/zookeeper/quota/hbase', doors),
};

/** What somebody tries there to take others' share. HBase's is the smaller one, so that a single node is beyond it and nobody is ever held up. */
export const GREED: Readonly<Record<string, Try>> = {
  'HBase, whose share it is beyond': (doors) => makesAs('hbase', '/hbase', doors, { no: NO.more, size: 600_000 }),
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
  return attempt(NO.unasked, async () => {
    await zookeeper.create(path, '');
    await zookeeper.removeBelow(path);
    return `${path} was made`;
  });
}

/** A broker's own node, which goes with its session: the broker has made it since tenants log in. */
function rewritesAsStranger(zookeeper: ZooKeeper, path: string): Promise<Attempt> {
  return attempt(NO.unasked, async () => {
    await zookeeper.rewrite(path);
    return `${path} was written`;
  });
}

/** A node that somebody makes: how they are to be refused, and how many bytes it is to hold. */
interface Made {
  readonly no: RegExp;
  readonly size: number;
}

/**
 * By ZooKeeper's own client, in the tenant's own pod and by the login that lies there; whether one that is its own can be made shows that it has logged in.
 * @param root whom the node would belong to, the path of a node
 */
async function makesAs(
  tenant: keyof typeof TENANTS,
  root: string,
  { quorum, name, kubernetes }: ZooKeeperDoors,
  { no, size }: Made = { no: NO.other, size: 1 },
): Promise<Attempt> {
  const { app, libraries } = TENANTS[tenant];
  const [pod = ''] = await kubernetes.podNames(app);
  const [own, other] = [`/${tenant}/own-${name}`, `${root}/${name}`];
  const client = `java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.security.auth.login.config=/tmp/zookeeper-login.conf -cp '${libraries}/*'`;
  const acts = `data=$(head -c ${size} /dev/zero | tr '\\0' x)
printf '%s\n' 'create ${own}' 'delete ${own}' "create ${other} $data" 'delete ${other}' quit`;
  const told = await kubernetes.exec(
    pod,
    'bash',
    '-c',
    `{ ${acts}; } | ${client} org.apache.zookeeper.ZooKeeperMain -server ${quorum} 2>&1 || true`,
  );
  if (!told.includes(`Created ${own}`)) throw new Error(`${tenant} makes no node of its own: ${told}`);
  if (told.includes(`Created ${other}`)) return { isOpen: true, words: `Created ${other}` };
  const words = told.split('\n').find((line) => no.test(line) && line.endsWith(other));
  if (words === undefined) throw new Error(`this is no refusal: ${told}`);
  return { isOpen: false, words };
}

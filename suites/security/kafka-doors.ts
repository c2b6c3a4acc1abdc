import type { Kafka } from 'kafkajs';
import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Basics } from '../../fixtures/fixture.ts';
import { kafkaAccess, type KafkaAccess } from '../../fixtures/kafka-access.ts';
import { openKafka } from '../../fixtures/kafka.ts';
import { attempt } from './attempt.ts';
import { deletes, letsAll, reads, writes } from './kafka-acts.ts';
import { metadataFrom } from './kafka-metadata.ts';
import type { Attempt } from './tried-door.ts';

/** Kafka as those find it who have no business there. */
export interface KafkaDoors {
  /** How whoever operates it connects. */
  readonly access: KafkaAccess;
  /** A topic of its operator's, as suites make them. */
  readonly topic: string;
  /** Where a connection of this machine leads to a broker, and the broker's name. */
  readonly broker: { readonly name: string; readonly door: { readonly host: string; readonly port: number } };
  /** Kafka for who logs in with these. */
  readonly as: (user: string, password: string) => Promise<Kafka>;
  /** The password of a system of the stack's. */
  readonly passwordOf: (system: string) => Promise<string>;
}

type Try = (kafka: KafkaDoors) => Promise<Attempt>;

/** Kafka's words of who has no login, and of who may not do what they want. */
const NO = /^SASL PLAIN authentication failed|[Aa]uthorization failed/;

/** What somebody without a login tries. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'who speaks plain text': ({ broker }) => metadataFrom(broker, undefined),
  'who speaks TLS and does not log in': ({ broker, access }) => metadataFrom(broker, access.authority),
  'whose password is nobody’s': ({ as }) => logsIn(as, 'tests', 'guessed'),
  'with another system’s password': async ({ as, passwordOf }) => logsIn(as, 'spark', await passwordOf('nifi')),
};

/** What somebody tries with a system's own login, beyond that system's business. */
export const TRESPASSES: Readonly<Record<string, Try>> = {
  'NiFi, and reads another’s topic': (doors) => asSystem('nifi', doors, reads),
  'NiFi, and writes to another’s topic': (doors) => asSystem('nifi', doors, writes),
  'Spark, and writes to a topic that it may read': (doors) => asSystem('spark', doors, writes),
  'Spark, and deletes a topic that it may read': (doors) => asSystem('spark', doors, deletes),
  'Spark, and lets everybody do all': (doors) => asSystem('spark', doors, letsAll),
};

/** Comes to the stack's Kafka, which has a topic then until they leave; undefined where it lets in whoever comes, so that there is no door to try. */
export async function comeToKafka(
  { gateway, kubernetes, target }: Basics,
  onLeaving: (leave: () => Promise<void>) => void,
): Promise<KafkaDoors | undefined> {
  const access = await kafkaAccess(kubernetes);
  if (access.sasl === undefined) return undefined;
  const [name = '', port = ''] = access.bootstrap[0]?.split(':') ?? [];
  const admin = (await openKafka(gateway, access)).admin();
  const topic = `s-${target.runId}-door`;
  await admin.connect();
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
  onLeaving(async () => {
    await cleanUp(`topic ${topic}`, () => admin.deleteTopics({ topics: [topic] }));
    await admin.disconnect();
  });
  return {
    access,
    topic,
    broker: { name, door: await gateway.forward(name, Number(port)) },
    as: (username, password) => openKafka(gateway, { ...access, sasl: { mechanism: 'plain', username, password } }),
    passwordOf: async (system) => (await kubernetes.secret(`kafka-${system}`)).password ?? '',
  };
}

/** Opening a client is logging in: it asks which brokers there are. */
function logsIn(as: KafkaDoors['as'], user: string, password: string): Promise<Attempt> {
  return attempt(NO, async () => {
    await as(user, password);
    return `${user} is logged in`;
  });
}

async function asSystem(
  system: string,
  { as, passwordOf, topic }: KafkaDoors,
  act: (kafka: Kafka, topic: string) => Promise<unknown>,
): Promise<Attempt> {
  const kafka = await as(system, await passwordOf(system)); // who may not even log in has tried nothing
  return attempt(NO, async () => {
    await act(kafka, topic);
    return 'done';
  });
}

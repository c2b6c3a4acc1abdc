import type { Kafka } from 'kafkajs';
import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Basics } from '../../fixtures/fixture.ts';
import { kafkaAccess, type KafkaAccess } from '../../fixtures/kafka-access.ts';
import { openKafka } from '../../fixtures/kafka.ts';
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

/** What somebody without a login tries. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'who speaks plain text': ({ broker }) => metadataFrom(broker, undefined),
  'who speaks TLS and does not log in': ({ broker, access }) => metadataFrom(broker, access.authority),
  'whose password is nobody’s': ({ as }) => attempt(async () => (await as('tests', 'guessed')).admin().connect()),
  'with another system’s password': async ({ as, passwordOf }) => {
    const password = await passwordOf('nifi');
    return attempt(async () => (await as('spark', password)).admin().connect());
  },
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

type Act = (kafka: Kafka, topic: string) => Promise<unknown>;

async function asSystem(system: string, { as, passwordOf, topic }: KafkaDoors, act: Act): Promise<Attempt> {
  const kafka = await as(system, await passwordOf(system)); // who may not even log in has tried nothing
  return attempt(() => act(kafka, topic));
}

async function attempt(act: () => Promise<unknown>): Promise<Attempt> {
  try {
    await act();
    return { isOpen: true, words: 'done' };
  } catch (error) {
    return { isOpen: false, words: error instanceof Error ? error.message : String(error) };
  }
}

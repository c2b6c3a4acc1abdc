import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withKafka } from '../../../fixtures/kafka.ts';
import { readAll } from '../../../fixtures/read-topic.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A message for each value, in a topic that every broker has. */
export const kafka: Kept = {
  edge: 'kafka→volume',
  sets: ['kafka'],
  saysFull: /No space left on device/,
  endsWhenFull: true,
  waitsForDisk: false,
  withoutServer: 'goes on',
  onBrokenDisk: { says: /Input\/output error|Error while .* in dir \/data/, keepsAll: false },
  ownLock: {
    says: /Failed to acquire lock on file \.lock/,
    // The chart's own would wait for the first broker to be gone from ZooKeeper.
    command: ['bash', '-c', 'eval "$(grep -vx wait_for_id /config/start.sh)"'],
    asksOthers: true,
  },
  test: test
    .extend(...withKafka)
    .extend('keeper', { scope: 'file' }, async ({ kafka, kubernetes, target }, { onCleanup }): Promise<Keeper> => {
      const topic = nameForFile('v', target.runId);
      const admin = kafka.admin();
      await admin.connect();
      const replicationFactor = (await kubernetes.pods('kafka')).length;
      await admin.createTopics({ topics: [{ topic, replicationFactor }], waitForLeaders: true });
      const producer = kafka.producer({ retry: { retries: 5 } });
      await producer.connect();
      onCleanup(() =>
        cleanUp(`topic ${topic}`, async () => {
          await producer.disconnect();
          await admin.deleteTopics({ topics: [topic] });
          await admin.disconnect();
        }),
      );
      return {
        write: (number) => producer.send({ topic, acks: -1, messages: [{ value: valueOf(number) }] }),
        read: async () => (await readAll(kafka, topic)).map(({ value }) => value),
        // What is written is new, and would keep what lies beside it.
        cleared: async (pod) => {
          const old = `${topic}-old`;
          await admin.createTopics({
            topics: [{ topic: old, replicationFactor, configEntries: [{ name: 'retention.ms', value: '1000' }] }],
            waitForLeaders: true,
          });
          await Promise.all([
            kubernetes.nextLogLine(pod, new RegExp(`partition=${old}-0.* Deleting segment`)),
            producer.send({ topic: old, messages: [{ value: 'of 1970', timestamp: '1' }] }),
          ]);
          await admin.deleteTopics({ topics: [old] });
        },
      };
    }),
};

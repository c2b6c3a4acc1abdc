import type { Producer } from 'kafkajs';
import { expect } from 'vitest';
import { readAll, test } from './topic.ts';

const PARTITIONS = 3;

/** Sends numbered messages one after the other, until it is stopped, and keeps account of those that were acknowledged. */
class Writer {
  readonly acknowledged: string[] = [];
  private running = true;
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  private readonly work: Promise<void>;

  constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {
    this.work = this.write();
  }

  /** Returns when that many more messages have been acknowledged. */
  more(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ count: this.acknowledged.length + count, resolve });
      this.work.catch(reject);
    });
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.work;
  }

  private async write(): Promise<void> {
    for (let number = 0; this.running; number++) {
      await this.producer.send({ topic: this.topic, acks: -1, messages: [{ key: `${number}`, value: `message ${number}` }] });
      this.acknowledged.push(`message ${number}`);
      for (const { count, resolve } of this.waiting) if (this.acknowledged.length >= count) resolve();
    }
  }
}

test(
  'every broker is killed and every broker’s pod deleted while a producer writes: nothing acknowledged is lost',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, kubernetes }) => {
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    // A producer goes on trying while a broker is away, as an application's would; a message is acknowledged once or not at all.
    const producer = kafka.producer({ retry: { retries: 1_000, initialRetryTime: 50, maxRetryTime: 500 } });
    await producer.connect();
    const writer = new Writer(producer, topic);
    const pods = (await kubernetes.pods('kafka')).map(({ metadata }) => metadata?.name ?? '');
    for (const pod of pods) {
      await writer.more(200);
      await kubernetes.crash(pod);
      await writer.more(200);
      await kubernetes.replacePod(pod);
    }
    await writer.more(200);
    await writer.stop();
    await producer.disconnect();

    const read = new Set((await readAll(kafka, topic, PARTITIONS)).map(({ value }) => value));
    expect(writer.acknowledged.length).toBeGreaterThanOrEqual(pods.length * 400 + 200);
    expect(writer.acknowledged.filter((value) => !read.has(value))).toEqual([]);
  },
);

import { expect } from 'vitest';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';
import { test as base } from './test.ts';

const test = base.extend(...withZooKeeper);

test(
  'a topic has the partitions and replicas that were asked for, in Kafka’s answer and in ZooKeeper',
  { tags: ['kafka→zookeeper'] },
  async ({ admin, makeTopic, brokers, zookeeper, seen }) => {
    seen('kafka→zookeeper');
    const topic = await makeTopic({ numPartitions: 6, replicationFactor: brokers.length });
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = (topics[0]?.partitions ?? []).map(({ partitionId, leader, replicas, isr }) => ({
      partitionId,
      leader,
      replicas: [...replicas].sort(),
      isr: [...isr].sort(),
    }));
    expect(partitions.map(({ partitionId }) => partitionId).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { leader, replicas, isr } of partitions) {
      expect(replicas).toEqual(brokers);
      expect(isr).toEqual(brokers);
      expect(brokers).toContain(leader);
    }

    const znodes = await zookeeper.tree(`/kafka/brokers/topics/${topic}`);
    const assignment = JSON.parse(znodes[0]?.data.toString() ?? '{}') as { partitions: Record<string, number[]> };
    expect(Object.fromEntries(Object.entries(assignment.partitions).map(([id, replicas]) => [id, [...replicas].sort()]))).toEqual(
      Object.fromEntries(partitions.map(({ partitionId, replicas }) => [partitionId, replicas])),
    );
    const leaders = znodes
      .filter(({ path }) => path.endsWith('/state'))
      .map(({ path, data }) => [Number(/partitions\/(\d+)/.exec(path)?.[1]), (JSON.parse(data.toString()) as { leader: number }).leader]);
    expect(Object.fromEntries(leaders)).toEqual(Object.fromEntries(partitions.map(({ partitionId, leader }) => [partitionId, leader])));
  },
);

test(
  'a deleted topic is gone from Kafka and from ZooKeeper',
  { tags: ['kafka→zookeeper'] },
  async ({ admin, brokers, target, zookeeper, seen }) => {
    seen('kafka→zookeeper');
    const topic = `s-${target.runId}-deleted`;
    await admin.createTopics({ topics: [{ topic, numPartitions: 2, replicationFactor: brokers.length }], waitForLeaders: true });
    expect(await admin.listTopics()).toContain(topic);
    expect((await zookeeper.tree('/kafka/brokers/topics')).map(({ path }) => path)).toContain(`/kafka/brokers/topics/${topic}`);

    // The controller confirms the request and carries it out afterwards.
    await admin.deleteTopics({ topics: [topic] });
    await zookeeper.untilGone(`/kafka/brokers/topics/${topic}`);
    expect(await admin.listTopics()).not.toContain(topic);
    expect((await zookeeper.tree('/kafka/admin/delete_topics')).map(({ path }) => path)).not.toContain(
      `/kafka/admin/delete_topics/${topic}`,
    );
  },
);

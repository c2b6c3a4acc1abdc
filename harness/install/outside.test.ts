import { expect, test } from 'vitest';
import { outsideAddresses } from './outside.ts';

test('the addresses of systems that are there already are those that clients connect to', () => {
  const existing = {
    minio: { address: { endpoint: 'https://s3.example.org', region: 'eu-west-1', 'path-style-access': 'true' }, credentials: {} },
    'hive-metastore': { address: { uri: 'thrift://metastore.data:9083' }, credentials: {} },
    kafka: { address: { bootstrap: 'kafka-0.kafka.data.svc:9092,kafka-1.kafka.data.svc:9092' }, credentials: {} },
    zookeeper: { address: { quorum: 'zk.data:2181,[fd00::2]:2181', root: '/touchstone' }, credentials: {} },
    other: { address: { endpoint: 'http://10.1.2.3:9000', more: 'http://other', six: 'http://[fd00::1]:80/' }, credentials: {} },
  };
  expect(outsideAddresses(existing)).toEqual([
    's3.example.org:443',
    'metastore.data:9083',
    'kafka-0.kafka.data.svc:9092',
    'kafka-1.kafka.data.svc:9092',
    'zk.data:2181',
    '[fd00::2]:2181',
    '10.1.2.3:9000',
    'other:80',
    '[fd00::1]:80',
  ]);
  expect(outsideAddresses()).toEqual([]);
});

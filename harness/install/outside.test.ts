import { expect, test } from 'vitest';
import { outsideAddresses } from './outside.ts';

test('the addresses of systems that are there already are those that clients connect to', () => {
  const existing = {
    minio: { address: { endpoint: 'https://s3.example.org', region: 'eu-west-1', 'path-style-access': 'true' }, credentials: {} },
    'hive-metastore': { address: { uri: 'thrift://metastore.data:9083' }, credentials: {} },
    other: { address: { endpoint: 'http://10.1.2.3:9000', more: 'http://other', six: 'http://[fd00::1]:80/' }, credentials: {} },
  };
  expect(outsideAddresses(existing)).toEqual(['s3.example.org:443', 'metastore.data:9083', '10.1.2.3:9000', 'other:80', '[fd00::1]:80']);
  expect(outsideAddresses()).toEqual([]);
});

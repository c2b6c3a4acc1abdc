import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';
import { zookeeperValues } from './zookeeper-values.ts';

const stack = readStack(REPOSITORY);

function saying(data: Readonly<Record<string, string>>): SharedConfig {
  return new Map([['zookeeper', { metadata: { name: 'zookeeper' }, data }]]);
}

test('each tenant logs in by its own name where the ensemble asks for one', () => {
  const logins = ['kafka', 'hbase', 'nifi'].map((system) => zookeeperValues(system, stack, saying({ login: 'DIGEST-MD5' })));
  expect(logins).toEqual([
    { zookeeperLogin: 'zookeeper-kafka' },
    { zookeeperLogin: 'zookeeper-hbase' },
    { zookeeperLogin: 'zookeeper-nifi' },
  ]);
});

test('charts get nothing where it asks nobody, nor those that have no business with it', () => {
  expect(zookeeperValues('kafka', stack, saying({ quorum: 'zookeeper-0:2181', root: '' }))).toEqual({});
  expect(zookeeperValues('presto', stack, saying({ login: 'DIGEST-MD5' }))).toEqual({});
  expect(zookeeperValues('zookeeper', stack, saying({ login: 'DIGEST-MD5' }))).toEqual({});
});

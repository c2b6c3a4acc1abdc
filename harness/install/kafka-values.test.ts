import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';
import { kafkaValues } from './kafka-values.ts';

const stack = readStack(REPOSITORY);
const NONE = { 'security-protocol': 'PLAINTEXT', 'sasl-mechanism': '', user: '' };
const LOGIN = { 'security-protocol': 'SASL_SSL', 'sasl-mechanism': 'PLAIN', user: 'tests' };

function saying(data: Readonly<Record<string, string>>): SharedConfig {
  return new Map([['kafka-address', { metadata: { name: 'kafka-address' }, data }]]);
}

test('a system logs in to the stack’s own Kafka by its own name', () => {
  expect(kafkaValues('nifi', { stack }, saying(LOGIN))).toEqual({
    kafka: { protocol: 'SASL_SSL', mechanism: 'PLAIN', user: 'nifi', secret: 'kafka-nifi' },
  });
  expect(kafkaValues('spark', { stack }, saying(LOGIN))).toMatchObject({ kafka: { user: 'spark', secret: 'kafka-spark' } });
});

test('to one that is there already all log in as its file says', () => {
  const existing = { kafka: { address: {}, credentials: {} } };
  const theirs = saying({ ...LOGIN, 'sasl-mechanism': 'SCRAM-SHA-512', user: 'somebodys' });
  expect(kafkaValues('spark', { stack, existing }, theirs)).toEqual({
    kafka: { protocol: 'SASL_SSL', mechanism: 'SCRAM-SHA-512', user: 'somebodys', secret: 'kafka-password' },
  });
});

test('TLS alone asks for no login', () => {
  const alone = saying({ ...NONE, 'security-protocol': 'SSL' });
  expect(kafkaValues('spark', { stack }, alone)).toEqual({ kafka: { protocol: 'SSL', mechanism: '', user: '', secret: '' } });
});

test('charts get nothing where Kafka wants neither, nor those that have no business with it', () => {
  expect(kafkaValues('nifi', { stack }, saying(NONE))).toEqual({});
  expect(kafkaValues('presto', { stack }, saying(LOGIN))).toEqual({});
  expect(kafkaValues('kafka', { stack }, saying(LOGIN))).toEqual({});
});

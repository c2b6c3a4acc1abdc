import { expect, test } from 'vitest';
import { Redactor } from './redact.ts';

test('takes a secret out of text in every form that it is written in', () => {
  const redactor = new Redactor();
  const secret = 'k/Ey+with=signs';
  redactor.add([secret]);
  const text = `key ${secret}, in a Secret ${Buffer.from(secret).toString('base64')}, in an address ?key=${encodeURIComponent(secret)}`;
  expect(redactor.apply(text)).toBe('key ***, in a Secret ***, in an address ?key=***');
});

test('leaves short values alone, which would turn up in ordinary words', () => {
  const redactor = new Redactor();
  redactor.add(['hive']);
  expect(redactor.apply('the hive metastore')).toBe('the hive metastore');
});

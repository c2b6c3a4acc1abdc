import { expect, test } from 'vitest';
import { Redactor } from './redact.ts';

test('takes a secret out of text in every form that it is written in', () => {
  const redactor = new Redactor();
  const secret = 'k/Ey+with=signs';
  redactor.add([secret]);
  const text = `key ${secret}, in a Secret ${Buffer.from(secret).toString('base64')}, in an address ?key=${encodeURIComponent(secret)}`;
  expect(redactor.apply(text)).toBe('key ***, in a Secret ***, in an address ?key=***');
  expect(redactor.apply(`its bytes ${Buffer.from(secret).toString('hex')}`)).toBe('its bytes ***');
});

test.for(['u:', 'us:', 'use:'])('takes it out of the base64 of a name and a password, “%s”', (name) => {
  const redactor = new Redactor();
  redactor.add(['k/Ey+with=signs']);
  for (const alphabet of ['base64', 'base64url'] as const) {
    const left = redactor.apply(Buffer.from(`${name}k/Ey+with=signs`).toString(alphabet));
    expect(left).toContain('***');
    expect(Buffer.from(left.replace('***', ''), alphabet).toString()).not.toMatch(/Ey|with|sign/);
  }
});

test('takes a value out whole that another is a part of, whichever came first', () => {
  const redactor = new Redactor();
  redactor.add(['part-of-it']);
  redactor.add(['all-with-part-of-it-inside']);
  expect(redactor.apply('all-with-part-of-it-inside, part-of-it')).toBe('***, ***');
});

test.for([
  ['a JSON Web Token', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl!', 'Bearer ***!'],
  ['one of Amazon’s', 'token k8s-aws-v1.aHR0cHM6Ly9zdHM', 'token ***'],
  ['one of Google’s', 'ya29.a0AfB_by-x is no file', '*** is no file'],
  ['one of OpenShift’s', 'oc login --token=sha256~AbCdEfGhIjKlMnOpQrStUv', 'oc login --token=***'],
  ['what a login program calls a token', '{"status":{"token":"of-the-cluster"}}', '{"status":{"token":"***"}}'],
  ['digests of images, which are none', 'kafka@sha256:0123456789abcdef0123', 'kafka@sha256:0123456789abcdef0123'],
] as const)('knows by its form %s', ([, text, expected]) => {
  expect(new Redactor().apply(text)).toBe(expected);
});

test('leaves short values alone, which would turn up in ordinary words', () => {
  const redactor = new Redactor();
  redactor.add(['hive']);
  expect(redactor.apply('the hive metastore')).toBe('the hive metastore');
});

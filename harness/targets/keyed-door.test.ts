import { expect, test } from 'vitest';
import { Access } from '../cluster/access.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { answerFrom } from '../testing/fake-namespace.ts';
import { Redactor } from '../stream/redact.ts';
import { keyedDoor, secretsOf } from './keyed-door.ts';

const DOOR = { url: 'http://127.0.0.1:31080', close: () => undefined };

async function accessWith(objects: Readonly<Record<string, object>>): Promise<Access> {
  const api = await fakeApi(answerFrom({ name: 'team', objects }));
  return new Access({ ...api, namespace: 'team' }, { kubectl: '', helm: '' });
}

test('the address of the gateway has the token of its Secret', async () => {
  const data = { token: Buffer.from('a-token').toString('base64') };
  const access = await accessWith({ 'secrets/gateway-access': { metadata: { name: 'gateway-access' }, data } });
  expect(await keyedDoor(access, () => DOOR)).toEqual({ ...DOOR, url: 'http://touchstone:a-token@127.0.0.1:31080/' });
});

test('without its Secret nothing is opened', async () => {
  const open = keyedDoor(await accessWith({}), () => {
    throw new Error('it was opened');
  });
  await expect(open).rejects.toThrow('the gateway’s token is not in namespace team');
});

test('its token is hidden, and so is what a client makes of it', () => {
  const redactor = new Redactor();
  redactor.add(secretsOf({ url: 'http://touchstone:the-token-of-a-run@127.0.0.1:31080/' }));
  const sent = Buffer.from('touchstone:the-token-of-a-run').toString('base64');
  const [address, header] = redactor.apply([`http://touchstone:the-token-of-a-run@host`, sent]);
  expect(address).toBe('http://touchstone:***@host');
  expect(Buffer.from(header.replaceAll('*', ''), 'base64').toString()).not.toMatch(/the|token|run/);
  expect(secretsOf({ url: '' })).toEqual([]);
});

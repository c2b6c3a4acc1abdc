import { expect, test } from 'vitest';
import { keyOf, makeKeytab } from './keytab.ts';

// RFC 3962, "Sample Test Vectors".
test.for([
  [1, 'fe697b52bc0d3ce14432ba036a92e65bbb52280990a2fa27883998d72af30161'],
  [2, 'a2e16d16b36069c135d5e9d2e25f896102685618b95914b467c67622225824ff'],
  [1_200, '55a6ac740ad17b4846941051e1e8b0a7548d93b0ab30a8bc3ff16280382b8c2a'],
] as const)('a key is made of a password as the standard has it, in %i rounds', async ([rounds, key]) => {
  expect((await keyOf('password', 'ATHENA.MIT.EDUraeburn', rounds)).toString('hex')).toBe(key);
});

test('a keytab has the key of one principal, by name and realm', async () => {
  const keytab = await makeKeytab('hdfs/hadoop@TOUCHSTONE', 'secret');
  const key = await keyOf('secret', 'TOUCHSTONEhdfshadoop');
  expect(keytab.subarray(0, 2).toString('hex')).toBe('0502');
  expect(keytab.readUInt32BE(2)).toBe(keytab.length - 6);
  expect(keytab.includes(Buffer.from('\0\x0aTOUCHSTONE\0\x04hdfs\0\x06hadoop'))).toBe(true);
  expect(keytab.subarray(-36).toString('hex')).toBe(`00120020${key.toString('hex')}`);
});

import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { inMetastoreDatabase } from '../../../fixtures/metastore-database.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A row for each value, each in a transaction of its own. */
export const postgresql: Kept = {
  edge: 'postgresql→volume',
  sets: ['postgresql'],
  saysFull: /No space left on device/,
  goesOnWhenFull: true,
  waitsForDisk: true,
  withoutServer: 'waits',
  onBrokenDisk: { says: /Input\/output error/, keepsAll: true },
  test: test.extend('keeper', { scope: 'file' }, async ({ gateway, kubernetes, target }, { onCleanup }): Promise<Keeper> => {
    const table = nameForFile('v', target.runId);
    const ask = (sql: string, values: readonly string[] = []): Promise<readonly { readonly value: string }[]> =>
      inMetastoreDatabase({ gateway, kubernetes }, async (client) => (await client.query<{ value: string }>(sql, [...values])).rows);
    await ask(`CREATE TABLE ${table} (value text PRIMARY KEY)`);
    onCleanup(() => cleanUp(`table ${table}`, () => ask(`DROP TABLE ${table}`)));
    return {
      write: (number) => ask(`INSERT INTO ${table} VALUES ($1)`, [valueOf(number)]),
      read: async () => (await ask(`SELECT value FROM ${table}`)).map(({ value }) => value),
    };
  }),
};

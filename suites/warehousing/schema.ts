import { nameForFile } from '../../fixtures/file-name.ts';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { test as base } from '../../fixtures/test.ts';
import type { Presto } from '../../fixtures/presto.ts';
import { BUCKET } from '../../fixtures/object-store.ts';
import { tpchQueries } from './queries.ts';

/** The suite's tests with a Presto schema of the file's own, named after the run and the file, in a folder of the bucket of that name. */
export const test = base
  .extend('schema', { scope: 'file' }, async ({ presto, objectStore, target }, { onCleanup }) => {
    const name = nameForFile('w', target.runId).toLowerCase();
    onCleanup(() =>
      cleanUp(`schema ${name}`, async () => {
        await dropSchema(presto, name);
        await objectStore.removeBelow(`${name}/`); // Presto leaves the folder's marker
      }),
    );
    await presto.query(`CREATE SCHEMA minio.${name} WITH (location = 's3a://${BUCKET}/${name}/')`);
    return name;
  })
  .extend('tpch', { scope: 'file' }, ({ target }) => (target.scale === 'tiny' ? 'tpch.tiny' : `tpch.sf${target.scale}`))
  .extend('queries', { scope: 'file' }, ({ target }) => tpchQueries(target.scale === 'tiny' ? 0.01 : Number(target.scale)));

async function dropSchema(presto: Presto, name: string): Promise<void> {
  const { rows } = await presto.query(`SELECT table_name, table_type FROM minio.information_schema.tables WHERE table_schema = '${name}'`);
  await Promise.all(rows.map(([table, type]) => presto.query(`DROP ${type === 'VIEW' ? 'VIEW' : 'TABLE'} minio.${name}.${String(table)}`)));
  await presto.query(`DROP SCHEMA minio.${name}`);
}

import { expect } from 'vitest';
import { metastoreLogin, openDatabase, type DatabaseLogin } from '../../fixtures/metastore-database.ts';
import { test } from './test.ts';

test(
  'the metastore’s database user owns its tables, and commands nothing beyond',
  { tags: ['metastore→postgresql'] },
  async ({ metastoreDatabase }) => {
    const { rows } = await metastoreDatabase.query<{ superuser: boolean; owners: string }>(
      `SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
       (SELECT string_agg(DISTINCT tableowner, ', ') FROM pg_tables WHERE schemaname = 'public') AS owners`,
    );
    expect(rows).toEqual([{ superuser: false, owners: 'hive' }]);
    const command = metastoreDatabase.query("COPY (SELECT 'a command of PostgreSQL’s pod') TO PROGRAM 'cat >/dev/null'");
    await expect(command).rejects.toMatchObject({ code: '42501' }); // insufficient_privilege
  },
);

/** Logins beside the metastore's own, and what PostgreSQL answers to them. */
const STRANGERS: Readonly<Record<string, { readonly login: Partial<DatabaseLogin>; readonly code: string }>> = {
  'another password': { login: { password: 'not-the-password' }, code: '28P01' }, // invalid_password
  'another database': { login: { database: 'postgres' }, code: '28000' }, // invalid_authorization_specification
  'the superuser': { login: { user: 'postgres' }, code: '28000' },
};

test.for(Object.entries(STRANGERS))(
  'the metastore’s database lets nobody in by network with %s',
  { tags: ['metastore→postgresql'] },
  async ([, { login, code }], { gateway, kubernetes, seen }) => {
    seen('metastore→postgresql');
    const own = await metastoreLogin(kubernetes);
    await expect(openDatabase(gateway, { ...own, ...login })).rejects.toMatchObject({ code });
    await (await openDatabase(gateway, own)).end();
  },
);

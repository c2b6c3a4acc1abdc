import type { Basics } from '../../fixtures/fixture.ts';
import { metastoreLogin, openDatabase, type DatabaseLogin } from '../../fixtures/metastore-database.ts';
import { attempt } from './attempt.ts';
import type { Attempt } from './tried-door.ts';

/** The metastore's PostgreSQL as those find it who know the password. */
interface DatabaseDoors {
  readonly gateway: Basics['gateway'];
  /** Of whoever has business there. */
  readonly login: DatabaseLogin;
}

/** PostgreSQL's words of who comes in a way that pg_hba.conf does not have. */
const NO = /^no pg_hba.conf entry for host .*, no encryption$/;

/** What somebody tries who has the password. */
export const IN_PLAIN_TEXT: Readonly<Record<string, (database: DatabaseDoors) => Promise<Attempt>>> = {
  'speaks plain text': ({ gateway, login: { user, database, password } }) =>
    attempt(NO, () => versionFrom(gateway, { user, database, password })),
};

/** Comes to the metastore's PostgreSQL; undefined where it takes plain text, so that there is no door to try. @throws Error where it does not let in even the metastore */
export async function comeToDatabase({ gateway, kubernetes }: Basics): Promise<DatabaseDoors | undefined> {
  const login = await metastoreLogin(kubernetes);
  if (login.ssl === undefined) return undefined;
  const version = await versionFrom(gateway, login);
  if (!version.startsWith('TLSv1.')) throw new Error(`PostgreSQL says of a connection by TLS that its version is ${version}`);
  return { gateway, login };
}

/** Logs in, and asks by which TLS. */
async function versionFrom(gateway: Basics['gateway'], login: DatabaseLogin): Promise<string> {
  const client = await openDatabase(gateway, login);
  try {
    const { rows } = await client.query<{ version: string | null }>('SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    return rows[0]?.version ?? 'none';
  } finally {
    await client.end();
  }
}

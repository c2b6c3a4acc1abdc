import type { Basics } from '../../fixtures/fixture.ts';
import type { HBase } from '../../fixtures/hbase.ts';
import type { Hdfs } from '../../fixtures/hdfs.ts';
import { askByHand } from '../../fixtures/presto-by-hand.ts';
import { prestoAddress } from '../../fixtures/presto.ts';
import { authorityOf } from '../../fixtures/tls.ts';
import { zeppelinFor } from '../../fixtures/zeppelin.ts';
import { attempt } from './attempt.ts';
import { REFUSED_BY_TLS } from './refused-by-tls.ts';
import type { Attempt } from './tried-door.ts';

/** The systems, and a name for what is made there. */
interface Stack extends Pick<Basics, 'gateway' | 'kubernetes'> {
  readonly hdfs: Hdfs;
  readonly hbase: HBase;
  readonly name: string;
}

/** What somebody does, and the threat that it is. */
interface Act {
  readonly threat: string;
  readonly act: (stack: Stack) => Promise<Attempt>;
}

/** How servers refuse who has no log-in, in each one's way. */
const NO = RegExp(`HTTP 401|^Error 401|${REFUSED_BY_TLS}`);

/** What anybody does where a name is taken for a proof. */
export const ACTS: Readonly<Record<string, Act>> = {
  'writes in HDFS as its owner': {
    threat: 'hdfs-believes-anybody',
    act: ({ hdfs, name }) =>
      attempt(NO, async () => {
        const anybody = hdfs.claimingToBe('hadoop');
        await anybody.write(`/${name}`, name);
        const said = await anybody.read(`/${name}`);
        await anybody.remove(`/${name}`);
        return `a file of ${said.length} characters was written, read and removed`;
      }),
  },
  'makes a table in HBase, and drops it': {
    threat: 'hbase-believes-anybody',
    act: ({ hbase, name }) =>
      attempt(NO, async () => {
        const anybody = hbase.asAnybody();
        await anybody.createTable(name, 'f');
        await anybody.dropTable(name);
        return `the table ${name} was made and dropped`;
      }),
  },
  'asks Presto as another': {
    threat: 'presto-believes-anybody',
    act: ({ gateway, kubernetes }) =>
      attempt(NO, async () => {
        const { url, proof } = await prestoAddress(kubernetes);
        const door = proof ? { url, proof: { ...proof, user: 'somebody', password: 'guessed' } } : { url };
        const around = { catalog: 'tpch', schema: 'tiny', zone: 'UTC', session: {} };
        const { rows } = await askByHand(gateway, door, 'somebody')({ sql: 'SELECT current_user', ...around });
        return `Presto takes them for ${String(rows[0]?.[0])}`;
      }),
  },
  'makes a note in Zeppelin': {
    threat: 'zeppelin-runs-anybodys-note',
    act: ({ gateway, kubernetes }) =>
      attempt(NO, async () => {
        const { url = '' } = await kubernetes.configMap('zeppelin-address');
        const tls = url.startsWith('https:') ? { ca: await authorityOf(kubernetes) } : undefined;
        const zeppelin = zeppelinFor(gateway, url, tls);
        const note = await zeppelin.importNote({ name: 'by anybody', paragraphs: [] });
        await zeppelin.remove(note);
        return 'a note was made and removed';
      }),
  },
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { skipWithoutTpch, withTpchSchema } from '../../fixtures/tpch.ts';
import type { NoteFile } from '../../fixtures/zeppelin.ts';
import { textOf } from './note.ts';
import { test as base } from './test.ts';

const ORDERS = JSON.parse(readFileSync(join(import.meta.dirname, 'orders.zpln'), 'utf8')) as NoteFile;

/** Tests of the note orders.zpln, whose session is open, over a table that Presto wrote. */
const test = base
  .extend(...withPresto)
  .extend(...withObjectStore)
  .extend(...withSchema)
  .extend(...withTpchSchema)
  .extend('note', { scope: 'file' }, async ({ makeNote, zeppelin, presto, schema }) => {
    await presto.query(
      `CREATE TABLE ${schema}.orders WITH (format = 'ORC') AS SELECT o_orderkey AS id, o_orderpriority AS priority, o_orderdate AS day, CAST(o_totalprice AS decimal(12, 2)) AS price FROM "${presto.catalogs.tpch}".tiny.orders`,
    );
    const id = await makeNote(ORDERS);
    const session = await zeppelin.run(id, 'session');
    return { id, session };
  });

const TAGS = ['zeppelin→spark', 'spark→metastore', 'spark→s3a', 'presto→minio'];

test(
  'the server is Zeppelin 0.10; the report says what it lacks when it was built from packages',
  { tags: ['zeppelin→spark'] },
  async ({ zeppelin }) => {
    expect(await zeppelin.version()).toMatch(/^0\.10\./);
    if (!(await zeppelin.hasWebUi()))
      console.warn('Zeppelin was built from packages: it has no web UI, and notes use Spark through %python, not %spark');
  },
);

describe('the note orders.zpln, paragraph by paragraph', () => {
  test.beforeEach(skipWithoutTpch);

  test('has a session that the Spark cluster knows', { tags: ['zeppelin→spark'] }, async ({ note, gateway }) => {
    const said = textOf(note.session.output);
    expect(note.session.succeeded, said).toBe(true);
    const [master = '', application = ''] = said.split(' ');
    expect(master).toBe('spark://spark-master:7077');
    const cluster = await (await gateway.fetch('http://spark-master:8080/json/')).text();
    expect(cluster).toContain(`"id" : "${application}"`);
  });

  test('reads a table that Presto wrote, and has Presto’s numbers', { tags: TAGS }, async ({ note, zeppelin, presto, schema }) => {
    const { succeeded, output } = await zeppelin.run(note.id, 'read', { schema });
    expect(succeeded, textOf(output)).toBe(true);
    const [table] = output.filter(({ type }) => type === 'TABLE');
    const [head, ...rows] = (table?.data ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(head).toEqual(['priority', 'orders', 'price']);
    const prestos = await presto.query(`SELECT priority, count(*), sum(price) FROM ${schema}.orders GROUP BY priority ORDER BY priority`);
    expect(prestos.rows.length).toBeGreaterThan(1);
    expect(rows).toEqual(prestos.rows.map((row) => row.map(String)));
  });

  test('writes a table that Presto reads', { tags: TAGS }, async ({ note, zeppelin, presto, schema }) => {
    const { succeeded, output } = await zeppelin.run(note.id, 'write', { schema });
    expect(succeeded, textOf(output)).toBe(true);
    const written = await presto.query(`SELECT CAST(month AS date), orders, price FROM ${schema}.months ORDER BY 1`);
    const own = await presto.query(
      `SELECT CAST(date_trunc('month', day) AS date), count(*), sum(price) FROM ${schema}.orders GROUP BY 1 ORDER BY 1`,
    );
    expect(own.rows.length).toBe(Number(textOf(output)));
    expect(written.rows).toEqual(own.rows);
  });

  test('says that a paragraph failed, and why, and goes on', { tags: ['zeppelin→spark'] }, async ({ note, zeppelin }) => {
    const failed = await zeppelin.run(note.id, 'fail');
    expect(failed.succeeded).toBe(false);
    expect(textOf(failed.output)).toMatch(/^so far, so good\n[^]*TABLE_OR_VIEW_NOT_FOUND[^]*nowhere/);
    const stored = await zeppelin.paragraphs(note.id);
    expect(stored.find(({ id }) => id === 'fail')).toEqual({ id: 'fail', status: 'ERROR', output: failed.output });
    expect((await zeppelin.run(note.id, 'session')).succeeded).toBe(true);
  });
});

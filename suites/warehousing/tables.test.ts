import { expect } from 'vitest';
import { test } from './test.ts';

test(
  'a partitioned table has a folder for each partition, and reads only those asked for',
  { tags: ['presto→metastore', 'presto→minio'] },
  async ({ presto, schema, tpch, objectStore }) => {
    const table = `${schema}.orders_by_status`;
    await presto.query(
      `CREATE TABLE ${table} WITH (partitioned_by = ARRAY['status']) AS SELECT o_orderkey, o_totalprice, o_orderstatus AS status FROM ${tpch}.orders`,
    );
    const partitions = await presto.column(`SELECT status FROM ${schema}."orders_by_status$partitions" ORDER BY 1`);
    expect(partitions).toEqual(['F', 'O', 'P']);
    const folders = (await objectStore.list(`${schema}/orders_by_status/`)).flatMap(
      ({ key }) => /status=(\w)\/[^/]+$/.exec(key)?.[1] ?? [],
    );
    expect([...new Set(folders)].sort()).toEqual(partitions);
    const counts = `SELECT status, count(*), sum(o_orderkey) FROM (SELECT o_orderkey, o_orderstatus AS status FROM ${tpch}.orders) GROUP BY status ORDER BY status`;
    expect((await presto.query(`SELECT status, count(*), sum(o_orderkey) FROM ${table} GROUP BY status ORDER BY status`)).rows).toEqual(
      (await presto.query(counts)).rows,
    );

    await objectStore.removeBelow(`${schema}/orders_by_status/status=P/`);
    expect(await presto.column(`SELECT DISTINCT status FROM ${table} ORDER BY 1`)).toEqual(['F', 'O']);
  },
);

test(
  'INSERT adds rows and new partitions, DELETE takes a partition away',
  { tags: ['presto→metastore', 'presto→minio'] },
  async ({ presto, schema, objectStore }) => {
    const table = `${schema}.events`;
    await presto.query(`CREATE TABLE ${table} (id bigint, what varchar, day varchar) WITH (partitioned_by = ARRAY['day'])`);
    await presto.query(`INSERT INTO ${table} VALUES (1, 'a', '2026-01-01'), (2, NULL, '2026-01-01')`);
    await presto.query(`INSERT INTO ${table} VALUES (3, 'ü', '2026-01-02'), (4, 'd', '2026-01-01')`);
    expect((await presto.query(`SELECT * FROM ${table} ORDER BY id`)).rows).toEqual([
      [1, 'a', '2026-01-01'],
      [2, null, '2026-01-01'],
      [3, 'ü', '2026-01-02'],
      [4, 'd', '2026-01-01'],
    ]);
    await presto.query(`DELETE FROM ${table} WHERE day = '2026-01-01'`);
    expect(await presto.column(`SELECT id FROM ${table}`)).toEqual([3]);
    expect(
      (await objectStore.list(`${schema}/events/`)).filter(({ key }) => key.includes('day=2026-01-01/') && !key.endsWith('/')),
    ).toEqual([]);
  },
);

test(
  'ANALYZE puts statistics into the metastore, which SHOW STATS and the database give',
  { tags: ['presto→metastore', 'metastore→postgresql'] },
  async ({ presto, schema, tpch, metastoreDatabase }) => {
    await presto.query(`CREATE TABLE ${schema}.nation_stats AS SELECT * FROM ${tpch}.nation`);
    await presto.query(`ANALYZE ${schema}.nation_stats`);
    const { rows } = await presto.query(`SHOW STATS FOR ${schema}.nation_stats`);
    const distinct = Object.fromEntries(rows.map((row) => [String(row[0]), row[2]]));
    expect(distinct).toMatchObject({ n_nationkey: 25, n_regionkey: 5 });
    expect(rows.find((row) => row[0] === null)?.[4]).toBe(25);

    const stored = await metastoreDatabase.query<{ COLUMN_NAME: string; LONG_HIGH_VALUE: string }>(
      `SELECT "COLUMN_NAME", "LONG_HIGH_VALUE" FROM "TAB_COL_STATS" WHERE "DB_NAME" = $1 AND "TABLE_NAME" = 'nation_stats' AND "COLUMN_NAME" = 'n_nationkey'`,
      [schema],
    );
    expect(stored.rows).toEqual([{ COLUMN_NAME: 'n_nationkey', LONG_HIGH_VALUE: '24' }]);
  },
);

test(
  'a view answers like its query, also after the table beneath has grown',
  { tags: ['presto→metastore', 'presto→minio'] },
  async ({ presto, schema, tpch }) => {
    await presto.query(`CREATE TABLE ${schema}.small AS SELECT * FROM ${tpch}.region WHERE r_regionkey < 3`);
    await presto.query(`CREATE VIEW ${schema}.names AS SELECT upper(r_name) AS name FROM ${schema}.small`);
    expect(await presto.column(`SELECT name FROM ${schema}.names ORDER BY 1`)).toEqual(['AFRICA', 'AMERICA', 'ASIA']);
    await presto.query(`INSERT INTO ${schema}.small SELECT * FROM ${tpch}.region WHERE r_regionkey = 3`);
    expect(await presto.column(`SELECT name FROM ${schema}.names ORDER BY 1`)).toEqual(['AFRICA', 'AMERICA', 'ASIA', 'EUROPE']);
  },
);

test(
  'values of every type come back as they went in, from both formats',
  { tags: ['presto→minio', 'presto→metastore'] },
  async ({ presto, schema }) => {
    const values = `SELECT true AS flag, TINYINT '-128' AS tiny, BIGINT '9223372036854775807' AS big, REAL '1.5' AS r, DOUBLE '2.5e-300' AS d,
    DECIMAL '12345678901234567890.123456789' AS dec, VARCHAR 'naïve 🚀' AS text, CAST('ab' AS char(4)) AS fixed, X'00ff10' AS bytes, DATE '1582-10-15' AS day,
    TIMESTAMP '2026-03-29 02:30:00.123' AS moment, ARRAY[1, NULL, 3] AS list, MAP(ARRAY['k'], ARRAY[DATE '2000-02-29']) AS dict, CAST(ROW(1, 'x') AS ROW(a integer, b varchar)) AS pair, CAST(NULL AS bigint) AS nothing`;
    // As text where JSON's numbers would lose digits.
    const read =
      'SELECT flag, tiny, CAST(big AS varchar), r, d, dec, text, fixed, to_hex(bytes), day, moment, list, dict, pair, nothing FROM';
    const expected = (await presto.query(`${read} (${values})`)).rows;
    expect(expected[0]?.slice(2, 7)).toEqual(['9223372036854775807', 1.5, 2.5e-300, '12345678901234567890.123456789', 'naïve 🚀']);
    for (const format of ['ORC', 'PARQUET']) {
      await presto.query(`CREATE TABLE ${schema}.types_${format} WITH (format = '${format}') AS ${values}`);
      expect((await presto.query(`${read} ${schema}.types_${format}`)).rows).toEqual(expected);
    }
  },
);

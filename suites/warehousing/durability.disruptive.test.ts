import { expect } from 'vitest';
import { test } from './test.ts';

test(
  'metastore and tables survive the deletion of every pod',
  { tags: ['metastore→postgresql', 'metastore→minio', 'presto→metastore', 'presto→minio'] },
  async ({ presto, schema, tpch, disruption, objectStore, ours }) => {
    ours('minio', 'hive-metastore', 'presto');
    await presto.query(
      `CREATE TABLE ${schema}.orders WITH (partitioned_by = ARRAY['status']) AS SELECT o_orderkey, o_totalprice, o_comment, o_orderstatus AS status FROM ${tpch}.orders`,
    );
    await presto.query(
      `CREATE VIEW ${schema}.totals AS SELECT status, count(*) AS orders, to_hex(checksum(o_comment)) AS comments FROM ${schema}.orders GROUP BY status`,
    );
    const question = `SELECT * FROM ${schema}.totals ORDER BY status`;
    const before = (await presto.query(question)).rows;
    expect(before.length).toBe(3);
    const objectsBefore = await objectStore.list(`${schema}/`);

    await disruption.replacePods('presto', 'hive-metastore', 'postgresql', 'minio');

    expect(await objectStore.list(`${schema}/`)).toEqual(objectsBefore);
    expect((await presto.query(question)).rows).toEqual(before);
    await presto.query(`INSERT INTO ${schema}.orders VALUES (0, 1.5, 'after', 'X')`);
    expect((await presto.query(question)).rows.slice(0, 3)).toEqual(before);
    expect(await presto.value(`SELECT orders FROM ${schema}.totals WHERE status = 'X'`)).toBe(1);
  },
);

import { expect } from 'vitest';
import { test } from './test.ts';

test(
  'what Presto creates is in the metastore’s database: name, location, format and columns',
  { tags: ['metastore→postgresql', 'presto→metastore'] },
  async ({ presto, schema, objectStore, metastoreDatabase }) => {
    await presto.query(`CREATE TABLE ${schema}.described (id bigint, "when" date, price decimal(12,2)) WITH (format = 'PARQUET')`);
    const { rows } = await metastoreDatabase.query<{ location: string; format: string; columns: string }>(
      `SELECT s."LOCATION" AS location, s."INPUT_FORMAT" AS format, string_agg(c."COLUMN_NAME" || ' ' || c."TYPE_NAME", ', ' ORDER BY c."INTEGER_IDX") AS columns
     FROM "DBS" d JOIN "TBLS" t USING ("DB_ID") JOIN "SDS" s USING ("SD_ID") JOIN "COLUMNS_V2" c USING ("CD_ID")
     WHERE d."NAME" = $1 AND t."TBL_NAME" = 'described' GROUP BY 1, 2`,
      [schema],
    );
    expect(rows).toEqual([
      {
        location: `s3a://${objectStore.bucket}/${schema}/described`,
        format: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        columns: 'id bigint, when date, price decimal(12,2)',
      },
    ]);
  },
);

test(
  'the metastore itself makes and removes the folder of a table in the bucket',
  { tags: ['metastore→minio', 'metastore→postgresql', 'presto→metastore'] },
  async ({ presto, schema, objectStore }) => {
    // Presto only names the place; the marker, which holds no data, is the metastore's own writing.
    await presto.query(`CREATE TABLE ${schema}.empty (id bigint)`);
    expect(await objectStore.list(`${schema}/empty`)).toEqual([{ key: `${schema}/empty/`, size: 0 }]);
    await presto.query(`DROP TABLE ${schema}.empty`);
    expect(await objectStore.list(`${schema}/empty`)).toEqual([]);
  },
);

test(
  'DROP leaves no object and no metastore entry behind',
  { tags: ['metastore→minio', 'metastore→postgresql', 'presto→metastore', 'presto→minio'] },
  async ({ presto, schema, tpch, objectStore, metastoreDatabase }) => {
    const entries = async (): Promise<number> => {
      const { rows } = await metastoreDatabase.query<{ entries: string }>(
        `SELECT (SELECT count(*) FROM "SDS" WHERE "LOCATION" LIKE $1) + (SELECT count(*) FROM "TBLS" WHERE "TBL_NAME" = 'short_lived')
            + (SELECT count(*) FROM "PARTITIONS" p JOIN "SDS" s USING ("SD_ID") WHERE s."LOCATION" LIKE $1) AS entries`,
        [`%/${schema}/short_lived%`],
      );
      return Number(rows[0]?.entries);
    };
    await presto.query(
      `CREATE TABLE ${schema}.short_lived WITH (partitioned_by = ARRAY['status']) AS SELECT o_orderkey, o_orderstatus AS status FROM ${tpch}.orders`,
    );
    expect((await objectStore.list(`${schema}/short_lived/`)).length).toBeGreaterThanOrEqual(3);
    expect(await entries()).toBeGreaterThanOrEqual(1 + 1 + 3 + 3);

    await presto.query(`DROP TABLE ${schema}.short_lived`);
    expect(await objectStore.list(`${schema}/short_lived`)).toEqual([]);
    expect(await entries()).toBe(0);
  },
);

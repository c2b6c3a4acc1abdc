import { expect } from 'vitest';
import { test } from './test.ts';

/** How files of a format begin. */
const MAGIC = { ORC: 'ORC', PARQUET: 'PAR1' } as const;

for (const format of ['ORC', 'PARQUET'] as const) {
  test(
    `a ${format} table is whole objects of that format in the bucket`,
    { tags: ['presto→minio', 'presto→metastore'] },
    async ({ presto, schema, tpch, objectStore }) => {
      const table = `${schema}.customer_${format}`;
      await presto.query(`CREATE TABLE ${table} WITH (format = '${format}') AS SELECT * FROM ${tpch}.customer`);
      const paths = (await presto.column(`SELECT DISTINCT "$path" FROM ${table} ORDER BY 1`)).map((path) =>
        String(path).replace(new RegExp(`^s3a?://${objectStore.bucket}/`), ''),
      );
      const sizes = await presto.column(`SELECT DISTINCT "$file_size" FROM ${table}`);

      const objects = (await objectStore.list(`${schema}/customer_${format.toLowerCase()}/`)).filter(({ key }) => !key.endsWith('/'));
      expect(objects.map(({ key }) => key).sort()).toEqual(paths);
      expect(new Set(objects.map(({ size }) => size))).toEqual(new Set(sizes));
      for (const { key, size } of objects) {
        const content = await objectStore.read(key);
        expect(content.length).toBe(size);
        expect(content.subarray(0, MAGIC[format].length).toString('latin1')).toBe(MAGIC[format]);
      }
    },
  );
}

test(
  'an object taken away takes its rows with it, and brings them back',
  { tags: ['presto→minio', 'presto→metastore'] },
  async ({ presto, schema, tpch, objectStore }) => {
    const table = `${schema}.orders_in_two`;
    await presto.query(`CREATE TABLE ${table} AS SELECT * FROM ${tpch}.orders WHERE o_orderkey % 2 = 0`);
    await presto.query(`INSERT INTO ${table} SELECT * FROM ${tpch}.orders WHERE o_orderkey % 2 = 1`);
    const digest = `SELECT count(*), sum(o_orderkey), to_hex(checksum(o_comment)) FROM ${table}`;
    const before = (await presto.query(digest)).rows;
    expect(before[0]?.[0]).toBe(await presto.value(`SELECT count(*) FROM ${tpch}.orders`));

    const path = String((await presto.column(`SELECT DISTINCT "$path" FROM ${table} ORDER BY 1 LIMIT 1`))[0]);
    const rowsInIt = await presto.value(`SELECT count(*) FROM ${table} WHERE "$path" = '${path}'`);
    const key = path.slice(path.indexOf(`${objectStore.bucket}/`) + objectStore.bucket.length + 1);
    const content = await objectStore.read(key);

    await objectStore.remove(key);
    expect(await presto.value(`SELECT count(*) FROM ${table}`)).toBe(Number(before[0]?.[0]) - Number(rowsInIt));
    await objectStore.write(key, content);
    expect((await presto.query(digest)).rows).toEqual(before);
  },
);

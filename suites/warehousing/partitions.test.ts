import { describe, expect } from 'vitest';
import { rowsOf, withSpark } from '../../fixtures/spark.ts';
import { test as base } from './test.ts';

const FORMATS = ['orc', 'parquet'] as const;

/** Values of a partition's column that are no folder's name as they are, or that a listing takes for something else. Presto takes printable ASCII only. */
const VALUES = [
  '50%',
  'a=b',
  'a+b',
  'a:b',
  'a?b',
  'a|b',
  "it's",
  'a"b',
  'a\\b',
  '2026-11-25 10:00:00',
  '.hidden',
  '_under',
  ' lead',
  'trail ',
  'x'.repeat(200),
  null,
] as const;
const ROWS = VALUES.map((value, index) => [index, value]);

/** A text as each engine reads one; Spark takes a backslash for the begin of something else. */
const QUOTED = {
  presto: (value: string): string => `'${value.replaceAll("'", "''")}'`,
  spark: (value: string): string => `'${value.replaceAll(/[\\']/g, '\\$&')}'`,
} as const;

function literals(engine: keyof typeof QUOTED): string {
  return VALUES.map((value, index) => `(${index}, ${value === null ? 'NULL' : QUOTED[engine](value)})`).join(', ');
}

/** What Spark is asked, by name. */
const statements = (schema: string, bucket: string): Readonly<Record<string, string>> => ({
  use: `USE ${schema}`,
  ...Object.fromEntries(
    FORMATS.flatMap((format) => [
      [`read ${format}`, `SELECT * FROM presto_${format} ORDER BY id`],
      [
        `write ${format}`,
        `CREATE TABLE spark_${format} USING ${format} PARTITIONED BY (part) AS SELECT * FROM VALUES ${literals('spark')} AS t(id, part)`,
      ],
      [`char of ${format}`, `SELECT length(a), length(v), a = 'ab', a || '|' FROM presto_char_${format}`],
      [`make char ${format}`, `CREATE TABLE spark_char_${format} (a CHAR(4), v VARCHAR(3)) USING ${format}`],
      [`write char ${format}`, `INSERT INTO spark_char_${format} VALUES ('ab', 'ab')`],
    ]),
  ),
  unicode: "CREATE TABLE unicode USING parquet PARTITIONED BY (part) AS SELECT * FROM VALUES (1, 'ü/世界') AS t(id, part)",
  empty: "CREATE TABLE empty USING parquet PARTITIONED BY (part) AS SELECT * FROM VALUES (1, '') AS t(id, part)",
  'read empty': 'SELECT part FROM empty',
  hours: 'CREATE TABLE hours (id INT) PARTITIONED BY (hour INT) STORED AS PARQUET',
  'a folder': `INSERT OVERWRITE DIRECTORY 's3a://${bucket}/${schema}/hours/hour=06' STORED AS PARQUET SELECT 1 AS id`,
  repair: 'MSCK REPAIR TABLE hours',
  'read hours': 'SELECT id, hour FROM hours WHERE hour = 6',
});

/** Tests with what one Spark program answered about tables that Presto had written, and what it wrote. */
const test = base.extend(...withSpark).extend('rows', { scope: 'file' }, async ({ presto, spark, schema, objectStore }) => {
  const create = async (format: (typeof FORMATS)[number]): Promise<void> => {
    const as = `format = '${format.toUpperCase()}'`;
    await presto.query(`CREATE TABLE ${schema}.presto_${format} (id integer, part varchar) WITH (${as}, partitioned_by = ARRAY['part'])`);
    await presto.query(`INSERT INTO ${schema}.presto_${format} VALUES ${literals('presto')}`);
    await presto.query(`CREATE TABLE ${schema}.presto_char_${format} (a char(4), v varchar(3)) WITH (${as})`);
    await presto.query(`INSERT INTO ${schema}.presto_char_${format} VALUES ('ab', 'ab')`);
  };
  await Promise.all(FORMATS.map(create));
  const asked = statements(schema, objectStore.bucket);
  const answers = await spark.answers('partitions', Object.values(asked));
  const index = new Map(Object.keys(asked).map((name, at) => [name, at]));
  return (name: string) => rowsOf(answers[index.get(name) ?? -1] ?? { error: `Spark was not asked: ${name}` }, asked[name] ?? '');
});

const BOTH_ENGINES = ['spark→metastore', 'spark→s3a', 'presto→minio'];

describe.each(FORMATS)('%s', (format) => {
  test('partitions of any name that Presto wrote are Spark’s too', { tags: BOTH_ENGINES }, ({ rows }) => {
    expect(rows(`read ${format}`)).toEqual(ROWS);
  });

  test('partitions of any name that Spark wrote are Presto’s too', { tags: BOTH_ENGINES }, async ({ rows, presto, schema }) => {
    expect(rows(`write ${format}`)).toEqual([]);
    expect((await presto.query(`SELECT * FROM ${schema}.spark_${format} ORDER BY id`)).rows).toEqual(ROWS);
    const named = await presto.column(`SELECT id FROM ${schema}.spark_${format} WHERE part = 'a=b' OR part IS NULL ORDER BY id`);
    expect(named).toEqual([VALUES.indexOf('a=b'), VALUES.indexOf(null)]);
  });

  test('CHAR is padded for both engines', { tags: BOTH_ENGINES }, async ({ rows, presto, schema }) => {
    expect(rows(`char of ${format}`)).toEqual([[4, 2, true, 'ab  |']]);
    expect(rows(`write char ${format}`)).toEqual([]);
    const { rows: prestos } = await presto.query(
      `SELECT length(a), length(v), a = 'ab', CAST(a AS varchar) || '|' FROM ${schema}.spark_char_${format}`,
    );
    expect(prestos).toEqual([[4, 2, true, 'ab  |']]);
  });
});

test('a partition whose name is no ASCII is Spark’s, and Presto reads it', { tags: BOTH_ENGINES }, async ({ rows, presto, schema }) => {
  expect(rows('unicode')).toEqual([]);
  expect((await presto.query(`SELECT id, part FROM ${schema}.unicode`)).rows).toEqual([[1, 'ü/世界']]);
});

test('an empty text as a partition is a null for both engines', { tags: BOTH_ENGINES }, async ({ rows, presto, schema }) => {
  expect(rows('read empty')).toEqual([[null]]);
  expect((await presto.query(`SELECT part FROM ${schema}.empty`)).rows).toEqual([[null]]);
});

test(
  'a partition’s folder may have a leading zero where its column is a number',
  { tags: BOTH_ENGINES },
  async ({ rows, presto, schema }) => {
    expect(rows('read hours')).toEqual([[1, 6]]);
    expect((await presto.query(`SELECT id, hour FROM ${schema}.hours WHERE hour = 6`)).rows).toEqual([[1, 6]]);
  },
);

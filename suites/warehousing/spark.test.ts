import { describe, expect } from 'vitest';
import type { PrestoRow } from '../../fixtures/presto.ts';
import { TABLES } from './queries.ts';
import { expectSameRows } from './rows.ts';
import { test as base } from './scale.ts';

const FORMATS = ['orc', 'parquet'] as const;
type Format = (typeof FORMATS)[number];

const COLUMNS =
  'id bigint, text varchar, amount decimal(18,4), small integer, flag boolean, day date, at timestamp, ratio double, bytes varbinary, list array(varchar), part varchar';

/** Where the list is in a row. */
const LIST = 9;

/** As Presto is told them: unicode, extremes, emptiness and nulls; a partition whose value can’t be a folder’s name as it is (Presto takes printable ASCII only). */
const LITERALS = [
  `1, 'Grüße, 世界 🌍', DECIMAL '12345678901234.5678', CAST(2147483647 AS integer), true, DATE '2026-02-28', TIMESTAMP '2026-11-25 12:34:56.789', 0.1E0, X'00FF10', ARRAY['a', NULL, ''], 'south west/1'`,
  `2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'north'`,
  `3, '', DECIMAL '-99999999999999.9999', CAST(-2147483648 AS integer), false, DATE '1970-01-01', TIMESTAMP '1970-01-01 00:00:00.000', -1.7976931348623157E308, X'', ARRAY[], 'north'`,
];
/** The same, as both engines' clients give them. */
const ROWS: readonly PrestoRow[] = [
  [
    1,
    'Grüße, 世界 🌍',
    '12345678901234.5678',
    2147483647,
    true,
    '2026-02-28',
    '2026-11-25 12:34:56.789',
    0.1,
    'AP8Q',
    ['a', null, ''],
    'south west/1',
  ],
  [2, null, null, null, null, null, null, null, null, null, 'north'],
  [3, '', '-99999999999999.9999', -2147483648, false, '1970-01-01', '1970-01-01 00:00:00.000', -1.7976931348623157e308, '', [], 'north'],
];

/** Questions that the engines answer differently, by design: Presto's answer, then Spark's, when both are asked in UTC. */
const DISAGREEMENTS = {
  'the quotient of two integers': { sql: 'SELECT 7 / 2', presto: [[3]], spark: [[3.5]] },
  'nulls in an ascending order': {
    sql: 'SELECT x FROM (SELECT 1 AS x UNION ALL SELECT NULL) t ORDER BY x',
    presto: [[1], [null]],
    spark: [[null], [1]],
  },
  'the text of a timestamp': {
    sql: "SELECT CAST(TIMESTAMP '2026-07-01 12:00:00' AS varchar(40))",
    presto: [['2026-07-01 12:00:00.000']],
    spark: [['2026-07-01 12:00:00']],
  },
  'a timestamp that is told with an offset': {
    sql: "SELECT CAST(TIMESTAMP '2026-07-01 12:00:00 +02:00' AS varchar(40))",
    presto: [['2026-07-01 12:00:00.000 +02:00']],
    spark: [['2026-07-01 10:00:00']],
  },
  'the greatest of a number and a null': { sql: 'SELECT greatest(1, NULL)', presto: [[null]], spark: [[1]] },
} as const;

/** Tests with what one Spark program answered about tables that Presto had written, and what it wrote. A program costs more than a statement. */
const test = base.extend('answers', { scope: 'file' }, async ({ presto, spark, schema, tpch, queries, writesAtOnce }) => {
  const values = LITERALS.map((row) => `(${row})`).join(', ');
  const create = async (format: Format): Promise<void> => {
    const table = `${schema}.presto_${format}`;
    await presto.query(`CREATE TABLE ${table} (${COLUMNS}) WITH (format = '${format.toUpperCase()}', partitioned_by = ARRAY['part'])`);
    await presto.query(`INSERT INTO ${table} VALUES ${values}`);
  };
  await Promise.all([
    ...FORMATS.map(create),
    ...TABLES.map((table) =>
      writesAtOnce(() => presto.query(`CREATE TABLE ${schema}.${table} WITH (format = 'PARQUET') AS SELECT * FROM ${tpch}.${table}`)),
    ),
  ]);
  const statements = new Map<string, string>([
    ['use', `USE ${schema}`],
    ...FORMATS.flatMap((format): [string, string][] => [
      [`read ${format}`, `SELECT * FROM presto_${format} ORDER BY id`],
      [`write ${format}`, `CREATE TABLE spark_${format} USING ${format} PARTITIONED BY (part) AS SELECT * FROM presto_${format}`],
    ]),
    ...Object.entries(DISAGREEMENTS).map(([name, { sql }]): [string, string] => [name, sql]),
    ...queries.map((sql, index): [string, string] => [`query ${index + 1}`, sql]),
  ]);
  const answers = await spark.sql('lake', [...statements.values()]);
  const byName = new Map([...statements.keys()].map((name, index) => [name, answers[index]]));
  return (name: string): readonly PrestoRow[] => byName.get(name) ?? [];
});

describe.concurrent('one lake', () => {
  for (const format of FORMATS) {
    test(
      `${format}: Spark reads what Presto wrote, value for value`,
      { tags: ['spark→metastore', 'spark→s3a', 'presto→minio'] },
      ({ answers }) => {
        expect(answers(`read ${format}`)).toEqual(ROWS);
      },
    );

    test(
      `${format}: Presto reads what Spark wrote, value for value`,
      { tags: ['spark→metastore', 'spark→s3a', 'presto→minio'] },
      async ({ answers, presto, schema }) => {
        expect(answers(`write ${format}`)).toEqual([]);
        const { rows } = await presto.query(`SELECT * FROM ${schema}.spark_${format} ORDER BY id`);
        expect(rows.map(withLists)).toEqual(ROWS);
        const partitions = await presto.column(`SELECT part FROM ${schema}."spark_${format}$partitions" ORDER BY part`);
        expect(partitions).toEqual(['north', 'south west/1']);
      },
    );
  }

  for (let number = 1; number <= 22; number++) {
    test(
      `Spark answers TPC-H query ${number} as Presto does`,
      { tags: ['spark→metastore', 'spark→s3a'] },
      async ({ answers, presto, schema, queries }) => {
        const { rows } = await presto.query(queries[number - 1] ?? '', 'minio', schema);
        expect(rows.flat().some((value) => value !== null)).toBe(true);
        expectSameRows(answers(`query ${number}`), rows);
      },
    );
  }

  for (const [name, { sql, presto: prestos, spark: sparks }] of Object.entries(DISAGREEMENTS)) {
    test(`the engines disagree on ${name}`, { tags: ['spark→metastore'] }, async ({ answers, presto }) => {
      expect((await presto.query(sql)).rows).toEqual(prestos);
      expect(answers(name)).toEqual(sparks);
    });
  }
});

/** Presto's protocol carries a list as its text. */
function withLists(row: PrestoRow): PrestoRow {
  return row.map((value, index) => (index === LIST && typeof value === 'string' ? (JSON.parse(value) as string[]) : value));
}

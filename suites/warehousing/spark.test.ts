import { describe, expect } from 'vitest';
import type { PrestoRow } from '../../fixtures/presto.ts';
import { rowsOf, withSpark, type SparkAnswer } from '../../fixtures/spark.ts';
import { skipWithoutTpch } from '../../fixtures/tpch.ts';
import { COLUMNS, LITERALS, ROWS, withLists } from './every-type.ts';
import { TABLES } from './queries.ts';
import { expectSameRows } from './rows.ts';
import { test as base } from './test.ts';

const FORMATS = ['orc', 'parquet'] as const;
type Format = (typeof FORMATS)[number];

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

const ZONES = ['UTC', 'America/New_York'] as const;
const CLOCK = (format: Format): string => `SELECT year(at), month(at), day(at), hour(at), minute(at) FROM moment_${format}`;
/** The day that both calendars have, and that they number differently. */
const ANCIENT = (format: Format): string => `SELECT CAST(day AS varchar(20)) FROM moment_${format}`;

/** What Spark is asked, by name. The zone of its session is the one that was set last. */
const statements = (schema: string, queries: readonly string[]): [name: string, sql: string][] => [
  ['use', `USE ${schema}`],
  ...FORMATS.flatMap((format): [string, string][] => [
    [`read ${format}`, `SELECT * FROM presto_${format} ORDER BY id`],
    [`write ${format}`, `CREATE TABLE spark_${format} USING ${format} PARTITIONED BY (part) AS SELECT * FROM presto_${format}`],
    [`ancient ${format}`, ANCIENT(format)],
  ]),
  ...Object.entries(DISAGREEMENTS).map(([name, { sql }]): [string, string] => [name, sql]),
  ...queries.map((sql, index): [string, string] => [`query ${index + 1}`, sql]),
  ...ZONES.flatMap((zone): [string, string][] => [
    [zone, `SET TIME ZONE '${zone}'`],
    ...FORMATS.map((format): [string, string] => [`clock ${format} ${zone}`, CLOCK(format)]),
  ]),
];

/** Tests with what one Spark program answered about tables that Presto had written, and what it wrote. A program costs more than a statement. */
const test = base
  .extend(...withSpark)
  .extend('answers', { scope: 'file' }, async ({ presto, spark, schema, tpchSchema, queries, writesAtOnce }) => {
    const values = LITERALS.map((row) => `(${row})`).join(', ');
    const create = async (format: Format): Promise<void> => {
      const table = `${schema}.presto_${format}`;
      const moment = "SELECT TIMESTAMP '2026-07-01 12:34:00' AS at, DATE '1500-03-01' AS day";
      await presto.query(`CREATE TABLE ${table} (${COLUMNS}) WITH (format = '${format.toUpperCase()}', partitioned_by = ARRAY['part'])`);
      await presto.query(`INSERT INTO ${table} VALUES ${values}`);
      await presto.query(`CREATE TABLE ${schema}.moment_${format} WITH (format = '${format.toUpperCase()}') AS ${moment}`);
    };
    await Promise.all([
      ...FORMATS.map(create),
      ...TABLES.map((table) =>
        writesAtOnce(() =>
          presto.query(`CREATE TABLE ${schema}.${table} WITH (format = 'PARQUET') AS SELECT * FROM ${tpchSchema.name}.${table}`),
        ),
      ),
    ]);
    const asked = new Map(statements(schema, queries));
    const answers = await spark.answers('lake', [...asked.values()]);
    const byName = new Map([...asked.keys()].map((name, index) => [name, answers[index]]));
    const answer = (name: string): SparkAnswer => {
      const found = byName.get(name);
      if (!found) throw new Error(`Spark was not asked: ${name}`);
      return found;
    };
    return { answer, rows: (name: string) => rowsOf(answer(name), asked.get(name) ?? '') };
  });

const BOTH_ENGINES = ['spark→metastore', 'spark→s3a', 'presto→minio'];

test.beforeEach(skipWithoutTpch);

describe.concurrent('one lake', () => {
  for (const format of FORMATS) {
    test(`${format}: Spark reads what Presto wrote, value for value`, { tags: BOTH_ENGINES }, ({ answers }) => {
      expect(answers.rows(`read ${format}`)).toEqual(ROWS);
    });

    test(`${format}: Presto reads what Spark wrote, value for value`, { tags: BOTH_ENGINES }, async ({ answers, presto, schema }) => {
      expect(answers.rows(`write ${format}`)).toEqual([]);
      const { rows } = await presto.query(`SELECT * FROM ${schema}.spark_${format} ORDER BY id`);
      expect(rows.map(withLists)).toEqual(ROWS);
      const partitions = await presto.column(`SELECT part FROM ${schema}."spark_${format}$partitions" ORDER BY part`);
      expect(partitions).toEqual(['north', 'south west/1']);
    });
  }

  for (let number = 1; number <= 22; number++) {
    test(
      `Spark answers TPC-H query ${number} as Presto does`,
      { tags: ['spark→metastore', 'spark→s3a'] },
      async ({ answers, presto, schema, queries }) => {
        const { rows } = await presto.query(queries[number - 1] ?? '', presto.catalogs.lake, schema);
        expect(rows.flat().some((value) => value !== null)).toBe(true);
        expectSameRows(answers.rows(`query ${number}`), rows);
      },
    );
  }

  for (const [name, { sql, presto: prestos, spark: sparks }] of Object.entries(DISAGREEMENTS)) {
    test(`the engines disagree on ${name}`, { tags: ['spark→metastore'] }, async ({ answers, presto }) => {
      expect((await presto.query(sql)).rows).toEqual(prestos);
      expect(answers.rows(name)).toEqual(sparks);
    });
  }

  for (const format of FORMATS) {
    test(
      `${format}: a timestamp that Presto wrote is one moment for both engines, which each session’s own zone shows`,
      { tags: BOTH_ENGINES },
      async ({ answers, presto, schema }) => {
        const clocks: Record<(typeof ZONES)[number], readonly PrestoRow[]> = {
          UTC: [[2026, 7, 1, 12, 34]],
          'America/New_York': [[2026, 7, 1, 8, 34]],
        };
        for (const zone of ZONES) {
          expect((await presto.query(CLOCK(format), presto.catalogs.lake, schema, zone)).rows).toEqual(clocks[zone]);
          expect(answers.rows(`clock ${format} ${zone}`)).toEqual(clocks[zone]);
        }
      },
    );
  }

  test(
    'orc: the engines disagree on a day before 1582, which Spark takes for one of the Julian calendar',
    { tags: BOTH_ENGINES },
    async ({ answers, presto, schema }) => {
      expect((await presto.query(ANCIENT('orc'), presto.catalogs.lake, schema)).rows).toEqual([['1500-03-01']]);
      expect(answers.rows('ancient orc')).toEqual([['1500-02-20']]);
    },
  );

  test(
    'parquet: the engines disagree on a day before 1582, which Spark refuses to read',
    { tags: BOTH_ENGINES },
    async ({ answers, presto, schema }) => {
      expect((await presto.query(ANCIENT('parquet'), presto.catalogs.lake, schema)).rows).toEqual([['1500-03-01']]);
      expect(answers.answer('ancient parquet')).toMatchObject({
        error: expect.stringContaining('INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME') as string,
      });
    },
  );
});

import { expect } from 'vitest';
import type { PrestoRow } from '../../fixtures/presto.ts';
import type { SparkAnswer } from '../../fixtures/spark.ts';
import { test as base } from '../../fixtures/test.ts';

const FORMATS = ['orc', 'parquet'] as const;
type Format = (typeof FORMATS)[number];
const ZONES = ['UTC', 'America/New_York'] as const;

const CLOCK = (format: Format): string => `SELECT year(at), month(at), day(at), hour(at), minute(at) FROM presto_${format}`;
/** The day that both calendars have, and that they number differently. */
const ANCIENT = (format: Format): string => `SELECT CAST(day AS varchar(20)) FROM presto_${format}`;

/** Tests with what Spark answered about times that Presto had written: by the statement and the session's zone. */
const test = base.extend('answers', { scope: 'file' }, async ({ presto, spark, schema }) => {
  for (const format of FORMATS)
    await presto.query(
      `CREATE TABLE ${schema}.presto_${format} WITH (format = '${format.toUpperCase()}') AS SELECT TIMESTAMP '2026-07-01 12:34:00' AS at, DATE '1500-03-01' AS day`,
    );
  const asked = ZONES.flatMap((zone) => [`SET TIME ZONE '${zone}'`, ...FORMATS.flatMap((format) => [CLOCK(format), ANCIENT(format)])]);
  const [, ...answers] = await spark.answers('time', [`USE ${schema}`, ...asked]);
  const perZone = asked.length / ZONES.length;
  return (statement: string, zone: (typeof ZONES)[number]): SparkAnswer | undefined => {
    const begin = ZONES.indexOf(zone) * perZone;
    return answers[asked.indexOf(statement, begin)];
  };
});

const TAGS = ['spark→metastore', 'spark→s3a', 'presto→minio'];

for (const format of FORMATS) {
  test(
    `${format}: a timestamp that Presto wrote is one moment for both engines, which each session’s own zone shows`,
    { tags: TAGS },
    async ({ answers, presto, schema }) => {
      const clocks: Record<(typeof ZONES)[number], readonly PrestoRow[]> = {
        UTC: [[2026, 7, 1, 12, 34]],
        'America/New_York': [[2026, 7, 1, 8, 34]],
      };
      for (const zone of ZONES) {
        expect((await presto.query(CLOCK(format), 'minio', schema, zone)).rows).toEqual(clocks[zone]);
        expect(answers(CLOCK(format), zone)).toEqual({ rows: clocks[zone] });
      }
    },
  );
}

test(
  'orc: the engines disagree on a day before 1582, which Spark takes for one of the Julian calendar',
  { tags: TAGS },
  async ({ answers, presto, schema }) => {
    expect((await presto.query(ANCIENT('orc'), 'minio', schema)).rows).toEqual([['1500-03-01']]);
    expect(answers(ANCIENT('orc'), 'UTC')).toEqual({ rows: [['1500-02-20']] });
  },
);

test(
  'parquet: the engines disagree on a day before 1582, which Spark refuses to read',
  { tags: TAGS },
  async ({ answers, presto, schema }) => {
    expect((await presto.query(ANCIENT('parquet'), 'minio', schema)).rows).toEqual([['1500-03-01']]);
    expect(answers(ANCIENT('parquet'), 'UTC')).toMatchObject({
      error: expect.stringContaining('INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME') as string,
    });
  },
);

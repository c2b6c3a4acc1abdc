import { describe, expect } from 'vitest';
import { skipWithoutTpch } from '../../fixtures/tpch.ts';
import { TABLES } from './queries.ts';
import { expectSameRows } from './rows.ts';
import { test as base } from './test.ts';
import { expectPublishedAnswer } from './published-answers.ts';

const FORMATS = ['ORC', 'PARQUET'] as const;

/** Tests with the TPC-H tables in the bucket, in both formats, and with the tpch connector's own answers. */
const test = base
  .extend('tables', { scope: 'file' }, async ({ presto, schema, tpchSchema, writesAtOnce }) => {
    const create = (format: string, table: string): Promise<unknown> =>
      presto.query(`CREATE TABLE ${schema}.${table}_${format} WITH (format = '${format}') AS SELECT * FROM ${tpchSchema.name}.${table}`);
    await Promise.all(FORMATS.flatMap((format) => TABLES.map((table) => writesAtOnce(() => create(format, table)))));
    return { inFormat: (sql: string, format: string) => sql.replaceAll(new RegExp(`\\b(${TABLES.join('|')})\\b`, 'g'), `$1_${format}`) };
  })
  .extend('columns', { scope: 'file' }, async ({ presto, tpchSchema: { catalog, schema } }) => {
    const { rows } = await presto.query(
      `SELECT table_name, array_join(array_agg(column_name), ', ') FROM information_schema.columns WHERE table_schema = '${schema}' GROUP BY table_name`,
      catalog,
      schema,
    );
    const byTable = new Map(rows.map(([table, names]) => [String(table), String(names)]));
    return (table: string) => byTable.get(table) ?? '';
  })
  .extend('reference', { scope: 'file' }, ({ presto, queries, tpchSchema: { catalog, schema } }) => {
    const answers = new Map<number, ReturnType<typeof presto.query>>();
    return (number: number) => {
      const answer = answers.get(number) ?? presto.query(queries[number - 1] ?? '', catalog, schema);
      answers.set(number, answer);
      return answer;
    };
  });

test.beforeEach(skipWithoutTpch);

describe.concurrent('TPC-H', () => {
  for (const format of FORMATS) {
    test(
      `${format}: every table holds every row`,
      { tags: ['presto→minio', 'presto→metastore', 'metastore→minio'] },
      async ({ presto, schema, tables, columns, tpchSchema }) => {
        const ofTable = (table: string): string =>
          `SELECT '${table}' AS name, count(*) AS rows, to_hex(checksum(ROW(${columns(table)}))) AS all_values FROM ${table}`;
        const sums = TABLES.map(ofTable).join(' UNION ALL ');
        const expected = await presto.query(`${sums} ORDER BY name`, tpchSchema.catalog, tpchSchema.schema);
        expect(expected.rows.every(([, count]) => Number(count) > 0)).toBe(true);
        const { rows } = await presto.query(`${tables.inFormat(sums, format)} ORDER BY name`, presto.catalogs.lake, schema);
        expect(rows).toEqual(expected.rows.map(([name, ...sum]) => [`${String(name)}_${format}`, ...sum]));
      },
    );

    for (let number = 1; number <= 22; number++) {
      test(
        `${format}: query ${number} equals the tpch connector's answer`,
        { tags: ['presto→minio', 'presto→metastore'] },
        async ({ presto, schema, tables, queries, reference, target }) => {
          const { rows } = await presto.query(tables.inFormat(queries[number - 1] ?? '', format), presto.catalogs.lake, schema);
          const expected = await reference(number);
          expect(expected.rows.flat().some((value) => value !== null)).toBe(true);
          expectSameRows(rows, expected.rows);
          if (target.scale === '1') expectPublishedAnswer(number, rows);
        },
      );
    }
  }
});

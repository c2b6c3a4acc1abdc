import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openObjectStore } from '../fixtures/object-store.ts';
import { Presto, prestoAddress } from '../fixtures/presto.ts';
import { dropSchema, makeSchema } from '../fixtures/schema.ts';
import { openSpark, type Spark } from '../fixtures/spark.ts';
import { LARGE_DATA, TABLES, tpchQueries } from '../suites/warehousing/queries.ts';
import { standingStack } from './standing-stack.ts';

/** Seconds that each engine took for a TPC-H query, which the place in the list numbers. */
export interface EngineSeconds {
  readonly presto: number;
  readonly spark: number;
}

/** Has the standing stack's Presto and Spark answer the TPC-H queries at scale factor 1 from the same objects, one after the other, and takes the time. */
export async function compareEngines(): Promise<EngineSeconds[]> {
  const { target, gateway, kubernetes, leave } = await standingStack('1');
  const presto = new Presto(gateway, await prestoAddress(kubernetes), LARGE_DATA);
  const objectStore = await openObjectStore(kubernetes, gateway);
  const schema = target.runId.replace('-', '_');
  await makeSchema(schema, presto, objectStore);
  try {
    for (const table of TABLES)
      await presto.query(
        `CREATE TABLE ${schema}.${table} WITH (format = 'PARQUET') AS SELECT * FROM "${presto.catalogs.tpch}".sf1.${table}`,
      );
    const prestos = await prestoSeconds(presto, schema);
    const sparks = await sparkSeconds(await openSpark(target, kubernetes, objectStore), schema);
    return prestos.map((seconds, index) => ({ presto: seconds, spark: sparks[index] ?? NaN }));
  } finally {
    await dropSchema(schema, presto, objectStore);
    await leave();
  }
}

async function prestoSeconds(presto: Presto, schema: string): Promise<number[]> {
  const seconds: number[] = [];
  for (const sql of tpchQueries(1)) {
    const begin = performance.now();
    await presto.query(sql, presto.catalogs.lake, schema);
    seconds.push((performance.now() - begin) / 1000);
  }
  return seconds;
}

async function sparkSeconds(spark: Spark, schema: string): Promise<number[]> {
  const job = await spark.submit({
    name: 'tpch',
    main: readFileSync(join(import.meta.dirname, 'tpch.py'), 'utf8'),
    args: [schema],
    files: { 'queries.json': JSON.stringify(tpchQueries(1)) },
    conf: { 'spark.cores.max': '2' },
  });
  try {
    const { succeeded, log } = await job.ended();
    if (!succeeded) throw new Error(`Spark’s program failed:\n${log.slice(-2_000)}`);
    return [...log.matchAll(/^seconds: ([\d.]+)$/gm)].map(([, seconds]) => Number(seconds));
  } finally {
    await job.remove();
  }
}

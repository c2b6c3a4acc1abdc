import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Gateway } from '../fixtures/gateway.ts';
import { Kubernetes } from '../fixtures/kubernetes.ts';
import { openObjectStore } from '../fixtures/object-store.ts';
import { Presto } from '../fixtures/presto.ts';
import { dropSchema, makeSchema } from '../fixtures/schema.ts';
import { openSpark, type Spark } from '../fixtures/spark.ts';
import { findKindCluster } from '../harness/index.ts';
import { LARGE_DATA, TABLES, tpchQueries } from '../suites/warehousing/queries.ts';

const NEVER = new AbortController().signal;

/** Seconds that each engine took for a TPC-H query, which the place in the list numbers. */
export interface EngineSeconds {
  readonly presto: number;
  readonly spark: number;
}

/** Has the standing stack's Presto and Spark answer the TPC-H queries at scale factor 1 from the same objects, one after the other, and takes the time. */
export async function compareEngines(): Promise<EngineSeconds[]> {
  const cluster = await findKindCluster(NEVER);
  if (!cluster) throw new Error('no cluster stands');
  const door = await cluster.connect(NEVER);
  const gateway = new Gateway(door.url);
  const runId = `bench-${Date.now()}`;
  const { place, tools } = cluster.access;
  const target = {
    ...place,
    kubectl: tools.kubectl,
    gateway: door.url,
    runId,
    scale: '1',
    images: {},
    releases: [],
    existing: [],
    unseen: {},
  };
  const kubernetes = new Kubernetes(target);
  const presto = new Presto(gateway, LARGE_DATA);
  const objectStore = await openObjectStore(kubernetes, gateway);
  const schema = runId.replace('-', '_');
  await makeSchema(schema, presto, objectStore);
  try {
    for (const table of TABLES)
      await presto.query(`CREATE TABLE ${schema}.${table} WITH (format = 'PARQUET') AS SELECT * FROM tpch.sf1.${table}`);
    const prestos = await prestoSeconds(presto, schema);
    const sparks = await sparkSeconds(await openSpark(target, kubernetes, objectStore), schema);
    return prestos.map((seconds, index) => ({ presto: seconds, spark: sparks[index] ?? NaN }));
  } finally {
    await dropSchema(schema, presto, objectStore);
    await gateway.close();
    door.close();
  }
}

async function prestoSeconds(presto: Presto, schema: string): Promise<number[]> {
  const seconds: number[] = [];
  for (const sql of tpchQueries(1)) {
    const begin = performance.now();
    await presto.query(sql, 'minio', schema);
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

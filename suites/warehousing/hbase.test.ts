import { expect } from 'vitest';
import { withHdfs } from '../../fixtures/hdfs.ts';
import { cellsOf, putReadings, reading, REGIONS, test as base } from './hbase-table.ts';

const ROWS = 100_000;

/** Tests on a table that holds 100,000 readings, which are given by row key. */
const test = base.extend(...withHdfs).extend('readings', { scope: 'file' }, async ({ hbase, table }) => {
  const readings = Array.from({ length: ROWS }, (_, index) => reading(index));
  await putReadings(hbase, table, readings);
  return readings.sort((a, b) => (a.row < b.row ? -1 : 1));
});

test(
  'HBase’s 100,000 rows come back in key order, from regions on every server, which are folders in HDFS',
  { tags: ['hbase→hdfs', 'hbase→zookeeper'] },
  async ({ hbase, hdfs, table, readings, kubernetes }) => {
    expect(await hbase.scan(table)).toEqual(readings.flatMap(cellsOf));

    const regions = await hbase.regions(table);
    expect(regions.length).toBe(REGIONS);
    const servers = (await kubernetes.podNames('hbase-regionserver')).map((name) => `${name}.hbase-regionserver:16020`);
    expect([...new Set(regions.map(({ server }) => server))].sort()).toEqual(servers.sort());
    const starts = regions.map(({ startKey }) => startKey).sort();
    for (const [index, start] of starts.entries()) {
      const next = starts[index + 1];
      expect(readings.some(({ row }) => row >= start && (next === undefined || row < next))).toBe(true);
    }
    const folders = (await hdfs.list(`/hbase/data/default/${table}`)).filter(({ name }) => /^[0-9a-f]{32}$/.test(name));
    expect(folders.length).toBe(REGIONS);
    const logs = await hdfs.list('/hbase/WALs');
    expect(logs.map(({ name }) => name.split(',')[0]).sort()).toEqual(servers.map((server) => server.split(':')[0]));
  },
);

test(
  'HBase’s scans with a range, a prefix and a filter on a value give exactly what matches',
  { tags: ['hbase→hdfs'] },
  async ({ hbase, table, readings }) => {
    const within = readings.filter(({ row }) => row >= '4f' && row < 'b2');
    expect(within.length).toBeGreaterThan(ROWS / 5);
    expect(await hbase.scan(table, { startRow: '4f', endRow: 'b2' })).toEqual(within.flatMap(cellsOf));

    const prefixed = readings.filter(({ row }) => row.startsWith('a1'));
    expect(prefixed.length).toBeGreaterThan(0);
    expect(await hbase.scan(table, { filter: { type: 'PrefixFilter', value: Buffer.from('a1').toString('base64') } })).toEqual(
      prefixed.flatMap(cellsOf),
    );

    const ofOneSensor = readings.filter(({ sensor }) => sensor === 'sensor-42');
    expect(ofOneSensor.length).toBe(ROWS / 100);
    const filter = {
      type: 'SingleColumnValueFilter',
      op: 'EQUAL',
      family: Buffer.from('f').toString('base64'),
      qualifier: Buffer.from('sensor').toString('base64'),
      ifMissing: true,
      latestVersion: true,
      comparator: { type: 'BinaryComparator', value: Buffer.from('sensor-42').toString('base64') },
    };
    expect(await hbase.scan(table, { filter })).toEqual(ofOneSensor.flatMap(cellsOf));
  },
);

test(
  'HBase’s rows, exported to the bucket, are a table that Presto counts and sums to the same',
  { tags: ['presto→minio', 'hbase→hdfs'] },
  async ({ hbase, table, readings, presto, schema, objectStore }) => {
    const rows = new Map<string, Record<string, string>>();
    for (const { row, column, value } of await hbase.scan(table)) rows.set(row, { ...rows.get(row), row, [column.slice(2)]: value });
    const lines = [...rows.values()].map((row) => JSON.stringify({ ...row, amount: Number(row.amount) })).join('\n');
    await objectStore.write(`${schema}/readings/part-0.json`, lines);
    await presto.query(
      `CREATE TABLE ${schema}.readings (row varchar, sensor varchar, amount bigint) WITH (format = 'JSON', external_location = 's3a://${objectStore.bucket}/${schema}/readings/')`,
    );
    const expected = new Map<string, [number, number]>();
    for (const { sensor, amount } of readings) {
      const [count, sum] = expected.get(sensor) ?? [0, 0];
      expected.set(sensor, [count + 1, sum + amount]);
    }
    const { rows: answer } = await presto.query(
      `SELECT sensor, count(DISTINCT "row"), sum(amount) FROM ${schema}.readings GROUP BY sensor ORDER BY sensor`,
    );
    expect(answer).toEqual([...expected].sort().map(([sensor, [count, sum]]) => [sensor, count, sum]));
  },
);

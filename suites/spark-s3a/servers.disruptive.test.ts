import { expect } from 'vitest';
import { program } from './program.ts';
import { test } from './test.ts';

test(
  'master, workers and history server are deleted: the next program reads what the last one wrote, and the history has both',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, folder, disruption, gateway }) => {
    const path = `s3a://${objectStore.bucket}/${folder}before`;
    const { succeeded, log } = await spark.run({ name: 'hosts', main: program('hosts'), conf: { 'spark.cores.max': '2' }, args: [path] });
    expect(succeeded, log.slice(-2_000)).toBe(true);
    const before = await applications(gateway);

    await disruption.replacePods('spark-master', 'spark-worker', 'spark-history');
    const [, rows] = await spark.sql('after', [
      `CREATE TEMPORARY VIEW written USING text OPTIONS (path '${path}')`,
      "SELECT count(*), count(DISTINCT split(value, ' ')[1]) FROM written",
    ]);
    expect(rows).toEqual([[2_000, 2_000]]);
    const after = await applications(gateway);
    expect(before.filter((id) => !after.includes(id))).toEqual([]);
    expect(after.length).toBeGreaterThan(before.length);
  },
);

/** Ids of the programs whose events the history server has read (Apache Spark, "Monitoring and Instrumentation", REST API). */
async function applications(gateway: { readonly fetch: (url: string) => Promise<{ json: () => Promise<unknown> }> }): Promise<string[]> {
  const answer = await gateway.fetch('http://spark-history:18080/api/v1/applications');
  return ((await answer.json()) as readonly { readonly id: string }[]).map(({ id }) => id);
}

import { expect } from 'vitest';
import { test } from './test.ts';
import { program } from './program.ts';

test(
  'a program that is killed while it writes leaves nothing that a reader sees, though half of it had been written',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, kubernetes, disruption, folder, onTestFinished }) => {
    const path = `s3a://${objectStore.bucket}/${folder}halves`;
    const writing = { name: 'halves', main: program('halves'), conf: { 'spark.cores.max': '2' } };
    const job = await spark.submit({ ...writing, args: [path, 'halt'] });
    onTestFinished(() => job.remove());
    // The tasks of a write have all their rows in one stage; the first one's are in the store now, and wait to be committed.
    await kubernetes.logLine(job.pod, /Finished task 0\.0 in stage \d+\.0 .*\(1\/2\)/);
    const hidden = (await objectStore.list(`${folder}halves/`)).filter(({ key, size }) => key.includes('/__magic') && size > 0);
    expect(hidden).not.toEqual([]);
    await disruption.kill(job.pod);
    expect((await job.ended()).succeeded).toBe(false);

    // The same program leaves two files when nobody kills it.
    const [[, seen], whole] = await Promise.all([
      spark.sql('seen', [
        `CREATE TEMPORARY VIEW halves (number BIGINT) USING parquet OPTIONS (path '${path}')`,
        'SELECT count(*), sum(number) FROM halves',
      ]),
      spark.run({ ...writing, args: [`s3a://${objectStore.bucket}/${folder}whole`] }),
    ]);
    expect(seen).toEqual([[0, null]]);
    expect((await objectStore.list(`${folder}halves/`)).map(({ key }) => key).filter(visible)).toEqual([]);
    expect(whole.succeeded, whole.log.slice(-2_000)).toBe(true);
    expect((await objectStore.list(`${folder}whole/`)).map(({ key }) => key).filter(visible).length).toBe(2);
  },
);

/** What readers of a table take for its data: an object with nothing hidden on its way. */
function visible(key: string): boolean {
  return !key.endsWith('/') && !/\/[_.]/.test(key);
}

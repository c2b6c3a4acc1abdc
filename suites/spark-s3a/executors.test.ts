import { expect } from 'vitest';
import { test } from './test.ts';
import { program } from './program.ts';

/** Who runs the executors, and how the hosts are named then that data is written from. */
const HOSTS = { workers: /^spark-worker-\d+$/, pods: /^hosts-[0-9a-f]+-exec-\d+$/ } as const;

for (const executors of ['workers', 'pods'] as const) {
  test(
    `executors as ${executors === 'pods' ? 'pods that the driver makes' : 'the workers run them'} write to the bucket, with the same ConfigMaps`,
    { tags: ['spark→s3a'] },
    async ({ spark, objectStore, folder }) => {
      const { succeeded, log } = await spark.run({
        name: 'hosts',
        main: program('hosts'),
        conf: { 'spark.cores.max': '2' }, // of one core each
        args: [`s3a://${objectStore.bucket}/${folder}${executors}`],
        executors,
      });
      expect(succeeded, log.slice(-2_000)).toBe(true);
      const objects = (await objectStore.list(`${folder}${executors}/`)).filter(({ key }) => key.endsWith('.txt'));
      const lines = (await Promise.all(objects.map(async ({ key }) => (await objectStore.read(key)).toString().trim().split('\n')))).flat();
      const written = lines.map((line) => line.split(' '));
      expect(written.map(([, number]) => Number(number)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 2_000 }, (_, number) => number),
      );
      const hosts = [...new Set(written.map(([host]) => host ?? ''))];
      expect(hosts.filter((host) => !HOSTS[executors].test(host))).toEqual([]);
      expect(hosts.length).toBe(2);
    },
  );
}

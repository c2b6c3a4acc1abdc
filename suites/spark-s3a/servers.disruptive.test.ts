import { expect } from 'vitest';
import type { Gateway } from '../../fixtures/gateway.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { JobEnd } from '../../fixtures/jobs.ts';
import { program } from './program.ts';
import { test } from './test.ts';

test(
  'master, workers and history server are deleted: the next program reads what the last one wrote, and the history has both',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, folder, disruption, gateway, kubernetes }) => {
    const path = `s3a://${objectStore.bucket}/${folder}before`;
    const writer = await spark.run({ name: 'hosts', main: program('hosts'), conf: { 'spark.cores.max': '2' }, args: [path] });
    expect(writer.succeeded, writer.log.slice(-2_000)).toBe(true);
    await disruption.replacePods('spark-master', 'spark-worker', 'spark-history');
    const reader = await spark.run({ name: 'read', main: program('read'), conf: { 'spark.cores.max': '1' }, args: [path] });
    expect(reader.succeeded, reader.log.slice(-2_000)).toBe(true);
    expect(new Set(reader.log.match(/(?<=^read: \S+ )\d+$/gm)).size).toBe(2_000);
    for (const id of [idOf(writer), idOf(reader)]) expect(await inHistory(id, { gateway, kubernetes })).toBe(id);
  },
);

/** What Spark's master calls a program. */
function idOf({ log }: JobEnd): string {
  return /app-\d{14}-\d{4}/.exec(log)?.[0] ?? 'the program’s log names none';
}

/**
 * The id of a program that the history server has read the events of, its end among them (Apache Spark, "Monitoring and Instrumentation", REST API).
 * @throws Error when it does not within a minute
 */
async function inHistory(
  id: string,
  { gateway, kubernetes }: { readonly gateway: Gateway; readonly kubernetes: Kubernetes },
): Promise<string> {
  await kubernetes.logLine('spark-history-0', new RegExp(`Finished parsing .*${id}(?!.*inprogress)`), 60_000);
  const answer = await gateway.fetch(`http://spark-history:18080/api/v1/applications/${id}`);
  const { id: found, attempts } = (await answer.json()) as {
    readonly id: string;
    readonly attempts: readonly { readonly completed: boolean }[];
  };
  return attempts.every(({ completed }) => completed) ? found : `${found} has not ended`;
}

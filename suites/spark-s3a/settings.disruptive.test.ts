import { expect } from 'vitest';
import type { Disruption } from '../../fixtures/disruption.ts';
import type { JobEnd } from '../../fixtures/jobs.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { test as base } from './test.ts';
import { program } from './program.ts';

/** Says at once what a program would otherwise try again for minutes. */
const ONE_TRY = { 'spark.hadoop.fs.s3a.attempts.maximum': '1', 'spark.hadoop.fs.s3a.retry.limit': '1' };

/** Changes what Spark's programs are given, and returns what puts it back. */
type Change = (kubernetes: Kubernetes, disruption: Disruption) => Promise<() => Promise<void>>;

/** Replaces a part of core-site.xml in the shared ConfigMap. */
function coreSite(part: RegExp, replacement: string): Change {
  return async (kubernetes, disruption) => {
    const { 'core-site.xml': before = '' } = await kubernetes.configMap('object-store');
    const after = before.replace(part, replacement);
    if (after === before) throw new Error(`core-site.xml in the ConfigMap object-store has no ${String(part)}`);
    await disruption.changeConfigMap('object-store', { 'core-site.xml': after });
    return () => disruption.changeConfigMap('object-store', { 'core-site.xml': before });
  };
}

/** What is changed, and the reason that a program fails with then. */
interface Wrong {
  readonly change: Change;
  readonly reason: RegExp;
  /** It counts on how the stack's own store is called. */
  readonly ofOurStore?: true;
}

const CHANGES: Readonly<Record<string, Wrong>> = {
  'the endpoint in the shared ConfigMap': {
    change: coreSite(/(?<=fs\.s3a\.endpoint<\/name><value>)[^<]*/, 'http://nowhere.invalid:9000'),
    reason: /UnknownHostException: .*\bnowhere\.invalid\b/,
  },
  'path style in the shared ConfigMap': {
    // The bucket's name becomes part of the host's.
    change: coreSite(/(?<=fs\.s3a\.path\.style\.access<\/name><value>)true/, 'false'),
    reason: /UnknownHostException: .*\b(spark-logs|warehouse)\.minio\b/,
    ofOurStore: true,
  },
  'the access key in the Secret': {
    change: async (kubernetes, disruption) => {
      const { 'access-key': before = '' } = await kubernetes.secret('object-store-spark');
      await disruption.changeSecret('object-store-spark', { 'access-key': 'nobody-that-the-store-knows' });
      return () => disruption.changeSecret('object-store-spark', { 'access-key': before });
    },
    reason: /AccessDeniedException: s3a:.*\b(403|Forbidden)\b/,
  },
};

/** Tests with a program that reads an object, once. */
const test = base.extend('read', { scope: 'file' }, async ({ spark, objectStore, folder }) => {
  await objectStore.write(`${folder}hello.txt`, 'hello');
  const reading = { name: 'settings', main: program('read'), args: [`s3a://${objectStore.bucket}/${folder}hello.txt`], conf: ONE_TRY };
  return (): Promise<JobEnd> => spark.run(reading);
});

for (const [what, { change, reason, ofOurStore }] of Object.entries(CHANGES)) {
  test(
    `a program goes by ${what}: with another it fails, and names the reason`,
    { tags: ['spark→s3a'] },
    async ({ read, kubernetes, disruption, ours, onTestFinished }) => {
      if (ofOurStore) ours('minio');
      onTestFinished(await change(kubernetes, disruption));
      const { succeeded, log } = await read();
      expect(succeeded).toBe(false);
      expect(log).toMatch(reason);
    },
  );
}

test('with the blueprint’s settings the same program reads', { tags: ['spark→s3a'] }, async ({ read }) => {
  expect((await read()).log).toContain('read: hello');
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import { CommandError, ROOT, findTools, run } from '../../harness/index.ts';

/** Every chart that installs something. */
const CHARTS = readdirSync(join(ROOT, 'charts')).filter((name) => existsSync(join(ROOT, 'charts', name, 'values.yaml')));

/** A value that each chart must refuse, as Helm takes it, and what Helm says of it. */
const WRONG: Readonly<Record<string, readonly [string, string]>> = {
  gateway: ['nodePort=70000', "at '/nodePort': maximum: got 70,000, want 65,535"],
  versitygw: ['users=null', "at '': missing property 'users'"],
  minio: ['bucket=warehouse', "at '': additional properties 'bucket' not allowed"],
  'hive-metastore': ['images.hive-metastore=', "at '/images/hive-metastore': minLength: got 0, want 1"],
  presto: ['threads=3', "at '/threads': value must be one of 1, 2, 4, 8, 16, 32, 64, 128"],
  zookeeper: ['members=2', "at '/members': value must be one of 1, 3"],
  kafka: ['brokers=two', "at '/brokers': got string, want integer"],
  kdc: ['principals.kerberos-hdfs=hdfs', "at '/principals/kerberos-hdfs': 'hdfs' does not match pattern"],
  hdfs: ['replication=0', "at '/replication': minimum: got 0, want 1"],
  hbase: ['heap.master=256', "at '/heap/master': got number, want string"],
  nifi: ['resources.limits.memory=1152MB', "at '/resources/limits/memory': '1152MB' does not match pattern"],
  spark: ['worker.memory=1100Mi', "at '/worker/memory': '1100Mi' does not match pattern"],
  zeppelin: ['storage.class=fast', "at '/storage': additional properties 'class' not allowed"],
};

const test = base.extend('helm', { scope: 'file' }, async () => (await findTools(AbortSignal.timeout(10_000))).helm);

/** What Helm says when it renders a chart with one value that is not its own. */
async function refusal(helm: string, chart: string, value: string): Promise<string> {
  try {
    await run(helm, ['template', chart, join(ROOT, 'charts', chart), '--set', value]);
    return 'it renders';
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.output.join('\n');
  }
}

test.for(CHARTS)('the chart %s refuses a wrong value, and says which', async (chart, { helm }) => {
  const [value, words] = WRONG[chart] ?? [];
  expect(value, 'a wrong value is known').toBeDefined();
  expect(await refusal(helm, chart, value ?? '')).toContain(words);
});

import { expect } from 'vitest';
import type { SparkProgram } from '../../fixtures/spark.ts';
import { program } from './program.ts';
import { test } from './test.ts';

/** Programs that do not know what Spark's servers know each other by, or want it in clear. */
const STRANGERS: Readonly<Record<string, Pick<SparkProgram, 'conf' | 'env' | 'files'>>> = {
  'without the secret': { conf: { 'spark.authenticate': 'false', 'spark.network.crypto.enabled': 'false' } },
  'with another secret': {
    // Without spark-env.sh, which would have the real one; nor does that log it in to anything then, or say which Python there is.
    env: { SPARK_ENV_LOADED: '1', _SPARK_AUTH_SECRET: 'not-the-secret-that-spark-has', PYSPARK_PYTHON: 'python3' },
    files: { 'core-site.xml': '<configuration/>' },
    conf: { 'spark.driver.extraClassPath': '/program' },
  },
  'that speaks in clear': { conf: { 'spark.network.crypto.enabled': 'false' } },
};

test.for(Object.entries(STRANGERS))(
  'a program %s is none that Spark’s master takes',
  { tags: ['spark→s3a'] },
  async ([, stranger], { spark, kubernetes, gateway, target, onTestFinished }) => {
    const name = `stranger-${target.runId}`;
    const conf = { ...stranger.conf, 'spark.app.name': name };
    const job = await spark.submit({ name: 'stranger', main: program('waits'), ...stranger, conf });
    onTestFinished(() => job.remove());
    expect(await kubernetes.logLine(job.pod, /Failed to connect to master|^runs: /)).toMatch(/Failed to connect to master/);
    const known = await (await gateway.fetch('http://spark-master:8080/json/')).text();
    expect(known).not.toContain(name);
  },
);

test('a request to the master’s page ends no program', { tags: ['spark→s3a'] }, async ({ spark, kubernetes, gateway, onTestFinished }) => {
  const job = await spark.submit({ name: 'waits', main: program('waits') });
  onTestFinished(() => job.remove());
  const [, id = ''] = /^runs: (\S+)/.exec(await kubernetes.logLine(job.pod, /^runs: /)) ?? [];
  await gateway.fetch('http://spark-master:8080/app/kill/', { method: 'POST', body: new URLSearchParams({ id, terminate: 'true' }) });
  const { succeeded, log } = await job.ended();
  expect(succeeded, log.slice(-2_000)).toBe(true);
  expect(log).toContain('counted: 1000');
});

import { expect } from 'vitest';
import { program } from './program.ts';
import { test } from './test.ts';

test(
  'a driver that makes its executors as pods may delete pods, and nothing else of the namespace',
  { tags: ['spark→s3a'] },
  async ({ spark }) => {
    const { log } = await spark.run({ name: 'deletes', main: program('deletes'), executors: 'pods' });
    const [, answers = log.slice(-2_000)] = /^answers: (.*)$/m.exec(log) ?? [];
    expect(JSON.parse(answers)).toEqual({
      pods: 200,
      services: 403,
      configmaps: 403,
      secrets: 403,
      persistentvolumeclaims: 403,
      statefulsets: 403,
    });
  },
);

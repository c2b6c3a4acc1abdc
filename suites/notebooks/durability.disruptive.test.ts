import { expect } from 'vitest';
import { pythonNote, textOf } from './note.ts';
import { test } from './test.ts';

test(
  'notes and their results survive the pod, and run again in the new one',
  { tags: ['zeppelin→spark'] },
  async ({ makeNote, zeppelin, kubernetes, disruption, target }) => {
    const count = 'from pyspark.sql import SparkSession\nprint(z.input("what"), SparkSession.builder.getOrCreate().range(1000).count())';
    const note = await makeNote(pythonNote('durable', { count }));
    const before = await zeppelin.run(note, 'count', { what: target.runId });
    expect(textOf(before.output)).toBe(`${target.runId} 1000`);
    const [pod] = await kubernetes.pods('zeppelin');
    await disruption.replacePod('zeppelin-0');
    const [fresh] = await kubernetes.pods('zeppelin');
    expect(fresh?.metadata?.uid).not.toBe(pod?.metadata?.uid);

    expect(await zeppelin.paragraphs(note)).toEqual([{ id: 'count', status: 'FINISHED', output: before.output }]);
    const after = await zeppelin.run(note, 'count', { what: 'again' });
    expect(textOf(after.output)).toBe('again 1000');
  },
);

import { expect } from 'vitest';
import { pythonNote, textOf } from './note.ts';
import { test } from './test.ts';

const NOTE = {
  open: 'from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nown = z.input("own")\nspark.createDataFrame([(own,)], "own STRING").createTempView("own")\nprint(spark.sparkContext.applicationId)',
  look: 'print(own, *(row.own for row in spark.table("own").collect()))',
  known: 'print("own" in globals())',
};

test(
  'two notes run side by side and don’t see each other’s session; one whose interpreter dies says so, and comes back when it is restarted',
  { tags: ['zeppelin→spark'] },
  async ({ makeNote, zeppelin, disruption }) => {
    const [first = '', second = ''] = await Promise.all(['first', 'second'].map((name) => makeNote(pythonNote(name, NOTE))));
    const open = async (note: string, own: string): Promise<string> => {
      const { succeeded, output } = await zeppelin.run(note, 'open', { own });
      expect(succeeded, textOf(output)).toBe(true);
      return textOf(output);
    };
    const look = async (note: string): Promise<string> => textOf((await zeppelin.run(note, 'look')).output);
    const applications = await Promise.all([open(first, 'one'), open(second, 'two')]);
    expect(applications[0]).not.toBe(applications[1]);
    expect(await Promise.all([look(first), look(second)])).toEqual(['one one', 'two two']);

    expect(await disruption.kill('zeppelin-0', `^java .*RemoteInterpreterServer .*${first}`)).toBe(1);
    expect((await zeppelin.run(first, 'look')).succeeded).toBe(false);
    expect(await look(first)).toContain('Interpreter process is not running');
    expect(await look(second)).toBe('two two');
    await zeppelin.restart(first);
    expect(textOf((await zeppelin.run(first, 'known')).output)).toBe('False');
    expect(applications).not.toContain(await open(first, 'three'));
    expect(await look(first)).toBe('three three');
  },
);

import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import { render, type Rendered } from './render.ts';

/** Renders one system with a Helm that says this and fails. */
async function renderWith(...words: string[]): Promise<Rendered> {
  const helm = await fakeProgram(`printf '%s\\n' ${words.map((line) => `"${line}"`).join(' ')} >&2; exit 1`);
  const kubectl = await fakeProgram();
  const references = new Map([['kafka', 'kafka']]);
  const design = {
    project: REPOSITORY,
    stack: readStack(REPOSITORY),
    systems: ['kafka'],
    references,
    configFolders: [''],
    chartValues: () => ({}),
  };
  return render({ ...design, tools: { helm: helm.path, kubectl: kubectl.path } }, new AbortController().signal);
}

test('a chart that does not render is named, with Helm’s words', async () => {
  await expect(renderWith('Error: parse error at (kafka/templates/kafka.yaml:1)')).rejects.toMatchObject({
    message: 'the chart charts/kafka does not render',
    evidence: ['Error: parse error at (kafka/templates/kafka.yaml:1)'],
  });
});

test('values that a chart’s schema refuses are said to be at fault, each with what is wrong', async () => {
  const words = [
    'walk.go:75: found symbolic link in path: charts/kafka/charts/common resolves to charts/common. Contents of linked file included and used',
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):",
    'kafka:',
    "- at '/brokers': got string, want integer",
  ];
  await expect(renderWith(...words)).rejects.toMatchObject({
    message: 'the chart charts/kafka does not take the values that it is given',
    mend: expect.stringContaining('charts/kafka/values.schema.json') as string,
    evidence: ['kafka:', "- at '/brokers': got string, want integer"],
  });
});

import { expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

const SCRIPTS = ['control-plane.sh', 'worker.sh', 'upgrade.sh', 'reset.sh', 'fetch.sh'];

test.each(SCRIPTS)('%s says what it does, step by step', async (script) => {
  const { exitCode, said } = await new FakeMachine().run(script, '--help');
  expect(exitCode).toBe(0);
  expect(said).toEqual(expect.arrayContaining([expect.stringMatching(/^sh .* \[option\]... \[step\]...$/), 'options:']));
});

test.each([
  ['a step', ['chekcs'], 'error: there is no step chekcs'],
  ['an option', ['--form', '/media'], 'error: there is no option --form'],
  ['a value', ['--from'], 'error: --from wants a value'],
])('%s that is not there is wrong usage, and nothing is done', async (_, args, sentence) => {
  const machine = new FakeMachine();
  expect(await machine.run('control-plane.sh', ...args)).toMatchObject({
    exitCode: 2,
    said: expect.arrayContaining([sentence]) as unknown,
  });
  expect(machine.calls()).toEqual([]);
});

test('steps that are named are run in the order in which they are named, and no other', async () => {
  const machine = new FakeMachine();
  const { said } = await machine.run('worker.sh', '--from', machine.fetched(), 'packages', 'fetch');
  expect(said.flatMap((line) => /^== (\w+):/.exec(line)?.[1] ?? [])).toEqual(['packages', 'fetch']);
});

test('what the environment has under an option’s name is no option', async () => {
  const { said } = await new FakeMachine().runWith({ from: '/media/else' }, 'worker.sh', 'fetch');
  expect(said.join('\n')).not.toContain('/media/else');
});

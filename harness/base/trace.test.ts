import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const FILE = join(import.meta.dirname, 'trace.ts');

/** What a process of its own writes to standard error that waits for this; a process decides at its start what it traces. */
async function traceOf(wait: string, env: NodeJS.ProcessEnv): Promise<string> {
  const script = `import { tracedWait } from '${FILE}'; console.log(await ${wait}.catch(({ message }) => 'thrown on: ' + message));`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
  return stdout + stderr;
}

test('a wait is traced when it is over: what for, how it ended and how long it took', async () => {
  const env = { NODE_DEBUG: 'touchstone' };
  expect(await traceOf("tracedWait('kafka', Promise.resolve('an answer'))", env)).toMatch(
    /^an answer\nTOUCHSTONE \d+: wait for kafka: done, \d\.\d+ s\n$/,
  );
  expect(await traceOf("tracedWait('kafka', Promise.reject(new Error('it never will')))", env)).toMatch(
    /^thrown on: it never will\nTOUCHSTONE \d+: wait for kafka: it never will, \d\.\d+ s\n$/,
  );
  expect(await traceOf("tracedWait('kafka', Promise.resolve('an answer'))", {})).toBe('an answer\n');
});

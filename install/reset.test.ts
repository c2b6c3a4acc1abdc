import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

const INSTALLING = ['kernel', 'runtime', 'kubernetes'];

/** A machine with settings of its own, where the installer has others. */
function usedMachine(): FakeMachine {
  const machine = new FakeMachine();
  machine.write('/etc/crictl.yaml', 'runtime-endpoint: unix:///mine.sock\n', 0o600);
  machine.write('/usr/local/bin/ctr', 'my own ctr', 0o755);
  return machine;
}

test('the machine is as it was, with what it had of its own', async () => {
  const machine = usedMachine();
  const before = machine.files();
  expect(await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING)).toMatchObject({ exitCode: 0 });
  expect(machine.files()).toMatchObject({ 'usr/local/bin/ctr': '755 new ctr', 'opt/cni/bin/ptp': '755 new ptp' });
  machine.write('/var/lib/kubelet/config.yaml', 'written by kubeadm');
  machine.write('/opt/cni/bin/flannel', 'put there by upstream’s pod network', 0o755);
  machine.write('/run/flannel/subnet.env', 'written by it');
  machine.write('/usr/local/bin/kubelet.touchstone-new', 'half of a kubelet, from a run that was cut off');
  expect(await machine.run('reset.sh')).toMatchObject({ exitCode: 0 });
  expect(machine.files()).toEqual(before);
  expect(machine.calls()).toEqual(
    expect.arrayContaining(['sysctl --quiet --write net.ipv4.ip_forward=0', 'modprobe --remove br_netfilter']),
  );
});

test('what an installation did not write is not removed', async () => {
  const machine = usedMachine();
  machine.write('/var/lib/etcd/member', 'of another Kubernetes');
  await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING);
  machine.write('/opt/cni/bin/mine', 'my own plugin', 0o755);
  const { exitCode, said } = await machine.run('reset.sh');
  expect(exitCode).toBe(0);
  expect(machine.files()).toMatchObject({ 'var/lib/etcd/member': '644 of another Kubernetes', 'opt/cni/bin/mine': '755 my own plugin' });
  expect(said).toContain("  left /opt/cni/bin: there is something of somebody else's in it");
});

test('data of volumes stay, unless they are asked to go', async () => {
  const machine = usedMachine();
  const data = 'var/local-path-provisioner/pvc-1/rows';
  const before = 'opt/local-path-provisioner/pvc-1/rows';
  machine.write(before, 'of a cluster that was here before');
  await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING);
  machine.write(data, 'acknowledged');
  const { said } = await machine.run('reset.sh', 'volumes');
  expect([said.join('\n'), Object.keys(machine.files())]).toEqual([
    expect.stringMatching(/local-path-provisioner stays, with/),
    expect.arrayContaining([data, before]),
  ]);
  await machine.run('reset.sh', '--volumes', 'remove', 'volumes');
  expect(Object.keys(machine.files())).not.toContain(data);
  expect(Object.keys(machine.files())).toContain(before);
});

test('where nothing was installed, nothing is undone', async () => {
  const machine = usedMachine();
  expect(await machine.run('reset.sh')).toEqual({ exitCode: 0, said: ['  nothing of this installer is on this machine'] });
  expect(machine.calls()).toEqual([]);
});

test('an installation that was cut off before there was a kubeadm is undone too', async () => {
  const machine = usedMachine();
  const before = machine.files();
  await machine.run('worker.sh', '--from', machine.fetched(), 'kernel', 'runtime');
  machine.answer('kubeadm', 'exit 127');
  expect(await machine.run('reset.sh')).toMatchObject({ exitCode: 0 });
  expect(machine.files()).toEqual(before);
  expect(machine.calls().filter((call) => call.startsWith('ip '))).toEqual([]);
});

test('a reset that was cut off when units were gone is taken to its end', async () => {
  const machine = usedMachine();
  const before = machine.files();
  machine.answer(
    'systemctl',
    `case $1 in cat) false ;; disable) for unit; do :; done; [ -e ${machine.root}/etc/systemd/system/$unit.service ] ;; esac`,
  );
  await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING);
  expect(await machine.run('reset.sh', 'node', 'volumes', 'services', 'network', 'files')).toMatchObject({ exitCode: 0 });
  expect(await machine.run('reset.sh')).toMatchObject({ exitCode: 0 });
  expect(machine.files()).toEqual(before);
});

test('what is mounted below a folder of ours stays, and ends nothing', async () => {
  const machine = usedMachine();
  await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING);
  machine.write('/var/lib/kubelet/config.yaml', 'written by kubeadm');
  machine.answer('find', 'exit 1');
  const { exitCode, said } = await machine.run('reset.sh');
  expect([exitCode, said.join('\n')]).toEqual([0, expect.stringContaining('left of /var/lib/kubelet what is mounted there')]);
});

test.for([
  ['v1.8.9 (nf_tables)', true],
  ['v1.8.9 (legacy)', false],
] as const)(
  'a table that is as good as none goes with the rules of pods, where iptables’ tables are nft’s: %s',
  async ([version, goes]) => {
    const machine = usedMachine();
    machine.write('/var/lib/touchstone-install/subnets', '10.244.0.0/16\n');
    machine.answer('iptables', `echo iptables ${version.replace(/[()]/g, '\\$&')}`);
    machine.answer('iptables-save', `case "$*" in *--table*) ;; *) printf '*filter\n:KUBE-FORWARD - [0:0]\nCOMMIT\n' ;; esac`);
    expect(await machine.run('reset.sh', 'network')).toMatchObject({ exitCode: 0 });
    expect(machine.calls().includes('nft delete table ip filter')).toBe(goes);
  },
);

test('a folder that was there and empty is there and empty, and a link leads where it led', async () => {
  const machine = usedMachine();
  mkdirSync(join(machine.root, 'var/lib/etcd'), { recursive: true });
  symlinkSync('../elsewhere/kubectl', join(machine.root, 'usr/local/bin/kubectl'));
  await machine.run('worker.sh', '--from', machine.fetched(), ...INSTALLING);
  machine.write('/var/lib/etcd/member', 'of this cluster');
  await machine.run('reset.sh');
  expect([readdirSync(join(machine.root, 'var/lib/etcd')), readlinkSync(join(machine.root, 'usr/local/bin/kubectl'))]).toEqual([
    [],
    '../elsewhere/kubectl',
  ]);
});

test('packages are taken off by dpkg, which leaves those that others need', async () => {
  const machine = usedMachine();
  machine.write('/var/lib/touchstone-install/packages', 'libip6tc2\niptables\n');
  machine.answer('dpkg', 'exit 1');
  const { exitCode, said } = await machine.run('reset.sh', 'packages');
  expect([exitCode, said.at(-1)]).toEqual([0, '  those stay that something else needs by now']);
  expect(machine.calls()).toContain('dpkg --purge iptables libip6tc2');
});

import { expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

/** What kubeadm was told to do, in order. */
const told = (machine: FakeMachine): string[] => machine.calls().flatMap((call) => /^kubeadm (\w+)/.exec(call)?.[1] ?? []);

/** A control plane whose kubeadm makes a token, and whose cluster says how long it is good. */
function controlPlane(token: string, onDelete = ':'): FakeMachine {
  const machine = new FakeMachine();
  const joining = `kubeadm join 192.0.2.1:6443 --token ${token} --discovery-token-ca-cert-hash sha256:00 `;
  machine.answer('kubeadm', `case $2 in create) echo '${joining}';; delete) ${onDelete};; esac`);
  machine.answer('kubectl', 'printf 2026-11-30T00:00:00Z | base64');
  return machine;
}

test('a cluster is made once', async () => {
  const machine = new FakeMachine();
  await machine.run('control-plane.sh', 'init');
  expect((await machine.run('control-plane.sh', 'init')).said.at(-1)).toBe('  done before');
  expect(told(machine)).toEqual(['init']);
});

test('one whose making was cut off is begun anew', async () => {
  const machine = new FakeMachine();
  machine.answer('kubeadm', 'exit 1');
  expect(await machine.run('control-plane.sh', 'init')).toMatchObject({ exitCode: 1 });
  machine.answer('kubeadm', '');
  expect(await machine.run('control-plane.sh', 'init')).toMatchObject({ exitCode: 0 });
  expect(told(machine)).toEqual(['init', 'reset', 'init']);
});

test('a node of a cluster that somebody else made is none of theirs to begin again', async () => {
  const machine = new FakeMachine();
  machine.write('/etc/kubernetes/manifests/etcd.yaml', 'of another cluster');
  machine.answer('kubeadm', 'exit 1');
  for (const attempt of ['first', 'second']) {
    const { exitCode, said } = await machine.run('control-plane.sh', '--ignore', 'runtime,ports', 'init');
    expect([attempt, exitCode, said.join('\n')]).toEqual([attempt, 1, expect.stringContaining('there is something in /etc/kubernetes')]);
  }
  expect(told(machine)).toEqual([]);
  await machine.run('reset.sh');
  expect(told(machine)).toEqual([]);
});

test('the default StorageClass is made once: another that its user has chosen stays', async () => {
  const machine = new FakeMachine();
  machine.answer('kubectl', '');
  machine.fetched();
  machine.write('../fetched/manifests/storage.yaml', 'kind: StorageClass');
  await machine.run('control-plane.sh', '--from', machine.fetched(), 'storage');
  await machine.run('control-plane.sh', '--from', machine.fetched(), 'storage');
  expect(machine.calls().filter((call) => call.startsWith('kubectl apply'))).toHaveLength(1);
  machine.write('../fetched/manifests/storage.yaml', 'kind: StorageClass # newer');
  await machine.run('control-plane.sh', '--from', machine.fetched(), 'storage');
  expect(machine.calls().filter((call) => call.startsWith('kubectl apply'))).toHaveLength(2);
});

test('a token is in no program’s words, and whoever is not root cannot read it', async () => {
  const machine = controlPlane('abcdef.0123456789abcdef');
  machine.write('/etc/kubernetes/admin.conf', '');
  await machine.run('control-plane.sh', 'join');
  const { said } = await machine.run('control-plane.sh', '--ttl', '1h', 'join');
  expect(machine.files()['etc/kubernetes/join.yaml']).toMatch(
    /^600 # good until: 2026-11-30T00:00:00Z\n[^]*token: abcdef\.0123456789abcdef\n/,
  );
  expect(machine.calls()).toContain('kubeadm token delete abcdef');
  expect([...machine.calls(), ...said].join('\n')).not.toContain('0123456789abcdef');
});

test.each([
  ['worker.sh', 'control-plane'],
  ['control-plane.sh', 'worker'],
])('%s does nothing to a machine that is a %s', async (script, role) => {
  const machine = new FakeMachine();
  machine.write('/var/lib/touchstone-install/node', `begun\n${role}\n`);
  machine.write('../join.yaml', '# good until: 2999-01-01T00:00:00Z\n');
  const step = script === 'worker.sh' ? ['--join', `${machine.root}/../join.yaml`, 'join'] : ['init'];
  const { exitCode, said } = await machine.run(script, ...step);
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining(`this machine is a ${role} already`)]);
  expect(told(machine)).toEqual([]);
});

test.each([
  ['printf ""', 'the token that was made has no end'],
  ['exit 1', 'join: write a file'],
])('a file to join with says until when it is good, or there is none (%s)', async (answer, sentence) => {
  const machine = controlPlane('abcdef.0123456789abcdef');
  machine.answer('kubectl', answer);
  const { exitCode, said } = await machine.run('control-plane.sh', 'join');
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining(sentence)]);
  expect(machine.files()['etc/kubernetes/join.yaml']).toBeUndefined();
});

test('a token that has run out and is gone is no hindrance to a new one', async () => {
  const machine = controlPlane('fedcba.0123456789abcdef', 'exit 1');
  machine.write('/etc/kubernetes/join.yaml', '    token: abcdef.0123456789abcdef\n');
  expect(await machine.run('control-plane.sh', 'join')).toMatchObject({ exitCode: 0 });
  expect(machine.files()['etc/kubernetes/join.yaml']).toContain('token: fedcba.0123456789abcdef');
});

import { describe, expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

const LACKS: readonly (readonly [string, string, (machine: FakeMachine) => void])[] = [
  ['root', 'this is not root', (machine) => machine.answer('id', 'echo 1000')],
  ['system', 'neither Debian nor Ubuntu', (machine) => machine.write('/etc/os-release', 'ID=fedora\n')],
  ['system', 'no programs for riscv64', (machine) => machine.answer('uname', 'case $1 in -n) echo a ;; -m) echo riscv64 ;; esac')],
  [
    'cgroups',
    'the kernel has no cgroup controller memory',
    (machine) => machine.write('/sys/fs/cgroup/cgroup.controllers', 'cpu cpuset pids\n'),
  ],
  ['swap', 'swap is on (/dev/sda2)', (machine) => machine.write('/proc/swaps', 'Filename Type\n/dev/sda2 partition\n')],
  ['modules', 'no module br_netfilter', (machine) => machine.answer('modprobe', '[ "$3" != br_netfilter ]')],
  ['address', 'no default route', (machine) => machine.answer('ip', '')],
  ['address', 'Node_1 cannot be', (machine) => machine.answer('uname', 'case $1 in -n) echo Node_1 ;; -m) echo x86_64 ;; esac')],
  [
    'subnets',
    'a way into 10.96.0.0/12 already (10.100.0.0/16 dev tun0)',
    (machine) =>
      machine.answer('ip', 'case "$*" in *default) echo default via 192.0.2.1 ;; *root*10.96*) echo 10.100.0.0/16 dev tun0 ;; esac'),
  ],
  ['ports', 'port 6443 is taken', (machine) => machine.answer('ss', "echo 'LISTEN 0 128 [::]:6443 [::]:*'")],
  ['ports', 'could not be looked at', (machine) => machine.answer('ss', 'exit 1')],
  ['clock', 'nothing keeps the clock right', (machine) => machine.answer('timedatectl', 'echo no')],
  ['disk', '/var/lib has 3 GiB free', (machine) => machine.answer('df', "printf 'F\\n/dev/vda 0 0 3999999\\n'")],
  ['memory', '1024 MiB of memory', (machine) => machine.write('/proc/meminfo', 'MemTotal: 1048576 kB\n')],
  ['cpus', 'one processor', (machine) => machine.answer('nproc', 'echo 1')],
  ['runtime', 'a service kubelet of somebody', (machine) => machine.answer('systemctl', '[ "$1 $2" != "cat containerd.service" ]')],
  ['runtime', '/var/lib/etcd', (machine) => machine.write('/var/lib/etcd/member', '')],
];

const JOIN = '../join.yaml';
const joinFile = (machine: FakeMachine, until: Date): string => {
  machine.write(JOIN, `# good until: ${until.toISOString()}\n`);
  return `${machine.root}/${JOIN}`;
};

describe('the checks before anything is changed', () => {
  test('let a machine pass on which nothing lacks', async () => {
    const { exitCode, said } = await new FakeMachine().run('control-plane.sh', 'checks');
    expect([exitCode, said.at(-1)]).toEqual([0, '  nothing lacks']);
  });

  test.each(LACKS)('name what lacks: %s, %s', async (name, sentence, spoil) => {
    const machine = new FakeMachine();
    spoil(machine);
    const { exitCode, said } = await machine.run('control-plane.sh', 'checks');
    expect(said.filter((line) => line.startsWith('  ['))).toEqual([expect.stringMatching(new RegExp(`^ {2}\\[${name}\\] .*`))]);
    expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test('name all of it at once, and nothing is changed', async () => {
    const machine = new FakeMachine();
    for (const [, , spoil] of LACKS) spoil(machine);
    const before = machine.files();
    const { exitCode, said } = await machine.run('control-plane.sh');
    expect(exitCode).toBe(1);
    expect(new Set(said.flatMap((line) => /^ {2}\[(\w+)\]/.exec(line)?.[1] ?? []))).toEqual(new Set(LACKS.map(([name]) => name)));
    expect(machine.files()).toEqual(before);
    expect(machine.calls().filter((call) => /^(systemctl (?!cat)|apt-get|sysctl|kubeadm)/.test(call))).toEqual([]);
  });

  test('name a machine that is a node of the other kind', async () => {
    const machine = new FakeMachine();
    machine.write('/var/lib/touchstone-install/node', 'begun\nworker\n');
    const { exitCode, said } = await machine.run('control-plane.sh', 'checks');
    expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('[role] this machine is a worker already')]);
  });

  test('pass over what the user knows better', async () => {
    const machine = new FakeMachine();
    machine.answer('nproc', 'echo 1');
    machine.answer('timedatectl', 'echo no');
    expect(await machine.run('control-plane.sh', '--ignore', 'cpus,clock', 'checks')).toMatchObject({ exitCode: 0 });
  });

  test('are no hindrance to who runs the script again on a node that it made', async () => {
    const machine = new FakeMachine();
    machine.write('/var/lib/touchstone-install/node', 'begun\ncontrol-plane\n');
    machine.write('/etc/kubernetes/admin.conf', '');
    machine.answer('ss', "echo 'LISTEN 0 128 [::]:6443 [::]:*'");
    expect(await machine.run('control-plane.sh', 'checks')).toMatchObject({ exitCode: 0 });
  });
});

describe('a worker', () => {
  test('wants a file to join with', async () => {
    const { exitCode, said } = await new FakeMachine().run('worker.sh', 'checks');
    expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('[join] there is no file to join with')]);
  });

  test('is told of a file that has run out, and where to get another', async () => {
    const machine = new FakeMachine();
    const { exitCode, said } = await machine.run('worker.sh', '--join', joinFile(machine, new Date(Date.now() - 1000)), 'join');
    expect([exitCode, said.join('\n')]).toEqual([
      1,
      expect.stringMatching(/was good until .*: get a new one, by `sh control-plane.sh join`/),
    ]);
    expect(machine.calls().filter((call) => call.startsWith('kubeadm'))).toEqual([]);
  });

  test('passes with one that is good', async () => {
    const machine = new FakeMachine();
    const file = joinFile(machine, new Date(Date.now() + 60_000));
    expect(await machine.run('worker.sh', '--join', file, 'checks')).toMatchObject({ exitCode: 0 });
  });
});

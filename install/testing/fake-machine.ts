import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CommandError, ROOT, filesBelow, run } from '../../harness/index.ts';

/** How a script of install/ ended. */
interface Outcome {
  readonly exitCode: number;
  /** Both outputs, line by line. */
  readonly said: readonly string[];
}

/** What the machine's programs answer, as shell scripts; those that change something do well, and nothing. */
const ANSWERS: Readonly<Record<string, string>> = {
  id: 'echo 0',
  uname: 'case $1 in -n) echo node-1 ;; -m) echo x86_64 ;; esac',
  nproc: 'echo 4',
  df: "printf 'Filesystem 1024-blocks Used Available\\n/dev/vda 0 0 52428800\\n'",
  ip: 'case "$*" in *default) echo default via 192.0.2.1 dev eth0 ;; esac',
  systemctl: '[ "$1" != cat ]', // it has no service of somebody else's
  iptables: 'echo iptables v1.8.9 nf_tables',
  timedatectl: 'echo yes',
  sysctl: 'case $1 in --values) echo 0 ;; esac',
  'dpkg-query': 'echo installed',
  ...Object.fromEntries(
    ['ss', 'modprobe', 'curl', 'kubeadm', 'umount', 'nft', 'iptables-save', 'iptables-restore', 'dpkg'].map((name) => [name, ''] as const),
  ),
  ...Object.fromEntries(['ip6tables-save', 'ip6tables-restore', 'ctr', 'apt-get'].map((name) => [name, ''] as const)),
};

/** What its files say, by their paths. */
const FILES: Readonly<Record<string, string>> = {
  '/etc/os-release': 'ID=debian\n',
  '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory pids\n',
  '/proc/swaps': 'Filename Type Size Used Priority\n',
  '/proc/meminfo': 'MemTotal: 4194304 kB\n',
  '/proc/mounts': '',
  '/run/systemd/system/is': '',
  '/var/lib/is': '',
};

/** A machine for one test, on which nothing lacks: a folder in place of its files, and programs in place of those that look at the real one or change it. */
export class FakeMachine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'touchstone-fake-machine-'));
  readonly root = join(this.folder, 'root');
  private scripts = join(ROOT, 'install');

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true }));
    for (const [name, body] of Object.entries(ANSWERS)) this.answer(name, body);
    for (const [path, content] of Object.entries(FILES)) this.write(path, content);
  }

  /** What a program does from now on. */
  answer(name: string, body: string): void {
    const path = join(this.folder, 'programs', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >>'${join(this.folder, 'calls')}'\n${body}\n`, { mode: 0o755 });
  }

  write(path: string, content: string, mode = 0o644): void {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    chmodSync(full, mode);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** Has its scripts from now on pin other values of versions.env than are there. */
  pin(values: Readonly<Record<string, string>>): void {
    this.scripts = join(this.folder, 'install');
    cpSync(join(ROOT, 'install'), this.scripts, { recursive: true });
    const file = join(this.scripts, 'versions.env');
    const pinned = (text: string, [name, value]: [string, string]): string =>
      text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`);
    writeFileSync(file, Object.entries(values).reduce(pinned, readFileSync(file, 'utf8')));
  }

  /** A folder as fetch.sh fills it, but for what is in the programs. */
  fetched(): string {
    const names = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'crictl', 'runc', 'kubeadm', 'kubelet', 'kubectl'];
    for (const name of names) this.write(`../fetched/bin/${name}`, `new ${name}`, 0o755);
    this.write('../fetched/cni/ptp', 'new ptp', 0o755);
    return join(this.folder, 'fetched');
  }

  /** All files, with their modes and contents. */
  files(): Record<string, string> {
    const told = (file: string): string =>
      `${(statSync(join(this.root, file)).mode & 0o777).toString(8)} ${readFileSync(join(this.root, file), 'utf8')}`;
    return Object.fromEntries(filesBelow(this.root).map((file) => [file, told(file)]));
  }

  /** The calls of its programs so far. */
  calls(): string[] {
    const log = join(this.folder, 'calls');
    return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  }

  /** Runs a script of install/ on this machine. */
  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return this.runWith({}, script, ...args);
  }

  /** Like run, with variables in the environment. */
  async runWith(environment: Readonly<Record<string, string>>, script: string, ...args: readonly string[]): Promise<Outcome> {
    const env = { TOUCHSTONE_INSTALL_ROOT: this.root, ...environment, PATH: `${join(this.folder, 'programs')}:${process.env.PATH ?? ''}` };
    const said: string[] = [];
    try {
      await run('sh', [script, ...args], { cwd: this.scripts, env, onLine: (line) => said.push(line) });
      return { exitCode: 0, said };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { exitCode: error.end.exitCode ?? -1, said };
    }
  }
}

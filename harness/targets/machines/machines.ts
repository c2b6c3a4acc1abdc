import { readdir } from 'node:fs/promises';
import { GroundFailure } from '../../base/failure.ts';
import { tryRun } from '../../base/command.ts';
import { together } from '../../base/together.ts';
import type { Workplace } from '../../host/lock.ts';
import { installPackages } from '../../host/packages.ts';
import type { Stream } from '../../stream/stream.ts';
import { disks } from './disks.ts';
import { FOLDER, machines, type Machine } from './machine.ts';
import { makeNetwork, othersInNetwork, removeNetwork } from './network.ts';
import { powerOff, powerOn } from './power.ts';

/** What makes machines, with the package that has each. */
const MEANS = {
  '/usr/src/linux-source-6.1.tar.xz': 'linux-source-6.1',
  make: 'make',
  gcc: 'gcc',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
  xz: 'xz-utils',
  debootstrap: 'debootstrap',
  '/usr/share/keyrings/debian-archive-keyring.gpg': 'debian-archive-keyring',
  'mkfs.ext4': 'e2fsprogs',
  ssh: 'openssh-client',
  ip: 'iproute2',
};

/** What one process of this host makes or removes at a time. */
export const MACHINES: Workplace = { what: 'the machines of this host', id: 'machines' };

/** MiB that each may use, of which it takes what it uses: what kubeadm wants of a control plane, and a little; what a good part of the stack needs of a worker. */
const MEMORY = { controlPlane: 2048, worker: 6144 } as const;

/**
 * Makes machines, in place of those that stand: a minimal Debian each, with systemd and ssh, joined by a bridge, and with install/ and all that it installs
 * below /media/install. Nothing of Kubernetes is on them. Half made, they are removed.
 * @param count how many in all
 * @param nodeImage a built kind-node image: what they will install comes out of it
 * @throws GroundFailure when this host cannot carry them
 */
export async function makeMachines(count: number, nodeImage: string, stream: Stream, signal: AbortSignal): Promise<Machine[]> {
  if (process.getuid?.() !== 0)
    throw new GroundFailure('machines are made by root alone: they have interfaces and disks', 'Run it again with sudo.');
  await getMeans(stream, signal);
  await removeMachines();
  const others = await othersInNetwork();
  if (others.length > 0)
    throw new GroundFailure(
      `machines that this checkout did not make run on this host, in its network for them (processes ${others.join(', ')})`,
      'Take them down where they were made: touchstone machines down.',
    );
  const made = await disks(nodeImage, stream, signal);
  const wanted = machines(count);
  try {
    await makeNetwork(wanted, signal);
    await together(
      signal,
      wanted.map((machine, index) => (stop: AbortSignal) => {
        const memory = index === 0 ? MEMORY.controlPlane : MEMORY.worker;
        return stream.step('target/boot', `boot ${machine.name}`, () => powerOn(machine, made, memory, stop));
      }),
    );
  } catch (error) {
    await removeMachines();
    throw error;
  }
  return wanted;
}

/** Removes all machines of this checkout, with their network unless machines of another are in it; the disks that they start from stay. Gives their names. */
export async function removeMachines(): Promise<string[]> {
  const standing = await standingMachines();
  for (const machine of standing) await powerOff(machine);
  if ((await othersInNetwork()).length === 0) await removeNetwork();
  return standing.map(({ name }) => name);
}

/** Those that were made and not removed, whether they run or not. */
export async function standingMachines(): Promise<Machine[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const highest = Math.max(0, ...folders.map((name) => Number(/^worker-(\d+)$/.exec(name)?.[1] ?? 0)));
  return machines(highest + 1).filter(({ name }) => folders.includes(name));
}

async function getMeans(stream: Stream, signal: AbortSignal): Promise<void> {
  const there = await Promise.all(
    Object.keys(MEANS).map((name) => tryRun('sh', ['-c', 'test -e "$0" || command -v "$0"', name], { signal })),
  );
  const lacking = Object.values(MEANS).filter((_, index) => there[index] === undefined);
  if (lacking.length === 0) return;
  await stream.step('host/programs', `install ${lacking.join(', ')}`, (progress) => installPackages(lacking, signal, progress));
}

import { onMachine, type Machine } from '../../harness/index.ts';
import { SCRIPTS } from './installer.ts';

/** What a running system writes by itself, apt and dpkg keep books in, and this proof carries there. */
const OTHERS = [
  '/root',
  '/tmp',
  '/var/tmp',
  '/var/log',
  '/var/cache',
  '/var/lib/apt',
  '/var/lib/dpkg',
  '/var/lib/systemd',
  '/etc/ld.so.cache',
];

/** Every file with its kind, rights, owner and where it leads; what is in settings and programs; what systemd and the kernel were told; what runs. */
const LIST = `
find / -xdev ${OTHERS.map((path) => `-path ${path} -prune -o`).join(' ')} -printf 'file %y %m %u:%g %p %l\\n'
find /etc /opt /usr/local -xdev -type f -not -path /etc/ld.so.cache -exec sha256sum {} +
ip -oneline address | sed 's/valid_lft.*//'
ip route
sysctl net.ipv4.ip_forward kernel.panic kernel.panic_on_oops vm.overcommit_memory vm.panic_on_oom
systemctl list-unit-files --no-legend
ps -eo comm= | grep -E 'containerd|pause|kube|etcd|coredns' || true
`;

/** Keeps in mind what a machine has. */
export async function keepInMind(machine: Machine): Promise<void> {
  await onMachine(machine, `{ ${LIST}} | sort >/root/before`);
}

/** Takes the installer's work off a machine. @throws Error with what is then another than it was */
export async function resetLeavesItAsItWas(machine: Machine): Promise<void> {
  await onMachine(machine, `cd ${SCRIPTS} && sh reset.sh --volumes remove node volumes services network 2>&1`);
  const rules = await onMachine(machine, 'nft list ruleset'); // while there is a program that lists them
  await onMachine(machine, `cd ${SCRIPTS} && sh reset.sh files kernel packages record 2>&1`);
  const changed = await onMachine(machine, `{ ${LIST}} | sort | diff /root/before - | grep '^[<>]' || true`);
  if (rules + changed !== '') throw new Error(`reset.sh left ${machine.name} with:\n${rules}${changed}`);
}

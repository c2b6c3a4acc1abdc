import { onMachine, type Machine } from '../../harness/index.ts';
import { SCRIPTS } from './installer.ts';

/** What a running system writes by itself, apt and dpkg keep books in, and this proof carries there. */
const OTHERS = ['/root', '/tmp', '/var/tmp', '/var/log', '/var/cache', '/var/lib/apt', '/var/lib/dpkg', '/var/lib/systemd', '/etc/ld.so.cache'];

/** Every file with its kind, rights, owner and where it leads, and those of settings and programs with what is in them; beside them what the kernel is told. */
const LIST = `
find / -xdev ${OTHERS.map((path) => `-path ${path} -prune -o`).join(' ')} -printf '%y %m %u:%g %p %l\\n'
find /etc /opt /usr/local -xdev -type f -not -path /etc/ld.so.cache -exec sha256sum {} +
ip -oneline address | sed 's/valid_lft.*//'
ip route
sysctl net.ipv4.ip_forward kernel.panic vm.overcommit_memory vm.panic_on_oom
systemctl list-unit-files --no-legend
! command -v nft >/dev/null || nft list ruleset
`;

/** Keeps in mind what a machine has. */
export async function keepInMind(machine: Machine): Promise<void> {
  await onMachine(machine, `{ ${LIST}} | sort >/root/before`);
}

/** Takes the installer's work off a machine. @throws Error with what is then another than it was */
export async function resetLeavesItAsItWas(machine: Machine): Promise<void> {
  await onMachine(machine, `cd ${SCRIPTS} && sh reset.sh --volumes remove 2>&1`);
  const changed = await onMachine(machine, `{ ${LIST}} | sort | diff /root/before - | grep '^[<>]' || true`);
  if (changed !== '') throw new Error(`reset.sh left ${machine.name} with:\n${changed}`);
}

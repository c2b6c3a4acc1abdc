import { onMachine, type Machine } from '../../harness/index.ts';

/** Where machines have install/, and what it installs from. */
export const SCRIPTS = '/media/install/scripts';
/** What the control plane asks its API server by. */
export const KUBECTL = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';
const IGNORED = 'cgroups,cpus,clock';

/** The machines of a proof. */
export interface Machines {
  readonly controlPlane: Machine;
  readonly workers: readonly Machine[];
}

/** Runs a script of install/ on a machine, from the disk that every machine has, and gives all that it said. @throws CommandError when it fails */
export function install(machine: Machine, script: string, ...args: readonly string[]): Promise<string> {
  return onMachine(machine, `cd ${SCRIPTS} && sh ${[script, '--from', '/media/install', '--ignore', IGNORED, ...args].join(' ')} 2>&1`);
}

/** Like install, for what is to be refused. @throws Error when it is not, or in other words */
export async function refuses(machine: Machine, command: string, ...sentences: readonly string[]): Promise<void> {
  const said = await onMachine(machine, `cd ${SCRIPTS} && ! sh ${command} 2>&1`);
  for (const sentence of sentences) if (!said.includes(sentence)) throw new Error(`${command} did not say “${sentence}”:\n${said}`);
}

/** Lets a machine join by the file that the control plane has now. */
export async function join({ controlPlane }: Machines, worker: Machine): Promise<void> {
  await carryJoinFile(controlPlane, worker);
  await install(worker, 'worker.sh', '--join', '/root/join.yaml');
}

/** Copies that file to a machine, where nobody else reads it. */
export async function carryJoinFile(from: Machine, to: Machine): Promise<void> {
  const input = await onMachine(from, 'cat /etc/kubernetes/join.yaml');
  await onMachine(to, 'umask 077 && cat >/root/join.yaml', { input });
}

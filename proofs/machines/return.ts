import { onMachine, reboot } from '../../harness/index.ts';
import { resetLeavesItAsItWas } from './as-it-was.ts';
import { allReady, forgetClaim, readFromClaim, writeIntoClaim } from './cluster.ts';
import { carryJoinFile, join, KUBECTL, refuses, SCRIPTS, type Machines } from './installer.ts';

/** The last worker leaves, is as it was, is refused with a file that has run out, and joins with a new one. */
export async function leaveAndJoinAgain(machines: Machines): Promise<void> {
  const { controlPlane, workers } = machines;
  const worker = workers.at(-1);
  if (!worker) throw new Error('no worker');
  await forgetClaim(machines); // its volume may be on that machine, and goes with it
  await resetLeavesItAsItWas(worker);
  await onMachine(controlPlane, `${KUBECTL} delete node ${worker.name}`);
  await onMachine(controlPlane, `cd ${SCRIPTS} && sh control-plane.sh --ttl 30s join`);
  await carryJoinFile(controlPlane, worker);
  await onMachine(controlPlane, 'sleep 30'); // what it takes to run out
  await refuses(worker, 'worker.sh --from /media/install --ignore cgroups,clock --join /root/join.yaml', 'get a new one');
  await onMachine(controlPlane, `cd ${SCRIPTS} && sh control-plane.sh join`);
  await join(machines, worker);
  await allReady(machines);
  await writeIntoClaim(machines);
}

/** Every machine starts again: the cluster knows it by its new boot, and what was written before is read back. */
export async function startAgain(machines: Machines): Promise<void> {
  const { controlPlane, workers } = machines;
  for (const machine of [controlPlane, ...workers]) {
    await reboot(machine, new AbortController().signal);
    await onMachine(controlPlane, `until ${KUBECTL} get --raw /readyz >/dev/null 2>&1; do sleep 1; done`, { timeout: 20 * 60_000 });
    const boot = (await onMachine(machine, 'cat /proc/sys/kernel/random/boot_id')).trim();
    await onMachine(controlPlane, `${KUBECTL} wait --for jsonpath='{.status.nodeInfo.bootID}'=${boot} node/${machine.name} --timeout 20m`);
  }
  await allReady(machines);
  await readFromClaim(machines);
}

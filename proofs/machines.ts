import { join } from 'node:path';
import { row, writeTable } from '../docs/write-table.ts';
import { ROOT, onMachine, reboot, run, standingMachines, type Machine } from '../harness/index.ts';

// The installer's road, on machines made for it: from nothing to a cluster, and back.

const SCRIPTS = '/media/install/scripts';
const KUBECTL = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';
/** All that an installation may change, but for what apt and the journal write. */
const FINGERPRINT =
  'find /etc /opt /usr/local /var/lib/kubelet /var/lib/containerd -type f 2>/dev/null | sort | xargs sha256sum; iptables-save | grep -v "^#"; sysctl net.ipv4.ip_forward';

/** One thing that must hold on machines that went through those before it. @throws Error that says what did not */
interface Station {
  readonly name: string;
  readonly pass: (machines: Machines) => Promise<unknown>;
}

interface Machines {
  readonly controlPlane: Machine;
  readonly workers: readonly Machine[];
}

const STATIONS: readonly Station[] = [
  { name: 'what lacks is named before anything is changed', pass: namesWhatLacks },
  { name: 'control-plane.sh, from a bare machine to a node that takes pods', pass: ({ controlPlane }) => install(controlPlane) },
  { name: 'control-plane.sh again: nothing is written', pass: againChangesNothing },
  { name: 'worker.sh on each of the others', pass: joinAll },
  { name: 'a claim is bound, and what was written there is read back', pass: claimIsBound },
  { name: 'a token that has run out is told, and a new one joins', pass: tokenRunsOut },
  { name: 'every machine starts again, and is Ready', pass: startAgain },
];

await touchstone('machines', 'up', ...process.argv.slice(2));
try {
  const [controlPlane, ...workers] = await standingMachines();
  if (!controlPlane || workers.length === 0) throw new Error('two machines at least are wanted: npm run prove:machines -- 2');
  const rows: string[] = [];
  for (const { name, pass } of STATIONS) {
    const begin = performance.now();
    await pass({ controlPlane, workers });
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    process.stdout.write(`${name}: passed, ${seconds} s\n`);
    rows.push(row([name, `${seconds} s`]));
  }
  await writeTable('install.md', ['what was seen', 'took'], rows, `${workers.length + 1} machines of 2 GiB and one processor each.`);
} finally {
  await touchstone('machines', 'down');
}

async function namesWhatLacks({ controlPlane }: Machines): Promise<void> {
  const said = await onMachine(controlPlane, `cd ${SCRIPTS} && sh control-plane.sh --from /media/install 2>&1 || true`);
  for (const lack of ['[cgroups]', '[clock]', '[cpus]', 'nothing was changed'])
    if (!said.includes(lack)) throw new Error(`the checks did not say ${lack}:\n${said}`);
}

function install(machine: Machine, script = 'control-plane.sh', ...args: readonly string[]): Promise<string> {
  return onMachine(
    machine,
    `cd ${SCRIPTS} && sh ${[script, '--from', '/media/install', '--ignore', 'cgroups,cpus,clock', ...args].join(' ')} 2>&1`,
  );
}

async function againChangesNothing({ controlPlane }: Machines): Promise<void> {
  const wrote = (await install(controlPlane)).split('\n').filter((line) => line.startsWith('  wrote /') && !line.includes('join.yaml'));
  if (wrote.length > 0) throw new Error(`a second run wrote:\n${wrote.join('\n')}`);
}

async function joinAll({ controlPlane, workers }: Machines): Promise<void> {
  for (const worker of workers) {
    await carryJoinFile(controlPlane, worker);
    await install(worker, 'worker.sh', '--join', '/root/join.yaml');
  }
  await allReady(controlPlane, workers.length + 1);
}

async function carryJoinFile(from: Machine, to: Machine): Promise<void> {
  const input = await onMachine(from, 'cat /etc/kubernetes/join.yaml');
  await onMachine(to, 'umask 077 && cat >/root/join.yaml', { input });
}

/** Nodes that are Ready, and Kubernetes' own pods too. */
async function allReady(controlPlane: Machine, count: number): Promise<void> {
  await onMachine(controlPlane, `${KUBECTL} wait --for condition=Ready nodes --all --timeout 20m`);
  const nodes = (await onMachine(controlPlane, `${KUBECTL} get nodes --output name`)).trim().split('\n');
  if (nodes.length !== count) throw new Error(`${nodes.length} nodes, not ${count}: ${nodes.join(', ')}`);
  await onMachine(controlPlane, `${KUBECTL} wait --for condition=Ready pods --all --namespace kube-system --timeout 20m`);
}

/** By a pod on a worker, through the default StorageClass, a Service's name and the pod network. */
async function claimIsBound({ controlPlane }: Machines): Promise<void> {
  const input = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: proof}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: proof}
spec:
  restartPolicy: Never
  containers:
    - name: proof
      image: touchstone.local/local-path-helper:1
      command: [sh, -c, 'echo acknowledged >/data/row && sync && getent hosts kubernetes.default.svc.cluster.local && cat /data/row']
      volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: proof}}]
`;
  await onMachine(controlPlane, `${KUBECTL} apply --filename -`, { input });
  await onMachine(controlPlane, `${KUBECTL} wait --for jsonpath='{.status.phase}'=Succeeded pod/proof --timeout 10m`);
  const said = await onMachine(controlPlane, `${KUBECTL} logs proof`);
  if (!said.includes('acknowledged')) throw new Error(`the pod said: ${said}`);
  await onMachine(controlPlane, `${KUBECTL} delete pod/proof pvc/proof`);
}

/** The last worker leaves, is as it was, is refused with an old file, and joins with a new one. */
async function tokenRunsOut({ controlPlane, workers }: Machines): Promise<void> {
  const worker = workers.at(-1);
  if (!worker) throw new Error('no worker');
  await onMachine(worker, `cd ${SCRIPTS} && sh reset.sh 2>&1`);
  const left = (await onMachine(worker, FINGERPRINT)).split('\n').filter((line) => /kube|containerd|cni|= 1/i.test(line));
  if (left.length > 0) throw new Error(`reset.sh left:\n${left.join('\n')}`);
  await onMachine(controlPlane, `${KUBECTL} delete node ${worker.name}`);
  await onMachine(controlPlane, `cd ${SCRIPTS} && sh control-plane.sh --ttl 1s join`);
  await carryJoinFile(controlPlane, worker);
  const refused = await onMachine(
    worker,
    `cd ${SCRIPTS} && sleep 1 && sh worker.sh --from /media/install --ignore cgroups,clock --join /root/join.yaml 2>&1 || true`,
  );
  if (!refused.includes('get a new one')) throw new Error(`a token that has run out was not told:\n${refused}`);
  await onMachine(controlPlane, `cd ${SCRIPTS} && sh control-plane.sh join`);
  await carryJoinFile(controlPlane, worker);
  await install(worker, 'worker.sh', '--join', '/root/join.yaml');
  await allReady(controlPlane, workers.length + 1);
}

async function startAgain({ controlPlane, workers }: Machines): Promise<void> {
  for (const machine of [controlPlane, ...workers]) await reboot(machine, new AbortController().signal);
  await allReady(controlPlane, workers.length + 1);
}

async function touchstone(...args: readonly string[]): Promise<void> {
  await run(process.execPath, [join(ROOT, 'bin', 'touchstone.mjs'), ...args], { onLine: (line) => process.stderr.write(`${line}\n`) });
}

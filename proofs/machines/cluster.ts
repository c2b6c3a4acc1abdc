import { onMachine } from '../../harness/index.ts';
import { KUBECTL, type Machines } from './installer.ts';

/** Returns when every machine is a node that is Ready, and Kubernetes' own pods are too. */
export async function allReady({ controlPlane, workers }: Machines): Promise<void> {
  const nodes = [controlPlane, ...workers].map(({ name }) => `node/${name}`).join(' ');
  // A worker has joined when its kubelet may log in; it makes the node after that.
  for (const { name } of workers) await onMachine(controlPlane, `${KUBECTL} wait --for create node/${name} --timeout 10m`);
  await onMachine(controlPlane, `${KUBECTL} wait --for condition=Ready ${nodes} --timeout 20m`);
  await onMachine(controlPlane, `${KUBECTL} wait --for condition=Ready pods --all --namespace kube-system --timeout 20m`);
}

const CLAIM = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: proof}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;
/** By the image that every node has; what it says is what it read. */
const pod = (command: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: proof}
spec:
  restartPolicy: Never
  containers:
    - name: proof
      image: touchstone.local/local-path-helper:1
      command: [sh, -euc, '${command}']
      volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: proof}}]
`;

/** A pod on a worker writes into a claim of the default StorageClass, and finds a Service by its name through the pod network. */
export async function writeIntoClaim(machines: Machines): Promise<void> {
  await onMachine(machines.controlPlane, `${KUBECTL} apply --filename -`, { input: CLAIM });
  await runPod(machines, 'echo acknowledged >/data/row && sync && getent hosts kubernetes.default.svc.cluster.local');
}

/** Deletes the claim, and returns when its volume is gone. */
export async function forgetClaim({ controlPlane }: Machines): Promise<void> {
  const volume = (await onMachine(controlPlane, `${KUBECTL} get pvc/proof --output jsonpath='{.spec.volumeName}'`)).trim();
  await onMachine(controlPlane, `${KUBECTL} delete pvc/proof`);
  await onMachine(controlPlane, `${KUBECTL} wait --for delete pv/${volume} --timeout 10m`);
}

/** Another pod reads it back. */
export async function readFromClaim(machines: Machines): Promise<void> {
  const said = await runPod(machines, 'getent hosts kubernetes.default.svc.cluster.local && cat /data/row');
  if (!said.includes('acknowledged')) throw new Error(`the row is gone; the pod said: ${said}`);
}

async function runPod({ controlPlane }: Machines, command: string): Promise<string> {
  await onMachine(controlPlane, `${KUBECTL} apply --filename -`, { input: pod(command) });
  await onMachine(controlPlane, `${KUBECTL} wait --for jsonpath='{.status.phase}'=Succeeded pod/proof --timeout 10m`);
  const said = await onMachine(controlPlane, `${KUBECTL} logs proof`);
  await onMachine(controlPlane, `${KUBECTL} delete pod/proof`);
  return said;
}

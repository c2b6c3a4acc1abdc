import { onMachine, type Machine } from '../../harness/index.ts';
import { allReady, readFromClaim } from './cluster.ts';
import { KUBECTL, refuses, SCRIPTS, type Machines } from './installer.ts';

const NEXT = '/root/next';

/**
 * A folder of the next minor version, as far as one can be had without building a second Kubernetes: kubeadm, kubelet and kubectl with another version written
 * into them, in letters as many, and the images under its tags. It shows the road, node by node, and not what a new Kubernetes does on it.
 */
const MAKE_NEXT = `
. ${SCRIPTS}/versions.env
minor=\${KUBERNETES_VERSION#*.}
new=1.$((\${minor%%.*} + 1)).\${KUBERNETES_VERSION##*.}
mkdir -p ${NEXT}/bin
for program in kubeadm kubelet kubectl; do
  sed "s/v$KUBERNETES_VERSION/v$new/g" /media/install/bin/$program >${NEXT}/bin/$program
done
chmod 755 ${NEXT}/bin/*
for image in $(ctr --namespace k8s.io images list --quiet | grep ":v$KUBERNETES_VERSION$"); do
  ctr --namespace k8s.io images tag --force "$image" "\${image%:*}:v$new" >/dev/null
done
echo "v$new"
`;

/** One version up: the control plane, then each worker, drained and let loose again; the version that every node says is the new one, and the data are there. */
export async function upgrade(machines: Machines): Promise<void> {
  const { controlPlane, workers } = machines;
  const made = await Promise.all([controlPlane, ...workers].map((machine) => onMachine(machine, `set -eu\n${MAKE_NEXT}`)));
  await upgradeNode(controlPlane);
  for (const worker of workers) {
    await refuses(worker, `upgrade.sh --from ${NEXT} --ignore cgroups`, 'pods still come to this worker');
    await onMachine(controlPlane, `${KUBECTL} drain ${worker.name} --ignore-daemonsets --delete-emptydir-data`);
    await upgradeNode(worker);
    await onMachine(controlPlane, `${KUBECTL} uncordon ${worker.name}`);
  }
  await allReady(machines);
  const versions = await onMachine(controlPlane, `${KUBECTL} get nodes --output jsonpath='{.items[*].status.nodeInfo.kubeletVersion}'`);
  if (versions.trim() !== made.map((version) => version.trim()).join(' ')) throw new Error(`after the upgrade nodes say ${versions}`);
  await readFromClaim(machines);
}

function upgradeNode(machine: Machine): Promise<string> {
  return onMachine(machine, `cd ${SCRIPTS} && sh upgrade.sh --from ${NEXT} --ignore cgroups 2>&1`);
}

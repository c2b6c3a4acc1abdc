#!/bin/sh
# Takes this node one minor version up: sh upgrade.sh --from FOLDER [STEP]... The control plane goes first, then each worker.
set -eu
. "$(dirname "$0")/steps.sh"
. "$HERE/record.sh"
. "$HERE/checks.sh"
. "$HERE/machine.sh"

ABOUT='Takes this node to the Kubernetes of a folder that fetch.sh filled, at most one minor version up. Pods move away, volumes stay.'
STEPS="
  checks      name what is in the way, at once; nothing is changed
  images      give containerd the images of the folder, where it has any
  kubeadm     install the new kubeadm
  cluster     let kubeadm take the control plane, or the settings of this worker, up
  drain       on the control plane: move the pods away; a worker is drained from there
  kubelet     install the new kubelet and kubectl, start the kubelet again, and wait until the node says so
  uncordon    on the control plane: let pods come back; a worker is uncordoned from there
"
OPTIONS='
  --from FOLDER   what fetch.sh filled, of the new version
  --ignore NAMES  checks to pass over, separated by commas
'
CHECKS='root folder node version drained'
NODE=$(uname -n)
KUBECACHEDIR=$RECORD/kubectl # or it would lie in root's home
export KUBECACHEDIR

is_control_plane() { [ -f "$ROOT/etc/kubernetes/manifests/kube-apiserver.yaml" ]; }

# kubectl with what this node may do: all of it on the control plane, to look at itself on a worker
kubectl_here() {
  if is_control_plane; then settings=admin.conf; else settings=kubelet.conf; fi
  kubectl --kubeconfig "$ROOT/etc/kubernetes/$settings" "$@"
}

new_version() { "$from/bin/kubeadm" version --output short; }

check_folder() {
  [ -n "${from:-}" ] && [ -x "$from/bin/kubeadm" ] || echo 'the folder with the new version is not there: fill one by fetch.sh, and say --from FOLDER.'
}

check_node() {
  is_of_cluster && is_node || echo 'this machine is no node that control-plane.sh or worker.sh made.'
}

check_version() {
  [ -z "$(check_folder)$(check_node)" ] || return 0
  old=$(kubelet --version | cut -d' ' -f2) new=$(new_version)
  step=$(($(minor "$new") - $(minor "$old")))
  [ "$step" -eq 0 ] || [ "$step" -eq 1 ] || echo "from $old to $new is no step of one minor version: fetch one that is in between."
  is_control_plane || check_order
}

# check_order: a kubelet is never newer than the API server
check_order() {
  cluster=$(kubectl_here --namespace kube-system get configmap kubeadm-config --output jsonpath='{.data.ClusterConfiguration}')
  version=$(printf '%s\n' "$cluster" | sed -n 's/^kubernetesVersion: //p')
  [ "$(minor "$new")" -le "$(minor "${version:?of the control plane is not known}")" ] || echo "the control plane has $version still: it goes first."
}

minor() { echo "$1" | cut -d. -f2; }

check_drained() {
  [ -z "$(check_node)" ] && ! is_control_plane || return 0
  [ "$(kubectl_here get node "$NODE" --output jsonpath='{.spec.unschedulable}')" = true ] ||
    echo "pods still come to this worker; on the control plane: kubectl drain $NODE --ignore-daemonsets --delete-emptydir-data"
}

step_kubeadm() { put_programs "$from/bin" /usr/local/bin kubeadm; }

step_cluster() {
  ignores=$(kubeadm_ignores)
  if is_control_plane; then
    kubeadm upgrade apply --yes --ignore-preflight-errors "$ignores" "$(new_version)"
  else
    kubeadm upgrade node --ignore-preflight-errors "$ignores"
  fi
}

# Not before: kubeadm tries the cluster by a pod, which would find no node where this one is the only one.
step_drain() {
  if is_control_plane; then kubectl_here drain "$NODE" --ignore-daemonsets --delete-emptydir-data; else say 'done from the control plane'; fi
}

step_kubelet() {
  put_programs "$from/bin" /usr/local/bin kubelet kubectl
  systemctl restart kubelet
  kubectl_here wait --for "jsonpath={.status.nodeInfo.kubeletVersion}=$(new_version)" "node/$NODE" --timeout 5m >/dev/null ||
    fail "the node does not say that its kubelet is $(new_version)" 'journalctl --unit kubelet says why; then: sh upgrade.sh --from FOLDER kubelet uncordon'
}

step_uncordon() {
  if is_control_plane; then kubectl_here uncordon "$NODE"; else say "on the control plane: kubectl uncordon $NODE"; fi
}

read_words "$@"
run_steps

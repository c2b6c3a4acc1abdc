#!/bin/sh
# Makes this machine the control plane of a cluster: sh control-plane.sh [--from FOLDER] [STEP]...
set -eu
. "$(dirname "$0")/steps.sh"
. "$HERE/record.sh"
. "$HERE/checks.sh"
. "$HERE/machine.sh"

ABOUT='Makes this machine the control plane of a Kubernetes cluster. Run it again at any time: what is done is left as it is.'
STEPS="$MACHINE_STEPS
  init        let kubeadm make the cluster, unless this machine has one
  network     give pods a network
  storage     give claims a default StorageClass
  ready       wait until the node takes pods
  join        write a file that lets machines join, /etc/kubernetes/join.yaml, and forget the one before
"
OPTIONS="$MACHINE_OPTIONS
  --ttl TIME      how long that file is good for (default: 24h)
"
ROLE=control-plane
CHECKS='root role programs system cgroups swap modules address subnets ports clock disk memory cpus runtime'
PORTS='6443 10250 10257 10259 2379 2380'
DISK_GIB=10
MEMORY_MIB=1700
JOIN_FILE=$ROOT/etc/kubernetes/join.yaml
KUBECONFIG=$ROOT/etc/kubernetes/admin.conf
KUBECACHEDIR=$RECORD/kubectl # or it would lie in root's home
export KUBECONFIG KUBECACHEDIR

step_init() {
  if noted node "$ROLE"; then
    say 'done before'
    return
  fi
  begin_node
  make_folder /etc/ssl/certs # pods of kubeadm's would make it
  settings=$(mktemp)
  kubeadm_settings >"$settings"
  kubeadm init --config "$settings" --skip-token-print
  rm "$settings"
  note node "$ROLE"
}

kubeadm_settings() {
  cat <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
# Nobody joins by it: the step join makes another, in a file that nobody else can read.
bootstrapTokens: [{ttl: 1m0s}]
nodeRegistration:
  criSocket: unix:///run/containerd/containerd.sock
  ignorePreflightErrors: [$(kubeadm_ignores)]
# A slow machine gets there too; by default it has one minute, and four.
timeouts: {kubernetesAPICall: 10m0s, kubeletHealthCheck: 10m0s, controlPlaneComponentHealthCheck: 20m0s}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v$KUBERNETES_VERSION
networking:
  podSubnet: $POD_SUBNET
  serviceSubnet: $SERVICE_SUBNET
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
# Whether swap may be on is one of the checks here, and can be passed over; no pod gets any of it, as by default.
failSwapOn: false
YAML
}

step_network() { kubectl apply --filename "$(folder)/manifests/network.yaml"; }

# Once: which StorageClass is the default is the user's to say from then on.
step_storage() {
  manifest=$(folder)/manifests/storage.yaml
  sum=$(sha256sum <"$manifest")
  ! noted manifests "$sum" || { say 'done before'; return; }
  kubectl apply --filename "$manifest"
  note manifests "$sum"
}

step_ready() { kubectl wait --for condition=Ready "node/$(uname -n)" --timeout 10m; }

step_join() {
  [ ! -f "$JOIN_FILE" ] || kubeadm token delete "$(sed -n 's/^ *token: *\([a-z0-9]*\)\..*/\1/p' "$JOIN_FILE")" 2>/dev/null ||
    say 'the one before has run out, and is forgotten already'
  created=$(kubeadm token create --ttl "${ttl:-24h}" --print-join-command)
  # shellcheck disable=SC2086 # words: kubeadm join ENDPOINT --token TOKEN --discovery-token-ca-cert-hash HASH
  set -- $created
  expiration=$(kubectl --namespace kube-system get secret "bootstrap-token-${5%.*}" --output jsonpath='{.data.expiration}')
  [ -n "$expiration" ] || fail 'the token that was made has no end, and whoever has it could always join' "kubeadm token delete ${5%.*}, and say --ttl 24h."
  until=$(printf '%s' "$expiration" | base64 -d)
  (umask 077 && join_settings "$3" "$5" "$7" >"$JOIN_FILE")
  say "wrote $JOIN_FILE, good until $until: copy it to a machine, and there: sh worker.sh --join join.yaml"
}

join_settings() { # ENDPOINT TOKEN HASH
  cat <<YAML
# good until: $until
# Whoever has this file can join a machine: keep it to yourself.
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    apiServerEndpoint: $1
    token: $2
    caCertHashes: [$3]
timeouts:
  discovery: 1m0s
YAML
}

read_words "$@"
run_steps

#!/bin/sh
# Makes this machine a worker of a cluster: sh worker.sh --join FILE [--from FOLDER] [STEP]...
set -eu
. "$(dirname "$0")/steps.sh"
. "$HERE/record.sh"
. "$HERE/checks.sh"
. "$HERE/machine.sh"

ABOUT='Makes this machine a worker of the cluster that a file from its control plane leads to. Run it again at any time.'
STEPS="$MACHINE_STEPS
  join        let kubeadm join this machine, unless it has joined
"
OPTIONS="$MACHINE_OPTIONS
  --join FILE     /etc/kubernetes/join.yaml of the control plane
"
ROLE=worker
CHECKS='root role programs system cgroups swap modules address subnets ports clock disk memory runtime join'
PORTS='10250'
DISK_GIB=10
# Images that run on a control plane alone.
NOT_WANTED='/[^/]*(kube-apiserver|kube-controller-manager|kube-scheduler|etcd)[^/]*$'
MEMORY_MIB=900

has_joined() { noted node "$ROLE"; }

check_join() {
  ! has_joined || return 0
  if [ ! -f "${join:-}" ]; then
    echo 'there is no file to join with: copy /etc/kubernetes/join.yaml from the control plane, and say --join FILE.'
    return
  fi
  until=$(sed -n 's/^# good until: //p' "$join")
  [ "$(date +%s)" -lt "$(date --date "$until" +%s)" ] ||
    echo "$join was good until $until: get a new one, by \`sh control-plane.sh join\` on the control plane."
}

step_join() {
  if has_joined; then
    say 'done before'
    return
  fi
  lack=$(check_join)
  [ -z "$lack" ] || fail "$lack"
  begin_node
  kubeadm join --config "$join" --ignore-preflight-errors "$(kubeadm_ignores)"
  note node "$ROLE"
}

read_words "$@"
run_steps

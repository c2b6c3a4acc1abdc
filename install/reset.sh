#!/bin/sh
# Leaves this machine as it was before control-plane.sh or worker.sh: sh reset.sh [--volumes remove] [STEP]...
set -eu
. "$(dirname "$0")/steps.sh"
. "$HERE/record.sh"
. "$HERE/machine.sh"

ABOUT='Takes Kubernetes off this machine, and puts back what was there before. What volumes hold stays, unless told otherwise.'
STEPS='
  node      end kubelet and pods, and forget the cluster
  volumes   say which volumes hold data here, and remove them only where that was asked for
  services  end containerd, and remove what it holds
  network   remove the interfaces, routes and rules of pods and Services
  files     put back all files as they were
  kernel    put back settings of the kernel
  packages  remove the packages that were installed
  record    forget what was recorded
'
OPTIONS='
  --volumes remove  remove what volumes hold, too
'

step_node() {
  if noted node begun; then
    systemctl start containerd # pods are ended by it
    kubeadm reset --force
    systemctl stop kubepods.slice 2>/dev/null || true # kubeadm goes on where a pod does not end in time
  fi
  ! noted services kubelet || end_service kubelet
  rm -f "$RECORD/node"
}

# end_service NAME: unless its unit is gone, or is what was there before: an earlier reset has been here
end_service() {
  unit=/etc/systemd/system/$1.service
  [ -f "$ROOT$unit" ] && ! cmp -s "$ROOT$unit" "$RECORD/before$unit" || return 0
  systemctl disable --quiet --now "$1"
}

step_volumes() {
  for folder in $VOLUMES; do
    [ -d "$ROOT$folder" ] || continue
    if [ "${volumes:-}" = remove ] && noted volumes "$folder"; then
      if rm -r --one-file-system "$ROOT$folder"; then say "removed $folder"; else say "left of $folder what is mounted there"; fi
    else
      say "$folder stays, with $(du -sh "$ROOT$folder" | cut -f1) in it"
    fi
  done
}

step_services() {
  if noted services containerd; then
    systemctl kill --signal KILL containerd 2>/dev/null || true # with the keepers of containers, which outlive it
    end_service containerd
    awk '$2 ~ "^/run/containerd/|^/var/lib/kubelet/" {print $2}' "$ROOT/proc/mounts" | sort --reverse | xargs --no-run-if-empty umount --lazy
    rm -rf "$ROOT/run/containerd" "$ROOT/run/nri" "$RECORD/images"
  fi
  newest_first data | while read -r folder; do
    [ -d "$ROOT$folder" ] || continue
    find "$ROOT$folder/" -xdev -mindepth 1 -delete || say "left of $folder what is mounted there, or in use"
    noted empty "$folder" || rmdir "$ROOT$folder" 2>/dev/null || say "left $folder"
  done
}

# What kube-proxy and the pod network left behind; rules of others stay, in their order.
step_network() {
  [ -f "$RECORD/subnets" ] || { say 'there was none'; return; }
  for interface in cni0 flannel.1 kube-ipvs0; do
    [ ! -e "$ROOT/sys/class/net/$interface" ] || ip link delete "$interface"
  done
  newest_first subnets | while read -r subnet; do
    ip route flush root "$subnet"
    ip route flush type unreachable root "$subnet"
  done
  drop_rules iptables ip
  drop_rules ip6tables ip6
  for table in 'ip kube-proxy' 'ip6 kube-proxy' 'ip pod-network'; do
    # shellcheck disable=SC2086 # two words
    nft delete table $table 2>/dev/null || true
  done
}

# drop_rules PROGRAM FAMILY: takes rules of pods and Services out of iptables' tables, and the tables that are then as good as none
drop_rules() {
  ours='KUBE-|CNI-|FLANNEL-'
  rules=$("$1-save" 2>/dev/null) && printf '%s\n' "$rules" | grep -qE "$ours" || return 0
  printf '%s\n' "$rules" | grep -vE "$ours" | "$1-restore"
  case $("$1" --version) in *nf_tables*) ;; *) return 0 ;; esac # those of nft are somebody else's then
  for table in $(printf '%s\n' "$rules" | sed -n 's/^\*//p'); do
    "$1-save" --table "$table" | grep -qE '^-A|^:[^ ]+ (DROP|-) ' || nft delete table "$2" "$table" 2>/dev/null || true
  done
}

step_files() {
  put_back
  systemctl daemon-reload
}

step_kernel() {
  newest_first sysctl | while read -r setting; do sysctl --quiet --write "$setting" || say "could not set $setting again"; done
  newest_first modules | while read -r module; do
    modprobe --remove "$module" 2>/dev/null || say "the module $module is in use, and stays until this machine starts again"
  done
}

step_packages() {
  [ -f "$RECORD/packages" ] || { say 'none were'; return; }
  # apt would take off with them what came later and needs them.
  newest_first packages | DEBIAN_FRONTEND=noninteractive xargs dpkg --purge || say 'those stay that something else needs by now'
}

step_record() { rm -r "$RECORD"; }

read_words "$@"
if [ -d "$RECORD" ]; then run_steps; else say 'nothing of this installer is on this machine'; fi

# shellcheck shell=sh
# The steps that every node's machine takes, whatever it will be. Sourced, after steps.sh and record.sh.

MACHINE_STEPS='
  checks      name all that lacks, at once; nothing is changed
  fetch       get programs and manifests from their public places, unless --from names a folder
  packages    install what kubelet and kube-proxy call
  kernel      load modules, and let packets be forwarded, now and at boot
  runtime     install containerd, runc and the CNI plugins, and start containerd
  kubernetes  install kubeadm, kubelet and kubectl
  images      give containerd the images of the folder, where it has any
'
MACHINE_OPTIONS='
  --from FOLDER   what fetch.sh filled, for a machine without a network
  --ignore NAMES  checks to pass over, separated by commas
'
DOWNLOADS=/var/cache/touchstone-install
# What pods get their addresses from; flannel's manifest has the same. And Services, from kubeadm's own.
POD_SUBNET=10.244.0.0/16
SERVICE_SUBNET=10.96.0.0/12
PACKAGES='conntrack ethtool iptables iproute2 kmod mount nftables procps'
# For containers' files, bridges whose packets rules see, and connections that kube-proxy follows.
MODULES='overlay br_netfilter nf_conntrack'
FORWARDING='net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.bridge.bridge-nf-call-ip6tables'
# What kubelet and kube-proxy set by themselves.
SET_BY_OTHERS='vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes
  net.ipv4.conf.all.route_localnet net.netfilter.nf_conntrack_max net.netfilter.nf_conntrack_tcp_timeout_established
  net.netfilter.nf_conntrack_tcp_timeout_close_wait'
# What only Kubernetes and its runtime write to.
DATA='/etc/kubernetes /etc/cni/net.d /run/flannel /var/lib/containerd /opt/containerd /var/lib/kubelet /usr/libexec/kubernetes /var/lib/etcd /var/lib/cni
  /var/log/pods /var/log/containers'
# Where the default StorageClass lays what its volumes hold: ours, and upstream's.
VOLUMES='/var/local-path-provisioner /opt/local-path-provisioner'

# folder: where programs, manifests and images come from
folder() { printf '%s' "${from:-$ROOT$DOWNLOADS}"; }

step_fetch() {
  if [ -z "${from:-}" ]; then
    claim "$DOWNLOADS"
    sh "$HERE/fetch.sh" --to "$(folder)" programs manifests
  elif [ -d "$from/bin" ]; then
    say "not needed: all comes from $from"
  else
    fail "there are no programs in $from" 'fetch.sh fills that folder.'
  fi
}

step_packages() {
  lacking=$(for package in $PACKAGES; do is_installed "$package" || echo "$package"; done)
  [ -n "$lacking" ] || { say 'all of them are there'; return; }
  apt update
  # Before any comes, so that reset.sh knows of it wherever this is cut off.
  for package in $(apt_install --simulate | sed -n 's/^Inst \([^ :]*\).*/\1/p'); do is_installed "$package" || note packages "$package"; done
  apt_install --yes || fail "apt could not install $(echo "$lacking" | paste -sd' ')" 'See what it says above; what came is noted, and reset.sh takes it off.'
}

# apt_install OPTION: what lacks
apt_install() {
  # shellcheck disable=SC2086 # several words on purpose
  DEBIAN_FRONTEND=noninteractive apt install "$1" --no-install-recommends $lacking
}

# apt ARGUMENT...: apt-get, which knows nothing but the folder's packages where one was named, and the machine's own sources where not
apt() {
  if [ -z "${from:-}" ]; then
    apt-get --quiet "$@"
    return
  fi
  lists=$RECORD/apt
  mkdir -p "$lists/partial"
  echo "deb [trusted=yes] file:$(realpath "$from" | sed 's/ /%20/g')/packages ./" >"$lists/folder.list"
  apt-get --quiet --option Dir::Etc::SourceList="$lists/folder.list" --option Dir::Etc::SourceParts=/dev/null --option Dir::State::Lists="$lists" "$@"
}

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

step_kernel() {
  for module in $MODULES; do
    [ -d "$ROOT/sys/module/$module" ] || note modules "$module"
    modprobe "$module"
  done
  for setting in $FORWARDING $SET_BY_OTHERS; do
    grep -qs "^$setting=" "$RECORD/sysctl" || ! value=$(sysctl --values "$setting" 2>/dev/null) || note sysctl "$setting=$value"
  done
  for setting in $FORWARDING; do sysctl --quiet --write "$setting=1"; done
  # shellcheck disable=SC2086 # a line for each word
  {
    printf '%s\n' $MODULES | put /etc/modules-load.d/touchstone.conf 644
    printf '%s = 1\n' $FORWARDING | put /etc/sysctl.d/90-touchstone.conf 644
  }
}

step_runtime() {
  refuse_other_version
  for data in $DATA; do
    claim "$data"
    make_folder "$(dirname "$data")"
  done
  for folder in $VOLUMES; do [ -e "$ROOT$folder" ] || note volumes "$folder"; done
  changed=''
  put_programs "$(folder)/bin" /usr/local/bin containerd containerd-shim-runc-v2 ctr crictl
  put_programs "$(folder)/bin" /usr/local/sbin runc
  for plugin in "$(folder)"/cni/*; do put_programs "$(folder)/cni" /opt/cni/bin "$(basename "$plugin")"; done
  remember /opt/cni/bin/flannel # which upstream's pod network puts there by itself
  put /etc/crictl.yaml 644 <"$HERE/files/crictl.yaml"
  put /etc/containerd/config.toml 644 <<TOML
$(sed "s/@PAUSE_VERSION@/$PAUSE_VERSION/" "$HERE/files/containerd.toml")
TOML
  put_service containerd
  if [ -n "$changed" ]; then systemctl restart containerd; else systemctl start containerd; fi
}

# refuse_other_version: a node's programs are changed by upgrade.sh alone
refuse_other_version() {
  ! is_of_cluster || cmp -s "$(folder)/bin/kubelet" "$ROOT/usr/local/bin/kubelet" ||
    fail "the kubelet of $(folder) is another than this node's" 'sh upgrade.sh --from FOLDER takes a node from one version to the next.'
}

step_kubernetes() {
  refuse_other_version
  put_programs "$(folder)/bin" /usr/local/bin kubeadm kubelet kubectl
  put_service kubelet # which kubeadm starts, when it has settings
}

# put_service NAME: from now on at every boot
put_service() {
  note services "$1"
  put "/etc/systemd/system/$1.service" 644 <"$HERE/files/$1.service"
  systemctl daemon-reload
  systemctl enable --quiet "$1"
}

step_images() {
  for archive in "$(folder)"/images/*.tar; do
    [ -f "$archive" ] || { say 'none are there: containerd pulls them'; return; }
    ! printf '%s' "$archive" | grep -qE "${NOT_WANTED:-^$}" || continue
    state=$(stat --format '%n %s %Y' "$archive")
    ! noted images "$state" || continue
    say "$(basename "$archive")"
    ctr --namespace k8s.io images import --label io.cri-containerd.pinned=pinned --digests "$archive" >/dev/null
    note images "$state" # a slow machine takes minutes for them
  done
}

# begin_node: notes that this machine is becoming a node. What an earlier try left, which did not get there, is taken away first.
begin_node() {
  lack=$(check_role)
  [ -z "$lack" ] || fail "$lack"
  if noted node begun; then
    say 'an earlier try was cut off: what it left is taken away'
    kubeadm reset --force
  else
    refuse_theirs
  fi
  rm -f "$RECORD/manifests"
  note node begun
  note subnets "$POD_SUBNET"
}

# refuse_theirs: a try that is cut off is begun again by `kubeadm reset`, which would empty these folders, whoever filled them
refuse_theirs() {
  for data in /etc/kubernetes /var/lib/kubelet /var/lib/etcd; do
    noted data "$data" || [ -z "$(find "$ROOT$data" -type f 2>/dev/null | head -n 1)" ] ||
      fail "there is something in $data, of another Kubernetes or of what one left" 'These scripts make no node of such a machine: see to that first, or take another one.'
  done
}

# kubeadm_ignores: what kubeadm calls the checks that were passed over here
kubeadm_ignores() {
  {
    ! is_ignored cgroups || echo SystemVerification
    ! is_ignored cpus || echo NumCPU
    ! is_ignored memory || echo Mem
    ! is_ignored swap || echo Swap
  } | paste -sd,
}

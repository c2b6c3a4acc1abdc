# shellcheck shell=sh
# What a machine must have before anything is changed. Sourced, by a script that sets CHECKS, names separated by blanks; --ignore passes over some.
# Each check_NAME prints a sentence for each thing that lacks, with what to do about it, and nothing where all is well; it ends with another code than 0
# where it cannot tell. Nothing is changed here.

step_checks() {
  lacks=$(for check in $CHECKS; do is_ignored "$check" || looked_at "$check" | sed "s/^/  [$check] /"; done)
  if [ -n "$lacks" ]; then
    printf '%s\n' "$lacks" >&2
    fail 'this machine is not ready, and nothing was changed' \
      'Mend what is listed above, or say --ignore NAME[,NAME] of what you know better.'
  fi
  say 'nothing lacks'
}

# looked_at CHECK: what it says; a check that breaks is none that found nothing
looked_at() { ("check_$1") || echo 'this could not be looked at: what stands above says why, or a program of this machine that fails.'; }

is_ignored() { case ",${ignore:-}," in *",$1,"*) ;; *) false ;; esac }

# is_node: whether these scripts have made this machine a node, so that what would be in the way is its own
is_node() { [ -e "$RECORD/node" ]; }

check_root() {
  [ "$(id -u)" -eq 0 ] || echo 'this is not root: run it with sudo.'
}

# is_of_cluster: whether it runs as a node, of whatever version
is_of_cluster() { [ -f "$ROOT/etc/kubernetes/kubelet.conf" ]; }

check_programs() {
  programs='ip ss modprobe sysctl timedatectl'
  [ -n "${from:-}" ] || programs="$programs curl"
  for program in $programs; do
    has_program "$program" || echo "$program lacks: apt-get install curl iproute2 kmod procps systemd brings it."
  done
}

# A control plane is no worker, nor the other way round: kubeadm would begin by taking off what it is.
check_role() {
  for other in control-plane worker; do
    [ "$other" = "$ROLE" ] || ! noted node "$other" || echo "this machine is a $other already: sh reset.sh ends that, or take another machine."
  done
}

check_system() {
  release=$ROOT/etc/os-release
  grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' "$release" 2>/dev/null ||
    echo 'this is neither Debian nor Ubuntu, and the packages are theirs: take a machine of these.'
  [ -d "$ROOT/run/systemd/system" ] || echo 'systemd does not run here, and kubelet and containerd are its services: boot with it.'
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) echo "there are no programs for $(uname -m): take a machine of amd64 or arm64." ;;
  esac
}

check_cgroups() {
  controllers=$ROOT/sys/fs/cgroup/cgroup.controllers
  if [ ! -f "$controllers" ]; then
    echo 'cgroup version 2 is not there, and the kubelet refuses version 1: boot with systemd.unified_cgroup_hierarchy=1.'
    return
  fi
  for wanted in cpu cpuset memory pids; do
    grep -qw "$wanted" "$controllers" ||
      echo "the kernel has no cgroup controller $wanted: see cgroup_disable and cgroup_enable of its command line, or take another kernel."
  done
}

check_swap() {
  in_use=$(awk 'NR > 1 {print $1}' "$ROOT/proc/swaps" 2>/dev/null | paste -sd' ')
  [ -z "$in_use" ] || echo "swap is on ($in_use): swapoff --all, and take it from /etc/fstab."
}

check_modules() {
  for module in $MODULES; do
    [ -d "$ROOT/sys/module/$module" ] || modprobe --dry-run --quiet "$module" 2>/dev/null ||
      echo "the kernel has no module $module: install the package linux-image or linux-modules-extra that has it."
  done
}

check_ports() {
  ! is_node && has_program ss || return 0
  listening=$(ss -Hltn) || return 1
  taken=$(printf '%s\n' "$listening" | awk '{sub(/.*:/, "", $4); print $4}')
  for port in $PORTS; do
    ! is_one_of "$port" "$taken" || echo "port $port is taken: ss -ltnp says by whom; end what listens there."
  done
}

# Both are what others know this machine by.
check_address() {
  ! has_program ip || [ -n "$(ip -4 route show default)" ] ||
    echo 'there is no default route, by which a node finds its own address: ip route add default via ROUTER.'
  case $(uname -n) in
    *[!a-z0-9.-]* | localhost) echo "$(uname -n) cannot be a node's name: hostnamectl set-hostname NAME, of a-z, 0-9, - and dots." ;;
  esac
}

# Pods and Services would take these addresses away from another network, a company's perhaps.
check_subnets() {
  ! is_node && has_program ip || return 0
  for subnet in $POD_SUBNET $SERVICE_SUBNET; do
    routes=$(for how in match root; do ip -4 route show "$how" "$subnet"; done | grep -v '^default' | sort -u | paste -sd';')
    [ -z "$routes" ] || echo "this machine has a way into $subnet already ($routes): give pods and Services other addresses, in machine.sh."
  done
}

check_clock() {
  ! has_program timedatectl || [ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" = yes ] ||
    echo 'nothing keeps the clock right, and certificates are refused by a wrong one: apt-get install systemd-timesyncd, timedatectl set-ntp true.'
}

check_disk() {
  free=$(df -Pk "$ROOT/var/lib" | awk 'NR == 2 {print int($4 / 1024 / 1024)}')
  [ "$free" -ge "$DISK_GIB" ] || echo "/var/lib has $free GiB free: images and volumes want $DISK_GIB."
}

check_memory() {
  total=$(awk '$1 == "MemTotal:" {print int($2 / 1024)}' "$ROOT/proc/meminfo")
  [ "$total" -ge "$MEMORY_MIB" ] || echo "there are $total MiB of memory: this wants $MEMORY_MIB."
}

check_cpus() {
  [ "$(nproc)" -ge 2 ] || echo 'there is one processor: a control plane wants two.'
}

# Docker brings a containerd too, and packages of Kubernetes a kubelet: with settings and a lifetime of their own.
check_runtime() {
  for service in containerd kubelet; do
    noted services "$service" || ! systemctl cat "$service.service" >/dev/null 2>&1 ||
      echo "there is a service $service of somebody else's (systemctl cat $service): take off what has it, or take another machine."
  done
  ! is_node || return 0
  for data in $DATA; do
    noted data "$data" || [ -z "$(ls -A "$ROOT$data" 2>/dev/null)" ] ||
      echo "there is something in $data: another Kubernetes or what one left; see to that first."
  done
}

#!/bin/sh
# Has a container of Debian 12 get the engine and the Node.js of another release of Debian: install.sh RELEASE RUNTIME
# RUNTIME: a program of Node.js that stands in front of runc, for hosts that lack capabilities.
set -eu
release=$1 runtime=$2
sed -n "s#^\(deb [^ ]*\) bookworm main#\1 $release main#p" /etc/apt/sources.list >"/etc/apt/sources.list.d/$release.list"
apt-get -o Acquire::Check-Valid-Until=false update # a mirror may be older than what is unreleased is signed for
apt-get install -y -t "$release" docker.io docker-cli nodejs systemd-standalone-sysusers
mkdir -p /usr/local/lib/touchstone /etc/docker
printf '#!/bin/sh\nexec node %s "$@"\n' "$runtime" >/usr/local/lib/touchstone/oci-runtime
chmod 755 /usr/local/lib/touchstone/oci-runtime
cat >/etc/docker/daemon.json <<JSON
{
  "features": { "containerd-snapshotter": true },
  "runtimes": { "touchstone": { "path": "/usr/local/lib/touchstone/oci-runtime" } },
  "default-runtime": "touchstone"
}
JSON

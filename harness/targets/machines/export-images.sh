#!/bin/sh
# Writes the images of a node's containerd store as archives, in the node's own files: export-images.sh FOLDER PAUSE-VERSION
set -eu
programs=$(dirname "$0") folder=$1 pause=$2
"$programs/containerd" >/tmp/containerd.log 2>&1 &
containerd=$!
ctr() { "$programs/ctr" --namespace k8s.io "$@"; }
attempt=0
until ctr version >/dev/null 2>&1; do
  attempt=$((attempt + 1))
  [ "$attempt" -lt 600 ] || { cat /tmp/containerd.log >&2; exit 1; }
  sleep 0.2
done
# kind has one by the name that its own settings of containerd use, and kubeadm asks for another.
ctr images tag registry.k8s.io/pause:3.10 "registry.k8s.io/pause:$pause"
for image in $(ctr images list --quiet | grep -v sha256:); do
  ctr images export "$folder/$(printf '%s' "$image" | tr '/:' '__').tar" "$image"
done
kill "$containerd"
wait "$containerd" || true

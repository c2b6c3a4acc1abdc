#!/bin/sh
# Writes the images of a node's containerd store as archives, in the node's own files beside a containerd: export-images.sh FOLDER PAUSE-VERSION
set -eu
folder=$1 pause=$2
ctr() { command ctr --namespace k8s.io "$@"; }
# kind has one by the name that its own settings of containerd use, and kubeadm asks for another.
ctr images tag registry.k8s.io/pause:3.10 "registry.k8s.io/pause:$pause"
for image in $(ctr images list --quiet | grep -v sha256:); do
  ctr images export "$folder/$(printf '%s' "$image" | tr '/:' '__').tar" "$image"
done

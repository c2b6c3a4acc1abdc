#!/bin/sh
# Imports image archives into the node's containerd store, as kind does for its own node image: content only, unpacked by the node
# at first use, because a build container cannot mount an overlay. Beside a containerd: preload-images.sh DIR
set -eu
for archive in "$1"/*.tar; do
  ctr --namespace=k8s.io images import --label=io.cri-containerd.pinned=pinned --all-platforms --no-unpack --digests "$archive"
done
ctr --namespace=k8s.io images list -q

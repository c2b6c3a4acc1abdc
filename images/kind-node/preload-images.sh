#!/bin/sh
# Imports image archives into the node's containerd store, as kind does for its own node image: content only, unpacked by the node
# at first use, because a build container cannot mount an overlay. preload-images.sh DIR
set -eu
containerd >/tmp/containerd.log 2>&1 &
containerd=$!
attempt=0
until ctr version >/dev/null 2>&1; do
  attempt=$((attempt + 1))
  [ "$attempt" -lt 150 ] || { cat /tmp/containerd.log >&2; exit 1; }
  sleep 0.2
done
for archive in "$1"/*.tar; do
  ctr --namespace=k8s.io images import --label=io.cri-containerd.pinned=pinned --all-platforms --no-unpack --digests "$archive"
done
ctr --namespace=k8s.io images list -q
kill "$containerd" && wait "$containerd" || true
rm -f /tmp/containerd.log

#!/bin/sh
# Builds the container runtime from its published Go modules: build-runtime.sh CONTAINERD RUNC CNI_PLUGINS OUT
set -eu
containerd=$1 runc=$2 cni=$3 out=$4
mkdir -p "$out/cni"

GOBIN=$out CGO_ENABLED=1 go install -tags 'no_btrfs no_devmapper no_zfs' \
  -ldflags "-s -w -X github.com/containerd/containerd/v2/version.Version=v$containerd" \
  "github.com/containerd/containerd/v2/cmd/containerd@v$containerd" \
  "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2@v$containerd" \
  "github.com/containerd/containerd/v2/cmd/ctr@v$containerd"
GOBIN=$out CGO_ENABLED=1 go install -tags seccomp -ldflags "-s -w -X main.version=$runc" "github.com/opencontainers/runc@v$runc"
GOBIN=$out go install -ldflags '-s -w' sigs.k8s.io/cri-tools/cmd/crictl@v1.36.0

plugins=github.com/containernetworking/plugins/plugins
for plugin in ipam/host-local main/ptp main/loopback main/bridge meta/portmap; do
  GOBIN=$out/cni go install -ldflags '-s -w' "$plugins/$plugin@v$cni"
done

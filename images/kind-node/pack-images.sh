#!/bin/sh
# Writes the container images that the node preloads as docker archives, without an engine: pack-images.sh OUT
# The names of the control plane's images are those that kubeadm asks for.
set -eu
out=$1
work=$(mktemp -d)
mkdir -p "$out"

# layer NAME DIR: the tar of a root file system
layer() { tar -C "$2" --numeric-owner --owner=0 --group=0 --sort=name --mtime=@0 -cf "$work/$1.tar" .; }

# binary_layer BINARY: a root file system with one program in /usr/local/bin
binary_layer() {
  mkdir -p "$work/$1/usr/local/bin" && cp "$2" "$work/$1/usr/local/bin/$1"
  layer "$1" "$work/$1"
}

# image NAME:TAG ENTRYPOINT LAYER...: one archive
image() {
  name=$1 entrypoint=$2
  shift 2
  dir=$(mktemp -d) diff_ids='' files=''
  for part in "$@"; do
    cp "$work/$part.tar" "$dir/"
    diff_ids="$diff_ids${diff_ids:+,}\"sha256:$(sha256sum "$dir/$part.tar" | cut -d' ' -f1)\""
    files="$files${files:+,}\"$part.tar\""
  done
  printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["%s"],"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$(go env GOARCH)" "$entrypoint" "$diff_ids" >"$dir/config.json"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":[%s]}]' "$name" "$files" >"$dir/manifest.json"
  tar -C "$dir" -cf "$out/$(echo "$name" | tr '/:' '__').tar" .
  rm -rf "$dir"
}

layer network-tools /network-tools
mkdir -p "$work/pod-network/usr/local/bin"
cp /src/pod-network.sh "$work/pod-network/usr/local/bin/pod-network" && chmod 755 "$work/pod-network/usr/local/bin/pod-network"
cp /out/kubectl "$work/pod-network/usr/local/bin/kubectl"
layer pod-network "$work/pod-network"
for binary in kube-apiserver kube-controller-manager kube-scheduler kube-proxy etcd coredns local-path-provisioner pause; do
  binary_layer "$binary" "/out/$binary"
done

/out/kubeadm config images list --kubernetes-version "$(cat /out/version)" | while read -r wanted; do
  program=$(basename "${wanted%:*}")
  case $program in
    pause) image registry.k8s.io/pause:3.10 /usr/local/bin/pause pause ;; # the tag that kind's containerd settings name
    kube-proxy) image "$wanted" /usr/local/bin/kube-proxy network-tools kube-proxy ;;
    *) image "$wanted" "/usr/local/bin/$program" "$program" ;;
  esac
done
image touchstone.local/pod-network:1 /usr/local/bin/pod-network network-tools pod-network
image touchstone.local/local-path-provisioner:1 /usr/local/bin/local-path-provisioner local-path-provisioner
image touchstone.local/local-path-helper:1 /bin/sh network-tools

#!/bin/sh
# Fills a folder with all that a machine without a network installs from: sh fetch.sh --to FOLDER [STEP]...
# To be run where there is a network, on a machine of the same distribution, release and architecture as those that it is for.
set -eu
. "$(dirname "$0")/steps.sh"

ABOUT='Fills a folder with all that control-plane.sh, worker.sh and upgrade.sh install, for machines without a network.'
STEPS='
  programs   Kubernetes, containerd, runc and CNI plugins from their releases, each held against its published checksum
  manifests  the pod network (flannel) and the default StorageClass (local-path), each held against its checksum in versions.env
  packages   Debian packages, with what they need
  images     container images (needs skopeo)
'
OPTIONS='
  --to FOLDER  the folder
'
. "$HERE/machine.sh" # what packages a machine needs

case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) fail "there are no programs for $(uname -m)" ;;
esac

# download URL FILE CHECKSUM: whole or not at all. CHECKSUM is the file's SHA-256, or the URL of a file that has it, and may list others beside it.
download() {
  [ ! -f "$2" ] || { say "$2 is there"; return; }
  say "$1"
  curl --fail --silent --show-error --location --output "$2.part" "$1"
  case $3 in
    https:*) stated=$(published "$3" "$(basename "$1")") who='its publisher' ;;
    *) stated=$3 who=versions.env ;;
  esac
  [ "$(sha256sum "$2.part" | cut -d' ' -f1)" = "$stated" ] ||
    fail "$1 is not what $who says it is" "Something on the way changes downloads; $2.part is what came."
  mv "$2.part" "$2"
}

# published URL NAME: the checksum of that name
published() {
  listed=$(curl --fail --silent --show-error --location "$1")
  printf '%s\n' "$listed" | awk -v name="$2" 'NF == 1 || $2 == name || $2 == "*" name {print $1; exit}'
}

# copy NAME VERSION URL URL-OF-CHECKSUM: a program as it comes. What is downloaded has its version in its name: the folder may be filled again with the next.
copy() {
  download "$3" "$to/downloads/$1-$2" "$4"
  cp "$to/downloads/$1-$2" "$to/bin/$1"
}

# unpack FOLDER URL URL-OF-CHECKSUM [TAR-OPTION]...: the content of a release
unpack() {
  target=$to/$1 archive=$to/downloads/$(basename "$2")
  download "$2" "$archive" "$3"
  shift 3
  tar -C "$target" -xzf "$archive" "$@"
}

step_programs() {
  mkdir -p "${to:?is not known: say --to FOLDER}/bin" "$to/cni" "$to/downloads"
  github=https://github.com
  for program in kubeadm kubelet kubectl; do
    url=https://dl.k8s.io/release/v$KUBERNETES_VERSION/bin/linux/$architecture/$program
    copy "$program" "$KUBERNETES_VERSION" "$url" "$url.sha256"
  done
  url=$github/containerd/containerd/releases/download/v$CONTAINERD_VERSION/containerd-$CONTAINERD_VERSION-linux-$architecture.tar.gz
  unpack bin "$url" "$url.sha256sum" --strip-components=1
  url=$github/opencontainers/runc/releases/download/v$RUNC_VERSION
  copy runc "$RUNC_VERSION" "$url/runc.$architecture" "$url/runc.sha256sum"
  url=$github/containernetworking/plugins/releases/download/v$CNI_PLUGINS_VERSION/cni-plugins-linux-$architecture-v$CNI_PLUGINS_VERSION.tgz
  unpack cni "$url" "$url.sha256" --exclude=LICENSE --exclude=README.md
  url=$github/kubernetes-sigs/cri-tools/releases/download/v$CRICTL_VERSION/crictl-v$CRICTL_VERSION-linux-$architecture.tar.gz
  unpack bin "$url" "$url.sha256"
  chmod 755 "$to"/bin/* "$to"/cni/*
}

step_manifests() {
  mkdir -p "${to:?is not known: say --to FOLDER}/manifests" "$to/downloads"
  flannel=$to/downloads/flannel-$FLANNEL_VERSION.yaml local_path=$to/downloads/local-path-$LOCAL_PATH_PROVISIONER_VERSION.yaml
  raw=https://raw.githubusercontent.com
  download "$raw/flannel-io/flannel/v$FLANNEL_VERSION/Documentation/kube-flannel.yml" "$flannel" "$FLANNEL_SHA256"
  cp "$flannel" "$to/manifests/network.yaml"
  grep -q "$POD_SUBNET" "$to/manifests/network.yaml" || fail "$to/manifests/network.yaml has another network than $POD_SUBNET"
  storage=$raw/rancher/local-path-provisioner/v$LOCAL_PATH_PROVISIONER_VERSION/deploy/local-path-storage.yaml
  download "$storage" "$local_path" "$LOCAL_PATH_PROVISIONER_SHA256"
  # Upstream leaves it to others which class is the default.
  sed '/^kind: StorageClass/,/^---/ s|^  name: local-path$|&\n  annotations: {storageclass.kubernetes.io/is-default-class: "true"}|' \
    "$local_path" >"$to/manifests/storage.yaml"
}

# As if nothing were installed here, so that what this machine has already comes too; with the index that apt wants.
step_packages() {
  mkdir -p "${to:?is not known: say --to FOLDER}/packages/partial"
  # shellcheck disable=SC2086 # several words on purpose
  apt-get install --quiet --yes --download-only --no-install-recommends \
    --option Dir::State::status=/dev/null --option Dir::Cache::archives="$(realpath "$to")/packages" $PACKAGES
  for file in "$to"/packages/*.deb; do
    dpkg-deb --field "$file"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$(basename "$file")" "$(stat --format %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
  done >"$to/packages/Packages"
}

step_images() {
  mkdir -p "${to:?is not known: say --to FOLDER}/images"
  of_kubernetes=$("$to/bin/kubeadm" config images list --kubernetes-version "v$KUBERNETES_VERSION") ||
    fail "$to/bin/kubeadm does not say which images it wants" 'The step programs brings one, for machines of this architecture.'
  of_manifests=$(sed -n 's/^ *-\{0,1\} *image: *//p' "$to/manifests/network.yaml" "$to/manifests/storage.yaml")
  printf '%s\n' "$of_kubernetes" "$of_manifests" "registry.k8s.io/pause:$PAUSE_VERSION" | sort -u | while read -r image; do
    file=$to/images/$(printf '%s' "$image" | tr '/:' '__').tar
    [ ! -f "$file" ] || continue
    say "$image"
    rm -f "$file.part" # skopeo adds to an archive that is there
    skopeo copy --quiet "docker://$image" "docker-archive:$file.part:$image"
    mv "$file.part" "$file"
  done
}

read_words "$@"
run_steps

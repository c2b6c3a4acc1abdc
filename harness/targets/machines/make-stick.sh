#!/bin/sh
# Writes what machines install from as a read-only disk, out of a built kind-node image: make-stick.sh FILE IMAGE INSTALL-FOLDER CONTROL-PLANE-ADDRESS
# It has install/ itself in scripts/, and beside it what fetch.sh fills a folder with; images/kind-node has pod network and storage in the place of the public ones.
set -eu
file=$1 image=$2 scripts=$3 address=$4 here=$(dirname "$0")
pause=$(sed -n 's/^PAUSE_VERSION=//p' "$scripts/versions.env")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM # dash ends without the one for the end
node=$work/node stick=$work/stick
mkdir -p "$node" "$stick/bin" "$stick/cni" "$stick/images" "$stick/manifests"

container=$(docker create "$image")
docker export "$container" | tar -x -C "$node"
docker rm "$container" >/dev/null

for program in usr/bin/kubeadm usr/bin/kubelet usr/bin/kubectl usr/local/sbin/runc \
  usr/local/bin/containerd usr/local/bin/containerd-shim-runc-v2 usr/local/bin/ctr usr/local/bin/crictl; do
  mv "$node/$program" "$stick/bin/"
done
mv "$node"/opt/cni/bin/* "$stick/cni/"

# The node's images lie in containerd's store, out of which only containerd gives archives. It sees nothing but the node's files.
mkdir "$node/programs" "$node/archives"
cp "$stick/bin/containerd" "$stick/bin/ctr" "$here/export-images.sh" "$node/programs/"
unshare --mount --pid --fork sh -eu -c "mount --make-rprivate / && mount -t proc proc $node/proc && mount --bind /dev $node/dev &&
  exec env PATH=/programs:\$PATH chroot $node with-containerd sh /programs/export-images.sh /archives $pause"
mv "$node"/archives/*.tar "$stick/images/"

# kind fills these in, in a cluster of its own.
sed -e 's|{{ .PodSubnet }}|10.244.0.0/16|' \
  -e "s|^\( *\)- name: POD_SUBNET|\1- name: CONTROL_PLANE_ENDPOINT\n\1  value: $address:6443\n&|" "$node/kind/manifests/default-cni.yaml" >"$stick/manifests/network.yaml"
cp "$node/kind/manifests/default-storage.yaml" "$stick/manifests/storage.yaml"
cp -r "$scripts" "$stick/scripts"
sh "$scripts/fetch.sh" --to "$stick" packages

truncate -s 2G "$file.part"
mkfs.ext4 -q -O ^has_journal -d "$stick" "$file.part"
# On a host that was busy beyond measure one was seen cut off, and no program had complained.
check=$work/check
mkdir "$check"
debugfs -R "rdump /images $check" "$file.part" 2>/dev/null
for archive in "$check"/images/*.tar; do
  tar -tf "$archive" >/dev/null || { echo "$(basename "$archive") is cut off: once more" >&2; exit 1; }
done
mv "$file.part" "$file"

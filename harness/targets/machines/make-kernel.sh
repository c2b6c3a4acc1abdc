#!/bin/sh
# Builds the kernel of machines from Debian's source: make-kernel.sh FOLDER, which gets the program linux, and modules/ (their list alone: all is built in)
set -eu
folder=$1 here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM # dash ends without the one for the end
tar -C "$work" --strip-components=1 -xJf /usr/src/linux-source-6.1.tar.xz
build() { make -s -C "$work" ARCH=um "$@"; }
build defconfig
cat "$here/kernel.config" >>"$work/.config"
build olddefconfig 2>/dev/null
grep '^CONFIG' "$here/kernel.config" | while read -r setting; do
  grep -qxF "$setting" "$work/.config" || { echo "the kernel cannot have $setting" >&2; exit 1; }
done
build -j"$(nproc)" linux modules
mkdir -p "$folder.part"
build INSTALL_MOD_PATH="$folder.part/modules" DEPMOD=true modules_install # whoever has them on a disk runs it there
cp "$work/linux" "$folder.part/linux"
mv "$folder.part" "$folder"

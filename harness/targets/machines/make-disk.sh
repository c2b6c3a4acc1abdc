#!/bin/sh
# Writes the disk that every machine starts from, a minimal Debian with systemd and ssh: make-disk.sh FILE PUBLIC-KEY MODULES
set -eu
file=$1 key=$2 modules=$3 here=$(dirname "$0")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 130' HUP INT TERM # dash ends without the one for the end

debootstrap --force-check-gpg --variant=minbase --include=systemd-sysv,dbus,kmod,iproute2,openssh-server,procps,nfs-common bookworm "$root"
cp -r "$here/files/." "$root/"
chmod 755 "$root/usr/local/sbin/join-network"
install -D -m 600 "$key" "$root/root/.ssh/authorized_keys"
chmod 700 "$root/root/.ssh"
cp -r "$modules/lib/modules" "$root/lib/"
chroot "$root" depmod "$(ls "$root/lib/modules")"
mkdir "$root/media/install"
echo 'nameserver 192.0.2.53' >"$root/etc/resolv.conf" # nobody: there is no network beyond the machines
rm -rf "$root/etc/machine-id" "$root/var/lib/dbus/machine-id" "$root"/var/cache/apt/archives/*.deb
: >"$root/etc/machine-id" # each gets its own at its first boot

system() { systemctl --root "$root" --quiet "$@"; }
system enable network.service processor.service up.service
# Starting programs is slow in user-mode Linux, and these have nothing to do: there are no devices that come and go, and no terminals.
system mask systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
  systemd-binfmt.service getty@tty1.service apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer dpkg-db-backup.timer

truncate -s 16G "$file.part" # it takes what is written
mkfs.ext4 -q -d "$root" "$file.part"
mv "$file.part" "$file"

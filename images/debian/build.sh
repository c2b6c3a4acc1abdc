#!/bin/sh
# Writes the root file system of a minimal Debian as a tar archive, from the distribution's own package mirror: build.sh FILE
# Runs as root on a host that has debootstrap.
set -eu
archive=$1
suite=${DEBIAN_SUITE:-bookworm}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# Documentation and translations are never read inside a container.
without_docs() {
  rm -rf "$root"/usr/share/doc/* "$root"/usr/share/man/* "$root"/usr/share/locale/* "$root"/usr/share/info/*
}

# debootstrap leaves the main archive as the only source; security updates come from its sibling on the same mirror.
with_security_updates() {
  sed -n "s#^\(deb [^ ]*\) $suite main#\1-security $suite-security main#p" "$root/etc/apt/sources.list" >"$root/etc/apt/sources.list.d/security.list"
}

# Package services must not start while an image is built.
without_services() {
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
}

debootstrap --force-check-gpg --variant=minbase "$suite" "$root"
without_docs
with_security_updates
without_services
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/dev/*
tar -C "$root" --numeric-owner -cf "$archive" .

#!/bin/sh
# Installs the wheels that fit this machine, each held against the lock by pip before it is used: install-fetched.sh LOCK FOLDER TARGET. A wheel's name begins
# with the package's and the version (PEP 427), and one package may have several.
set -eu
lock=$1 folder=$2 target=$3
sed 's/^\([0-9a-f]*\)  \([^-]*\)-\([^-]*\)-.*/\2==\3 --hash=sha256:\1/' "$lock" |
  awk '{ hashes[$1] = hashes[$1] " " $2 } END { for (package in hashes) print package hashes[package] }' |
  pip install --require-hashes --no-index --find-links "$folder" --no-deps --no-cache-dir --no-compile --target "$target" --requirement /dev/stdin

#!/bin/sh
# Installs Python packages that pip holds against their lock before it runs anything of them: install-fetched.sh LOCK FOLDER TARGET
set -eu
lock=$1 folder=$2 target=$3
sed "s#^\([0-9a-f]*\)  \(.*\)#$folder/\2 --hash=sha256:\1#" "$lock" |
  pip install --require-hashes --no-index --no-deps --no-build-isolation --no-cache-dir --no-compile --target "$target" --requirement /dev/stdin

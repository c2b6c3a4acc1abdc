#!/bin/sh
# Runs a command while a containerd runs beside it: with-containerd COMMAND [ARGUMENTS]
set -eu
containerd >/tmp/containerd.log 2>&1 &
containerd=$!
attempt=0
until ctr version >/dev/null 2>&1; do
  attempt=$((attempt + 1))
  [ "$attempt" -lt 600 ] || { cat /tmp/containerd.log >&2; exit 1; }
  sleep 0.2
done
"$@"
kill "$containerd"
wait "$containerd" || true
rm -f /tmp/containerd.log

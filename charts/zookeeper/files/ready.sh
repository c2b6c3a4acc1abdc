#!/bin/bash
# Ready means that this member serves: it has a mode only when it has joined a quorum, be it its own.
set -euo pipefail
exec 3<>/dev/tcp/localhost/2181
printf srvr >&3
answer=$(timeout 2 cat <&3)
[[ $answer =~ Mode:\ (leader|follower) ]] || { echo "no quorum: ${answer:-no answer}"; exit 1; }
[ ! -e /tmp/open ] || { echo 'the tree is still open to everybody'; exit 1; }

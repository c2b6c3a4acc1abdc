#!/bin/bash
# Ready means that the coordinator answers a query whose work is done on its nodes: /v1/info says "started" seconds before that.
# ready.sh NODES: also ask that at least that many nodes are active, so that no query misses one that is still announcing itself.
set -euo pipefail

ask() { # SQL: prints every reply of the statement protocol
  local reply next
  reply=$(curl --silent --fail --max-time 4 --header 'X-Presto-User: readiness' --header 'X-Presto-Source: readiness' --data "$1" http://localhost:8080/v1/statement)
  while true; do
    echo "$reply"
    next=$(sed -n 's/.*"nextUri":"\([^"]*\)".*/\1/p' <<<"$reply")
    [ -n "$next" ] || return 0
    reply=$(curl --silent --fail --max-time 4 --header 'X-Presto-User: readiness' "$next")
  done
}

# Replies are read whole before they are looked at: a reader that ends early would end `ask` with a broken pipe.
[[ $(ask "SELECT count(*) >= $1 FROM system.runtime.nodes WHERE state = 'active'") == *'"data":[[true]]'* ]]
[[ $(ask 'SELECT count(*) FROM tpch.tiny.nation') == *'"data":[[25]]'* ]]

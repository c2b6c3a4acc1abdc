#!/bin/bash
# Ready means used, which /v1/info ("started") says seconds too early. ready.sh coordinator: it answers a query whose work is done on
# a node. ready.sh worker: the coordinator counts this node among those that it gives work to.
set -euo pipefail
coordinator=http://presto:8080
how=(--silent --fail --max-time 4 --header 'X-Presto-User: readiness')
[ ! -d /certificate ] || { coordinator=https://presto:8080 && how+=(--cacert /certificate/ca.crt --config /tmp/readiness); }

ask() { # SQL: prints every reply of the statement protocol
  local reply next
  reply=$(curl "${how[@]}" --header 'X-Presto-Source: readiness' --data "$1" $coordinator/v1/statement)
  while true; do
    echo "$reply"
    next=$(sed -n 's/.*"nextUri":"\([^"]*\)".*/\1/p' <<<"$reply")
    [ -n "$next" ] || return 0
    reply=$(curl "${how[@]}" "$next")
  done
}

# Replies are read whole before they are looked at: a reader that ends early would end `ask` with a broken pipe.
case $1 in
  coordinator) how+=(--connect-to presto:8080:localhost:8080) && [[ $(ask 'SELECT count(*) FROM tpch.tiny.nation') == *'"data":[[25]]'* ]] ;;
  worker) [[ $(ask "SELECT state = 'active' FROM system.runtime.nodes WHERE node_id = '$POD_NAME'") == *'"data":[[true]]'* ]] ;;
esac

#!/bin/bash
# ready.sh master: it takes workers and programs. ready.sh worker: the master has it among those alive. ready.sh history: it has read its folder.
set -euo pipefail
ask() { curl --silent --fail --max-time 4 "$1" | tr -d ' \n'; }
fail() {
  echo "$1"
  exit 1
}
case $1 in
  master)
    [[ $(ask http://localhost:8080/json/) == *'"status":"ALIVE"'* ]] || fail 'the master is not alive yet'
    ;;
  worker)
    workers=$(ask http://spark-master:8080/json/) || fail 'the master does not answer at spark-master:8080'
    own=${workers#*\"host\":\"$POD_IP\"}
    [[ $own != "$workers" && ${own%%\"host\"*} == *'"state":"ALIVE"'* ]] || fail 'the master does not know this worker yet'
    ;;
  history)
    ask http://localhost:18080/api/v1/applications?limit=1 >/dev/null || fail 'the history server does not answer yet'
    ;;
esac

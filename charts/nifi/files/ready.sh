#!/bin/bash
# Ready means that this node is connected to its cluster: the API changes flows only then.
set -euo pipefail
fail() {
  local member
  echo "$1"
  for member in ${ZOOKEEPER_QUORUM//,/ }; do
    ! timeout 1 bash -c "exec 3<>/dev/tcp/${member%:*}/${member#*:}" 2>/dev/null || exit 1
  done
  echo "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"
  exit 1
}
summary=$(curl --silent --fail --max-time 4 "http://$POD_NAME:8080/nifi-api/flow/cluster/summary") || fail 'NiFi does not answer yet'
[[ $summary == *'"connectedToCluster":true'* && $summary =~ \"connectedNodeCount\":[1-9] ]] || fail 'the node is not connected to its cluster yet'

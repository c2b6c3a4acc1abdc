#!/bin/bash
# Ready means that this node is connected to its cluster: the API changes flows only then.
set -euo pipefail
. /etc/zookeeper/client.sh
proof=()
[[ $ADDRESS != https:* ]] || proof=(--cacert /certificate/ca.crt --cert /certificate/tls.crt --key /certificate/tls.key)
summary=$(curl --silent --fail --max-time 4 "${proof[@]}" "${ADDRESS%%:*}://$POD_NAME:8080/nifi-api/flow/cluster/summary") || fail 'NiFi does not answer yet'
[[ $summary == *'"connectedToCluster":true'* && $summary =~ \"connectedNodeCount\":[1-9] ]] || fail 'the node is not connected to its cluster yet'

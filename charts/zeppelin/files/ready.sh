#!/bin/bash
# Zeppelin tells its version long before it has read its notes.
set -euo pipefail
server=(http://localhost:8080)
[ ! -d /certificate ] || server=(https://zeppelin:8080 --connect-to zeppelin:8080:localhost:8080
  --cacert /certificate/ca.crt --cert /operator/tls.crt --key /operator/tls.key)
curl --silent --fail --max-time 4 --output /dev/null "${server[0]}/api/notebook" "${server[@]:1}" || {
  echo 'the server does not list its notes yet'
  exit 1
}

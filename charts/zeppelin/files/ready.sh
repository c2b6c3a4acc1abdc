#!/bin/bash
# Zeppelin tells its version long before it has read its notes.
set -euo pipefail
curl --silent --fail --max-time 4 --output /dev/null http://localhost:8080/api/notebook || {
  echo 'the server does not list its notes yet'
  exit 1
}

#!/bin/bash
# Starts a node where Presto speaks TLS alone: start-secured.sh ROLE COMMAND…, which goes on, as $ADDRESS. What is secret is put together in /tmp.
set -euo pipefail
umask 077
export ADDRESS=${POD_IP//[.:]/-}.presto-nodes.$POD_NAMESPACE.svc
cat /certificate/tls.key /certificate/tls.crt >/tmp/server.pem
cat /nodes/tls.key /nodes/tls.crt >/tmp/node.pem
for login in tests readiness; do echo "$(cat "/logins/$login")"; done >/tmp/logins
echo "user = \"readiness:$(cat /logins/password)\"" >/tmp/readiness
sed "s|@ADDRESS@|$ADDRESS|" "/etc/presto/$1.properties" >"/tmp/$1.properties"
exec "${@:2}"

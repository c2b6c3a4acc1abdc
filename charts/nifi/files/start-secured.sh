#!/bin/bash
# Starts NiFi where it speaks TLS alone: start-secured.sh SCRIPT…, which go on. It knows who comes by their certificate: this node, and `tests`,
# who operates it. What each may do is said anew at each start.
set -euo pipefail
umask 077
mkdir -p /data/conf /tmp/nifi
password=$(sed -n 's/^nifi.security.keystorePasswd=//p' /etc/nifi/nifi.properties)

make_stores() {
  cat /certificate/tls.crt /certificate/ca.crt | openssl pkcs12 -export -name nifi -inkey /certificate/tls.key -passout "pass:$password" -out /tmp/nifi/keystore.p12
  rm -f /tmp/nifi/truststore.p12
  keytool -importcert -noprompt -alias authority -file /certificate/ca.crt -storetype PKCS12 -storepass "$password" -keystore /tmp/nifi/truststore.p12
}

# Rights to flows are rights to the group that all are in, by its number. It has one from the start, in place of one that NiFi thinks up.
say_rights() {
  local flow=/data/conf/flow.json.gz group
  [ -s $flow ] || gzip </etc/nifi/empty-flow.json >$flow
  group=$(gzip -dc $flow | grep -o '"rootGroup":{"identifier":"[^"]*","instanceIdentifier":"[^"]*"' | cut -d '"' -f 10)
  cp /etc/nifi/users.xml /tmp/nifi/users.xml
  sed -e "s|@ROOT_GROUP@|$group|" /etc/nifi/authorizations.xml >/tmp/nifi/authorizations.xml
}

make_stores
say_rights
exec bash "$@"

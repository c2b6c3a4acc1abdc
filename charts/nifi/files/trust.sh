#!/bin/bash
# Starts NiFi beside servers that speak TLS: trust.sh SCRIPT, which goes on. The service by which a flow's processors speak TLS (SSLContextService) takes who
# vouches for servers from a store of Java's. What opens it is no secret, and each flow says it: there is no key in it.
set -euo pipefail
rm -f /tmp/truststore.p12
for authority in /kafka /authority; do
  [ ! -e "$authority/ca.crt" ] ||
    keytool -importcert -noprompt -alias "$authority" -file "$authority/ca.crt" -storetype PKCS12 -storepass who-vouches-for-servers -keystore /tmp/truststore.p12
done
exec bash "$1"

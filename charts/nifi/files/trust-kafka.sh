#!/bin/bash
# Starts NiFi beside a Kafka that speaks TLS: trust-kafka.sh SCRIPT, which goes on. The service by which a flow's processors speak TLS (SSLContextService) takes who
# vouches for brokers from a store of Java's. What opens it is no secret, and each flow says it: there is no key in it.
set -euo pipefail
rm -f /tmp/kafka-truststore.p12
keytool -importcert -noprompt -alias kafka -file /kafka/ca.crt -storetype PKCS12 -storepass who-vouches-for-brokers -keystore /tmp/kafka-truststore.p12
exec bash "$1"

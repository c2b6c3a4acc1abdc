#!/bin/bash
# Starts NiFi beside a Kafka that wants TLS or a login. Whoever vouches for its brokers is put into a store that Java reads, whose password hides nothing; the
# login is in a file of Java's own kind, so that no flow has a password.
set -euo pipefail
umask 077
mkdir -p /tmp/kafka
rm -f /tmp/kafka/*
if [ -e /kafka/ca.crt ]; then
  keytool -importcert -noprompt -alias kafka -file /kafka/ca.crt -keystore /tmp/kafka/authority.p12 -storetype PKCS12 -storepass authority
fi
if [ -e /kafka/password ]; then
  printf 'KafkaClient { %s required username="%s" password="%s"; };\n' "$KAFKA_LOGIN" "$KAFKA_USER" "$(cat /kafka/password)" >/tmp/kafka/login.conf
  export JAVA_TOOL_OPTIONS=-Djava.security.auth.login.config=/tmp/kafka/login.conf
fi
exec bash /etc/nifi/start.sh

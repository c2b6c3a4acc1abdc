#!/bin/bash
# Starts NiFi beside a Kafka that wants a login. It is in a file of Java's own kind, which every client of the JVM finds: no flow has a password.
set -euo pipefail
umask 077
printf 'KafkaClient { %s required username="%s" password="%s"; };\n' "$KAFKA_LOGIN" "$KAFKA_USER" "$(cat /kafka/password)" >/tmp/kafka-login.conf
# NiFi looks there for its own login to ZooKeeper too, and has none.
export JAVA_TOOL_OPTIONS="-Djava.security.auth.login.config=/tmp/kafka-login.conf -Dzookeeper.sasl.client=false"
exec bash /etc/nifi/start.sh

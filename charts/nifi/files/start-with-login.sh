#!/bin/bash
# Starts NiFi with its logins to Kafka and to ZooKeeper, each where that wants one. They are in a file of Java's own kind, which every client of the JVM
# finds: no flow has a password.
set -euo pipefail
umask 077
. /etc/zookeeper/client.sh
{
  [ -z "${KAFKA_USER:-}" ] || printf 'KafkaClient { %s required username="%s" password="%s"; };\n' "$KAFKA_LOGIN" "$KAFKA_USER" "$(cat /kafka/password)"
  zookeeper_login nifi PasswordLogin # on the class path, where ZooKeeper's own is in an archive that not every thread looks into
} >/tmp/logins.conf
export JAVA_TOOL_OPTIONS=-Djava.security.auth.login.config=/tmp/logins.conf
# ZooKeeper's client would look there, and find none.
[ -e /zookeeper/password ] || JAVA_TOOL_OPTIONS+=' -Dzookeeper.sasl.client=false'
exec bash /etc/nifi/start.sh

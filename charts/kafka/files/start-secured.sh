#!/bin/bash
# Starts a broker that knows its clients by name. What each of them may do stands in ZooKeeper, where the first broker sees to it before it starts.
set -euo pipefail
. /etc/zookeeper/client.sh
log_in_to_zookeeper kafka

# What is written there is Kafka's own to change, as in server.properties.
rights=()
[ ! -e /zookeeper/password ] || rights=(zookeeper.set.acl=true)

# Lets PRINCIPAL use what begins with the names given, as a producer, a consumer or both.
allow() { # PRINCIPAL OPTIONS…
  java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=1 -Dlog4j.configuration=file:/config/log4j.properties \
    -cp '/opt/kafka/libs/*' kafka.admin.AclCommand \
    --authorizer kafka.security.authorizer.AclAuthorizer --authorizer-properties "zookeeper.connect=$ZOOKEEPER_QUORUM$ZOOKEEPER_ROOT/kafka" "${rights[@]}" \
    --add --force --resource-pattern-type prefixed --allow-principal "User:$1" "${@:2}"
}

if [ "$POD_NAME" = kafka-0 ]; then
  until zookeeper_answers; do
    ((SECONDS < 240)) || { echo "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"; exit 1; }
    sleep 0.2
  done
  # A flow has topics and groups of its own; a Spark program reads those of flows and of streams.
  allow nifi --producer --consumer --topic f_ --group f_ &
  nifi=$!
  allow spark --consumer --topic f_ --topic s- --group spark-kafka- &
  spark=$!
  wait "$nifi"
  wait "$spark"
fi
exec bash /config/start.sh

#!/bin/bash
# Starts a member: start.sh [SETTINGS]. Its number in the ensemble is its pod's ordinal plus one.
set -euo pipefail
(($#)) || rm -f /data/closed # whoever comes from now on writes where they like (start-secured.sh)
echo $((${POD_NAME##*-} + 1)) >/data/myid
exec java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:MaxMetaspaceSize=64m -XX:ReservedCodeCacheSize=32m \
  -Dzookeeper.jmx.log4j.disable=true -Dlogback.configurationFile=/etc/zookeeper/logback.xml \
  -cp '/apache-zookeeper-3.9.4-bin/lib/*' org.apache.zookeeper.server.quorum.QuorumPeerMain "${1:-/etc/zookeeper/zoo.cfg}"

#!/bin/bash
# Runs one of HBase's servers with plain java: hbase.sh CLASS ARGUMENTS. It first waits for what HBase gives up on: an address of the
# ensemble that answers, and the NameNode.
set -euo pipefail
reachable() { timeout 1 bash -c "exec 3<>/dev/tcp/${1%:*}/${1#*:}" 2>/dev/null; }
any_reachable() {
  local address
  for address in "$@"; do reachable "$address" && return; done
  return 1
}
# Gives up in the end, so that the container starts again with the addresses that hold then.
wait_for() { # NAME ADDRESS...
  local name=$1
  shift
  until any_reachable "$@"; do
    ((SECONDS < 240)) || { echo "$name does not answer at $*"; exit 1; }
    sleep 0.2
  done
}
wait_for ZooKeeper ${ZOOKEEPER_QUORUM//,/ }
wait_for HDFS "${HDFS_ADDRESS#hdfs://}"
export JDK_JAVA_OPTIONS='--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED'
exec java -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:MaxDirectMemorySize=128m -XX:MaxMetaspaceSize=160m \
  -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError -Djava.net.preferIPv4Stack=true -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 \
  -Dorg.apache.hbase.thirdparty.io.netty.tryReflectionSetAccessible=true -Dhbase.log.dir=/tmp \
  -cp '/etc/hbase:/opt/hbase/lib/*' "$@"

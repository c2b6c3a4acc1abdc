#!/bin/bash
# Runs one of HBase's servers with plain java: hbase.sh CLASS ARGUMENTS. It first waits for what HBase gives up on: an address of the
# ensemble that answers, a file system that takes files, and its own name, which the cluster's DNS learns a moment after the pod has begun.
set -euo pipefail
. /etc/zookeeper/client.sh
log_in_to_zookeeper hbase
kerberos='' by_kerberos='' by_tls=''
if [ -d /kerberos ]; then
  . /kerberos/log-in.sh
  wait_for_kdc
fi
# What is no text lies in Secrets as base64.
if [ -d /rest ] && [ ! -s /tmp/web.keytab ]; then # once: other programs of the pod start by this script, too
  (umask 077 && base64 --decode /rest/keystore >/tmp/keystore.p12 && base64 --decode /rest/keytab >/tmp/web.keytab)
fi
hdfs_answers() { state=$(curl --silent --fail --max-time 2 $by_kerberos $by_tls "$HDFS_WEB/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"); }
# An empty NameNode leaves safe mode before any DataNode is there; the master ends when its first file finds none.
hdfs_has_datanode() { hdfs_answers && [[ ${state//[[:space:]]/} =~ \"NumLiveDataNodes\":[1-9] ]]; }
name=$POD_NAME.${POD_NAME%-*} # its service is named like the pods, without their numbers
name_is_known() { getent hosts "$name" >/dev/null; }
# Gives up in the end, so that the container starts again with the addresses that hold then.
wait_until() { # CONDITION REASON
  until "$1"; do
    ((SECONDS < 240)) || { echo "$2"; exit 1; }
    sleep 0.2
  done
}
wait_until zookeeper_answers "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"
wait_until hdfs_answers "HDFS does not answer at $HDFS_WEB"
wait_until hdfs_has_datanode "no DataNode has reported to HDFS at $HDFS_ADDRESS"
wait_until name_is_known "$name has no address"
export JDK_JAVA_OPTIONS='--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED'
exec java $kerberos -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:MaxDirectMemorySize=128m -XX:MaxMetaspaceSize=160m \
  -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError -Djava.net.preferIPv4Stack=true -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 \
  -Dorg.apache.hbase.thirdparty.io.netty.tryReflectionSetAccessible=true -Dhbase.log.dir=/tmp \
  -cp '/etc/hbase:/opt/hbase/lib/*' "$@"

#!/bin/bash
# Runs one of Hadoop's programs with plain java: hadoop.sh CLASS ARGUMENTS. The class path fits the public image and the built one.
set -euo pipefail
share=/opt/hadoop/share/hadoop
# Java 8, which the public image has, neither knows nor needs these, and doesn't read the variable.
export JDK_JAVA_OPTIONS='--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED'
kerberos=
[ ! -d /kerberos ] || . /kerberos/log-in.sh
exec java $kerberos -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:MaxMetaspaceSize=96m -XX:ReservedCodeCacheSize=48m \
  -Djava.net.preferIPv4Stack=true -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 -Dhadoop.home.dir=/opt/hadoop \
  -cp "/etc/hadoop:$share/common/*:$share/common/lib/*:$share/hdfs:$share/hdfs/*:$share/hdfs/lib/*" "$@"

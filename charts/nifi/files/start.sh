#!/bin/bash
# Starts NiFi with plain java, its settings completed by what only the pod knows. Everything that NiFi writes is on the volume or in /tmp.
set -euo pipefail
mkdir -p /data/conf /tmp/nifi
rights=Open
[ ! -e /zookeeper/password ] || rights=CreatorOnly
for file in nifi.properties state-management.xml; do
  sed -e "s|@POD_NAME@|$POD_NAME|" -e "s|@ZOOKEEPER_QUORUM@|$ZOOKEEPER_QUORUM|" -e "s|@ZOOKEEPER_ROOT@|$ZOOKEEPER_ROOT|" -e "s|@ADDRESS@|${ADDRESS#*://}|" \
    -e "s|@RIGHTS@|$rights|" \
    "/etc/nifi/$file" >"/tmp/nifi/$file"
done
echo "nifi.sensitive.props.key=$(cat /credentials/key)" >>/tmp/nifi/nifi.properties
cd /opt/nifi/nifi-current
exec java -Xms128m -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=96m -XX:+ExitOnOutOfMemoryError \
  -Djava.awt.headless=true -Djava.net.preferIPv4Stack=true -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 \
  -Dorg.apache.jasper.compiler.disablejsr199=true -Dnifi.properties.file.path=/tmp/nifi/nifi.properties \
  -Dlogback.configurationFile=/etc/nifi/logback.xml -cp '/etc/nifi:lib/*' org.apache.nifi.NiFi

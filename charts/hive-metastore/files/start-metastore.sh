#!/bin/bash
# Starts the metastore with plain java, once its database answers on the network.
set -euo pipefail
until (exec 3<>"/dev/tcp/$DATABASE_HOST/5432") 2>/dev/null; do sleep 0.1; done
exec java -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=160m -XX:ReservedCodeCacheSize=64m \
  -Dlog4j.configurationFile=/etc/hive-metastore/metastore-log4j2.properties \
  -cp "/etc/hive-metastore:/opt/hive-metastore/lib/*" org.apache.hadoop.hive.metastore.HiveMetaStore -p 9083

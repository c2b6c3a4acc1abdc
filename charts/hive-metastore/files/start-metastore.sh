#!/bin/bash
# Starts the metastore with plain java, once its database answers on the network.
set -euo pipefail
# A packet to the address of a pod that has just gone is lost, and the kernel would wait two minutes for its answer.
until timeout 1 bash -c "exec 3<>/dev/tcp/$DATABASE_HOST/5432" 2>/dev/null; do sleep 0.1; done
# shellcheck source=blueprint/base/object-store/keys.sh
. /object-store/keys.sh
# The password stands in a file alone: neither a variable nor a command line shows it.
settings=$(</etc/hive-metastore/metastore-site.xml)
mkdir -p /tmp/settings
(umask 077 && printf '%s\n' "${settings//@DATABASE_PASSWORD@/"$(</credentials/password)"}" >/tmp/settings/metastore-site.xml)
kerberos=
if [ -d /kerberos ]; then
  . /kerberos/log-in.sh
  wait_for_kdc
  kerberos+=' --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED' # where Hadoop looks for the realm
fi
exec java $kerberos -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=160m -XX:ReservedCodeCacheSize=64m \
  -Dlog4j.configurationFile=/etc/hive-metastore/metastore-log4j2.properties \
  -cp "/tmp/settings:/etc/hive-metastore:/opt/hive-metastore/lib/*" org.apache.hadoop.hive.metastore.HiveMetaStore -p 9083

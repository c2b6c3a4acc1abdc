# shellcheck shell=bash
# Sourced by Spark's own scripts before they start anything.
export PYSPARK_PYTHON=python3
export SPARK_LOCAL_DIRS=/tmp
export SPARK_NO_DAEMONIZE=true
# Executors reach a driver at its pod's address; its name, which is the default, is in no DNS.
export SPARK_LOCAL_HOSTNAME=${POD_IP:-}
# The object store's keys.
. /object-store/keys.sh
# What servers, drivers and executors know each other by. Spark takes it from here before any setting, and hands it to executors the same way.
_SPARK_AUTH_SECRET=$(</authentication/secret)
export _SPARK_AUTH_SECRET
# Where the metastore wants a ticket drivers have a keytab, which Hadoop logs in by of itself; who that is says $KRB5PRINCIPAL.
if [ -d /kerberos ]; then
  kerberos=
  . /kerberos/log-in.sh
  export KRB5KEYTAB=$KRB5_CLIENT_KTNAME JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:-} $kerberos"
fi
# Tables belong to the same user whichever engine made them: the metastore's clients let only the owner drop one.
export HADOOP_USER_NAME=touchstone

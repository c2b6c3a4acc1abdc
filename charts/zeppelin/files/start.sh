#!/bin/bash
# Runs Zeppelin's server with plain java. What it keeps is on its volume: notes, and the interpreters' settings as users change them.
set -euo pipefail
. "$SPARK_CONF_DIR/spark-env.sh"
mkdir -p /data/notebook /data/conf
# The public image has the web UI, one that is built from packages has not (images/zeppelin-distribution).
pages=$(find -L /opt/zeppelin -maxdepth 2 -name 'zeppelin-web-[0-9]*.war' -print -quit)
angular=$(find -L /opt/zeppelin -maxdepth 2 -name 'zeppelin-web-angular-[0-9]*.war' -print -quit)
export ZEPPELIN_ADDR=0.0.0.0 ZEPPELIN_PORT=8080 ZEPPELIN_RUN_MODE=local ZEPPELIN_IDENT_STRING=zeppelin
export ZEPPELIN_HOME=/opt/zeppelin ZEPPELIN_NOTEBOOK_DIR=/data/notebook ZEPPELIN_CONFIG_FS_DIR=/data/conf ZEPPELIN_WAR_TEMPDIR=/tmp/webapps
export ZEPPELIN_WAR=${pages:-/opt/zeppelin/no-web} ZEPPELIN_ANGULAR_WAR=${angular:-/opt/zeppelin/no-web}
export ZEPPELIN_SEARCH_ENABLE=false ZEPPELIN_INTERPRETER_INCLUDE=python ZEPPELIN_INTERPRETER_GROUP_DEFAULT=python
export ZEPPELIN_INTERPRETER_REMOTE_RUNNER=/scripts/interpreter.sh ZEPPELIN_INTERPRETER_LOCALREPO=/tmp/local-repo
if [ -d /certificate ]; then # by TLS alone, and whoever comes has the operator's certificate
  export ZEPPELIN_SSL=true ZEPPELIN_SSL_PORT=8080 ZEPPELIN_SSL_PEM_KEY=/certificate/tls.key ZEPPELIN_SSL_PEM_CERT=/certificate/tls.crt
  export ZEPPELIN_SSL_CLIENT_AUTH=true ZEPPELIN_SSL_PEM_CA=/operator/tls.crt
fi
# For %python: PySpark, which finds its settings and the object store's by SPARK_CONF_DIR.
py4j=$(echo "$SPARK_HOME"/python/lib/py4j-*-src.zip)
export PYTHONPATH=$SPARK_HOME/python:$py4j
export PYSPARK_SUBMIT_ARGS="--conf spark.cores.max=$SESSION_CORES pyspark-shell"
exec java -Xmx"$SERVER_HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true \
  --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp '/etc/zeppelin:/opt/zeppelin/*:/opt/zeppelin/lib/*' org.apache.zeppelin.server.ZeppelinServer

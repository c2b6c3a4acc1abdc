#!/bin/bash
# Runs one of Spark's servers with plain java: spark.sh master|worker|history. Spark's own scripts start a process more to put the same
# command together.
set -euo pipefail
. "$SPARK_CONF_DIR/spark-env.sh"
export SPARK_SCALA_VERSION=2.12 # a worker looks for a build tree otherwise, when it starts an executor
# A program ends when the folder for its events isn't there, and so does the history server.
make_events_folder() {
  python3 /scripts/put-folder.py "$(sed -n 's|^spark.eventLog.dir  *s3a://||p' "$SPARK_CONF_DIR/spark-defaults.conf")"
}
spark() {
  exec java -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -Djava.net.preferIPv4Stack=true \
    -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 -Dspark.worker.preferConfiguredMasterAddress=true \
    -cp "$SPARK_CONF_DIR:/opt/spark/jars/*" "$@"
}
case $1 in
  master)
    make_events_folder
    spark org.apache.spark.deploy.master.Master --host "$POD_IP" --port 7077 --webui-port 8080
    ;;
  worker)
    # A worker that finds no master asks again only after many seconds.
    until curl --silent --output /dev/null --max-time 2 http://spark-master:8080/json/; do
      ((SECONDS < 240)) || { echo 'the master does not answer at spark-master:8080'; exit 1; }
      sleep 0.2
    done
    spark org.apache.spark.deploy.worker.Worker --host "$POD_IP" --port 7078 --webui-port 8081 --work-dir /tmp/work \
      --cores "$WORKER_CORES" --memory "$WORKER_MEMORY" spark://spark-master:7077
    ;;
  history)
    make_events_folder
    spark org.apache.spark.deploy.history.HistoryServer --properties-file "$SPARK_CONF_DIR/spark-defaults.conf"
    ;;
esac

#!/bin/bash
# Runs one of Spark's servers with plain java: spark.sh master|worker|history. Spark's own scripts start a process more to put the same
# command together.
set -euo pipefail
. "$SPARK_CONF_DIR/spark-env.sh"
export SPARK_SCALA_VERSION=2.12 # a worker looks for a build tree otherwise, when it starts an executor
# A program ends when the folder for its events isn't there, and so does the history server: an object of no bytes whose key ends in a slash.
# The object store boots at the same time, so that this asks until it is taken. The keys go in by standard input, where no list of processes
# shows them.
make_events_folder() {
  local folder message
  folder=$(sed -n 's|^spark.eventLog.dir  *s3a://||p' "$SPARK_CONF_DIR/spark-defaults.conf")
  until message=$(put_nothing "$OBJECT_STORE/$folder" 2>&1); do
    ((SECONDS < 240)) || { echo "the object store does not take $OBJECT_STORE/$folder: $message"; exit 1; }
    sleep 0.2
  done
}
put_nothing() { # URL
  printf 'user = "%s:%s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" | curl --silent --show-error --fail --max-time 5 --config - \
    --aws-sigv4 "aws:amz:$OBJECT_STORE_REGION:s3" --header "x-amz-content-sha256: $(sha256sum </dev/null | cut -d' ' -f1)" \
    --request PUT --header 'Content-Length: 0' "$1"
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

#!/bin/bash
# Runs one of Spark's servers with plain java: spark.sh master|worker|history. Spark's own scripts start a process more to put the same
# command together.
set -euo pipefail
. "$SPARK_CONF_DIR/spark-env.sh"
export SPARK_SCALA_VERSION=2.12 # a worker looks for a build tree otherwise, when it starts an executor
# Waits for what a server would give up on, or ask for again only after many seconds.
wait_for() { # NAME URL
  until curl --silent --output /dev/null --max-time 2 "$2"; do
    ((SECONDS < 240)) || { echo "$1 does not answer at $2"; exit 1; }
    sleep 0.2
  done
}
# A program ends when the folder for its events isn't there, so that there has to be one before the first program comes: an object of no
# bytes whose key ends in a slash. The keys go in by standard input, where no list of processes shows them.
make_events_folder() {
  local folder
  folder=$(sed -n 's|^spark.eventLog.dir  *s3a://||p' "$SPARK_CONF_DIR/spark-defaults.conf")
  printf 'user = "%s:%s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" | curl --silent --show-error --fail --max-time 5 --config - \
    --aws-sigv4 "aws:amz:$OBJECT_STORE_REGION:s3" --header "x-amz-content-sha256: $(sha256sum </dev/null | cut -d' ' -f1)" \
    --request PUT --header 'Content-Length: 0' "$OBJECT_STORE/$folder"
}
spark() {
  exec java -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -Djava.net.preferIPv4Stack=true \
    -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 -Dspark.worker.preferConfiguredMasterAddress=true \
    -cp "$SPARK_CONF_DIR:/opt/spark/jars/*" "$@"
}
case $1 in
  master)
    wait_for 'the object store' "$OBJECT_STORE"
    make_events_folder
    spark org.apache.spark.deploy.master.Master --host "$POD_IP" --port 7077 --webui-port 8080
    ;;
  worker)
    wait_for 'the master' http://spark-master:8080/json/
    spark org.apache.spark.deploy.worker.Worker --host "$POD_IP" --port 7078 --webui-port 8081 --work-dir /tmp/work \
      --cores "$WORKER_CORES" --memory "$WORKER_MEMORY" spark://spark-master:7077
    ;;
  history)
    wait_for 'the object store' "$OBJECT_STORE"
    spark org.apache.spark.deploy.history.HistoryServer --properties-file "$SPARK_CONF_DIR/spark-defaults.conf"
    ;;
esac

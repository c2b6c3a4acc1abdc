#!/bin/bash
# Runs an executor in a pod that a driver has made, from the variables that Spark gives it (what /opt/entrypoint.sh does in Spark's own image,
# with the settings and class path that workers have).
set -euo pipefail
# shellcheck source=blueprint/base/object-store/keys.sh
. /object-store/keys.sh
# What the driver has read from its file, which it takes for bytes (SecurityManager): an executor looks there only once it has the driver's settings.
_SPARK_AUTH_SECRET=$(base64 --wrap=0 /authentication/secret)
export _SPARK_AUTH_SECRET
options=()
while read -r name; do options+=("${!name}"); done < <(compgen -e SPARK_JAVA_OPT_ | sort -t_ -k4n)
exec java "${options[@]}" -Xms"$SPARK_EXECUTOR_MEMORY" -Xmx"$SPARK_EXECUTOR_MEMORY" -cp "/etc/spark:/opt/spark/jars/*" \
  org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
  --driver-url "$SPARK_DRIVER_URL" --executor-id "$SPARK_EXECUTOR_ID" --cores "$SPARK_EXECUTOR_CORES" --app-id "$SPARK_APPLICATION_ID" \
  --hostname "$SPARK_EXECUTOR_POD_IP" --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" --podName "$SPARK_EXECUTOR_POD_NAME"

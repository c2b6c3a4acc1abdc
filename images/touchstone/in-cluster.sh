#!/bin/sh
# Certifies the cluster that this container runs in, as the pod's ServiceAccount. Arguments are those of `touchstone certify`.
#
# It keeps Sonobuoy's contract with a plugin: results lie in a folder, as one archive, and a file called "done" names that once it is whole. That is so
# however the run ends: whoever waits for the file must not wait for ever.
set -eu
account=${SERVICE_ACCOUNT_FOLDER:-/var/run/secrets/kubernetes.io/serviceaccount}
results=${SONOBUOY_RESULTS_DIR:-/tmp/sonobuoy/results}
run=$results/touchstone

hand_over() {
  code=$?
  # Its links are the names of what is there already.
  tar --create --gzip --directory="$run" --exclude=latest --file="$results/touchstone.tar.gz" . || [ "$code" -ne 0 ] || code=3
  printf %s "$results/touchstone.tar.gz" >"$results/done.new"
  mv "$results/done.new" "$results/done"
  exit "$code"
}

mkdir -p "$run"
trap hand_over EXIT

# The token stays in its file, which the kubelet renews.
kubeconfig=$(mktemp -d)/kubeconfig
cat >"$kubeconfig" <<END
apiVersion: v1
kind: Config
clusters: [{ name: cluster, cluster: { server: "https://kubernetes.default.svc", certificate-authority: "$account/ca.crt" } }]
users: [{ name: pod, user: { tokenFile: "$account/token" } }]
contexts: [{ name: in-cluster, context: { cluster: cluster, user: pod } }]
current-context: in-cluster
END

# The kubelet tells this process alone to stop; a run that is told so leaves nothing half done.
touchstone certify --kubeconfig "$kubeconfig" --results "$run" --namespace "$(cat "$account/namespace")" "$@" &
child=$!
trap 'kill -TERM "$child"; wait "$child"' TERM INT
wait "$child"

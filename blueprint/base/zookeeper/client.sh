# shellcheck shell=bash
# Sourced by the scripts of pods that work with the ensemble at $ZOOKEEPER_QUORUM.
# Whether a member of it takes connections.
zookeeper_answers() {
  local member
  for member in ${ZOOKEEPER_QUORUM//,/ }; do
    timeout 1 bash -c "exec 3<>/dev/tcp/${member%:*}/${member#*:}" 2>/dev/null && return
  done
  return 1
}
# Ends with a reason, and with ZooKeeper as the cause of it when no member answers.
fail() { # REASON
  echo "$1"
  zookeeper_answers || echo "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"
  exit 1
}

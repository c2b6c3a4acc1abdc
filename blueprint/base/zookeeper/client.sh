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
# What a JVM logs in to it by, as NAME, in a file of Java's own kind; nothing where no password was given.
zookeeper_login() { # NAME [CLASS]
  [ ! -e /zookeeper/password ] ||
    printf 'Client { %s required username="%s" password="%s"; };\n' "${2:-org.apache.zookeeper.server.auth.DigestLoginModule}" "$1" "$(cat /zookeeper/password)"
}
# Has all JVMs that are started from here do so.
log_in_to_zookeeper() { # NAME
  [ -e /zookeeper/password ] || return 0
  (umask 077 && zookeeper_login "$1" >/tmp/zookeeper-login.conf)
  export JAVA_TOOL_OPTIONS=-Djava.security.auth.login.config=/tmp/zookeeper-login.conf
}
# Ends with a reason, and with ZooKeeper as the cause of it when no member answers.
fail() { # REASON
  echo "$1"
  zookeeper_answers || echo "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"
  exit 1
}

#!/bin/bash
# Starts a member that knows other members, its tenants and whoever operates it by name and password. What is below /kafka is Kafka's alone, and so on; the first
# member sees to that, and is ready when it has.
set -euo pipefail
umask 077
operator=super:$(cat /logins/operator/password)
tenants=(hbase kafka nifi)

# Of Java's own kind ("ZooKeeper and SASL"). A member logs in to the others as it has them log in to it.
logins() {
  local class='org.apache.zookeeper.server.auth.DigestLoginModule required' member tenant
  member=$(cat /logins/member/password)
  echo "QuorumServer { $class user_member=\"$member\"; };"
  echo "QuorumLearner { $class username=\"member\" password=\"$member\"; };"
  echo "Server { $class"
  for tenant in "${tenants[@]}"; do echo "user_$tenant=\"$(cat "/logins/$tenant/password")\""; done
  echo '; };'
}

# A hash of it, as ZooKeeper's provider of the scheme `digest` makes it.
known_by() {
  local hash bytes='' at
  hash=$(printf %s "$1" | sha1sum)
  for ((at = 0; at < 40; at += 2)); do bytes+="\\x${hash:at:2}"; done
  printf %b "$bytes" | base64
}

close_tree() {
  local tenant rights
  echo "addauth digest $operator"
  for tenant in "${tenants[@]}"; do
    rights=sasl:$tenant:cdrwa,world:anyone:r
    printf '%s\n' "create /$tenant '' $rights" "setAcl /$tenant $rights"
  done
  printf '%s\n' 'setAcl / world:anyone:r' 'getAcl /' quit
}

close_when_serving() {
  local answers
  until [[ $(bash /etc/zookeeper/ready.sh) == *everybody* ]]; do sleep 0.2; done
  answers=$(close_tree | java -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dzookeeper.sasl.client=false -Dlogback.configurationFile=/etc/zookeeper/logback.xml \
    -cp '/apache-zookeeper-3.9.3-bin/lib/*' org.apache.zookeeper.ZooKeeperMain -server localhost:2181 2>&1)
  if [[ $answers == *"'world,'anyone"$'\n'': r'* ]]; then rm /tmp/open; else echo "the tree could not be closed: $answers"; fi
}

logins >/tmp/logins.conf
{ cat /etc/zookeeper/zoo.cfg; echo "DigestAuthenticationProvider.superDigest=super:$(known_by "$operator")"; } >/tmp/zoo.cfg
if [ "$POD_NAME" = zookeeper-0 ]; then
  touch /tmp/open
  close_when_serving &
fi
export JAVA_TOOL_OPTIONS=-Djava.security.auth.login.config=/tmp/logins.conf
exec bash /etc/zookeeper/start.sh /tmp/zoo.cfg

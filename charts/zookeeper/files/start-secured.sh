#!/bin/bash
# Starts a member that knows other members, its tenants and whoever operates it by name and password. What is below /kafka is Kafka's alone, and so on; the first
# member sees to that, and is ready when it has.
set -euo pipefail
umask 077
operator=super:$(cat /logins/operator/password)
tenants=(hbase kafka nifi)
# The most that each may keep: so many nodes, and so many bytes in all of them together. The whole tree lies in every member's memory.
declare -A most_nodes=([hbase]=20000 [kafka]=40000 [nifi]=2000) most_bytes=([hbase]=524288 [kafka]=8388608 [nifi]=524288)

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

# Whoever comes reads, and the tenant may do all.
rights_of() { echo "sasl:$1:cdrwa,world:anyone:r"; }

# Runs commands of standard input with ZooKeeper's own client.
as_operator() {
  { echo "addauth digest $operator" && cat && echo quit; } | java -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dzookeeper.sasl.client=false \
    -Dlogback.configurationFile=/etc/zookeeper/logback.xml -cp '/apache-zookeeper-3.9.4-bin/lib/*' org.apache.zookeeper.ZooKeeperMain -server localhost:2181 2>&1
}

# Commands that give each tenant its node, with what was made below it before tenants logged in, and bound it.
ownership() {
  local tenant
  for tenant in "${tenants[@]}"; do printf '%s\n' "create /$tenant '' $(rights_of "$tenant")" "setAcl -R /$tenant $(rights_of "$tenant")" "getAcl /$tenant"; done
  for tenant in "${tenants[@]}"; do printf '%s\n' "setquota -N ${most_nodes[$tenant]} /$tenant" "setquota -B ${most_bytes[$tenant]} /$tenant" "listquota /$tenant"; done
  # What ZooKeeper keeps of its own is nobody's to write, how much each may keep above all.
  printf '%s\n' 'setAcl -R /zookeeper/quota world:anyone:r' 'setAcl /zookeeper world:anyone:r' 'getAcl /zookeeper/quota' 'getAcl /zookeeper'
  # HBase asks for its node to be made before it looks whether it is there.
  echo 'setAcl / world:anyone:r,sasl:hbase:c'
}

not_closed() {
  echo "the tree could not be closed: $1"
  exit 1
}

close_when_serving() {
  local tenant answers
  until [[ $(bash /etc/zookeeper/ready.sh 2>/dev/null) == *everybody* ]]; do sleep 0.2; done
  answers=$(ownership | as_operator)
  for tenant in "${tenants[@]}"; do
    [[ $answers == *"'sasl,'$tenant"$'\n'': cdrwa'* ]] || not_closed "/$tenant is not its tenant's: $answers"
    [[ $answers == *"Output quota for /$tenant count=-1,bytes=-1=;byteHardLimit=${most_bytes[$tenant]};countHardLimit=${most_nodes[$tenant]}"$'\n'* ]] ||
      not_closed "/$tenant has no bounds: $answers"
  done
  [[ ${answers##*Output stat for } == *"'world,'anyone"$'\n'': r'$'\n'*"'world,'anyone"$'\n'': r'$'\n'* ]] || not_closed "ZooKeeper's own nodes are open: $answers"
  ownership >/data/closed
  rm /tmp/open
}

logins >/tmp/logins.conf
{ cat /etc/zookeeper/zoo.cfg; echo "DigestAuthenticationProvider.superDigest=super:$(known_by "$operator")"; } >/tmp/zoo.cfg
if [[ $POD_NAME == zookeeper-0 && $(cat /data/closed 2>/dev/null) != "$(ownership)" ]]; then
  touch /tmp/open
  close_when_serving &
fi
export JAVA_TOOL_OPTIONS=-Djava.security.auth.login.config=/tmp/logins.conf
exec bash /etc/zookeeper/start.sh /tmp/zoo.cfg

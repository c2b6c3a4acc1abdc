#!/bin/bash
# Starts a broker, once ZooKeeper answers and no earlier life of this broker is registered there: Kafka would take that for another
# broker with the same number, and stop. ZooKeeper's protocol is spoken by hand, because a client of its own is a JVM of its own.
set -euo pipefail
. /etc/zookeeper/client.sh
log_in_to_zookeeper kafka
id=${POD_NAME##*-}
members=${ZOOKEEPER_QUORUM//,/ }

# hex digits → bytes
bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }
# number → 4 bytes in hex
int() { printf '%08x' "$1"; }
# bytes of standard input → hex
hex() { od --address-radix=n --format=x1 --width=4096 | tr -d ' \n'; }
# reply SECONDS: one reply (its length in 4 bytes, then itself) of the connection, in hex; empty when the connection has ended or nothing
# comes: a member that is just starting accepts connections that it never answers
reply() {
  local length
  length=$(timeout "$1" head --bytes=4 <&3 | hex)
  [ -z "$length" ] || timeout "$1" head --bytes=$((16#$length)) <&3 | hex
}

# Returns when the path is not there: 1 when this member can't tell.
until_gone() {
  local member=$1 path=$2 answer error
  timeout 1 bash -c "exec 3<>/dev/tcp/${member%:*}/${member#*:}" 2>/dev/null || return 1
  exec 3<>"/dev/tcp/${member%:*}/${member#*:}"
  # Connect: protocol 0, last transaction 0, a session of 30 s, no earlier session, an empty password.
  bytes "$(int 44)$(int 0)$(int 0)$(int 0)$(int 30000)$(int 0)$(int 0)$(int 16)$(printf '0%.0s' {1..32})" >&3
  [ -n "$(reply 2)" ] || return 1
  # Exists (3), with a watch.
  bytes "$(int $((13 + ${#path})))$(int 1)$(int 3)$(int ${#path})$(printf %s "$path" | hex)01" >&3
  answer=$(reply 5)
  error=${answer:24:8} # after request and transaction
  [ "$error" != ffffff9b ] || return 0 # there is no such node
  [ "$error" = 00000000 ] || return 1
  echo "broker $id is still registered from an earlier life; waiting for that session to end"
  [ -n "$(reply 25)" ] # the watch speaks when the node goes
}

# Gives up in the end, so that the container starts again with the address that holds then.
wait_for_id() {
  local member
  while ((SECONDS < 240)); do
    for member in $members; do
      if until_gone "$member" "$ZOOKEEPER_ROOT/kafka/brokers/ids/$id"; then return; fi
    done
    sleep 0.2
  done
  echo "ZooKeeper does not answer at $ZOOKEEPER_QUORUM"
  exit 1
}

# Whether a file has no byte but zeros where an index has its last entry.
ends_with_nothing() { [ -z "$(tail --bytes=12 "$1" | tr -d '\0')" ]; }

# A broker that ends on a full volume leaves word that it ended well, be the word empty, though its time indexes could not be written. By an index of
# zeros retention takes what is acknowledged for messages of 1970, and deletes it (KAFKA-10207). Without that word, indexes are made anew.
believe_no_full_volume() {
  local word=/data/logs/.kafka_cleanshutdown folder indexes doubted=''
  [ -e "$word" ] || return 0
  ! ends_with_nothing "$word" || doubted=$word
  for folder in /data/logs/*/; do
    indexes=("$folder"*.timeindex) # the last one is of what is written to; without entries it is as it should be
    if [ -s "${indexes[-1]}" ] && ends_with_nothing "${indexes[-1]}"; then doubted=${indexes[-1]}; fi
  done
  [ -n "$doubted" ] || return 0
  echo "$doubted ends with nothing: the volume was full, and what is on it is read once more"
  rm "$word"
}

wait_for_id
exec 3>&-
believe_no_full_volume
echo "ZooKeeper answers at $ZOOKEEPER_QUORUM"
exec java -Xmx"$HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=64m \
  -XX:+ExitOnOutOfMemoryError -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0 -Djava.awt.headless=true -Dlog4j.configuration=file:/config/log4j.properties \
  -cp '/opt/kafka/libs/*' kafka.Kafka /config/server.properties \
  --override broker.id="$id" \
  --override advertised.listeners="PLAINTEXT://$POD_NAME.kafka.$POD_NAMESPACE.svc:9092" \
  --override zookeeper.connect="$ZOOKEEPER_QUORUM$ZOOKEEPER_ROOT/kafka"

#!/bin/bash
# Runs an interpreter for the server, which starts this with its own options (Zeppelin's bin/interpreter.sh takes the same ones).
set -euo pipefail
while getopts 'd:c:p:r:i:l:g:u:' option; do
  case $option in
    d) folder=$OPTARG ;;
    c) server=$OPTARG ;;
    p) port=$OPTARG ;;
    r) ports=$OPTARG ;;
    i) group=$OPTARG ;;
    *) ;;
  esac
done
# The server keeps what an interpreter says to itself; the pod's log has it too.
exec > >(tee "/proc/$PPID/fd/1") 2>&1
exec java -Xmx"$INTERPRETER_HEAP" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true \
  --add-opens=java.base/java.lang=ALL-UNNAMED \
  -cp "/etc/zeppelin:$folder/*:/opt/zeppelin/interpreter/*:/opt/zeppelin/lib/interpreter/*" \
  org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer "$server" "$port" "$group" "$ports"

#!/bin/bash
# Ready means that this broker takes part: asked for metadata (request 3, version 1, of no topic), it names itself among the brokers and
# knows a controller, without which no topic can be made. A process that only listens knows neither.
set -euo pipefail
. /etc/zookeeper/client.sh
timeout 1 bash -c 'exec 3<>/dev/tcp/localhost/9092' 2>/dev/null || fail 'the broker does not listen yet'
exec 3<>/dev/tcp/localhost/9092
hex() { od --address-radix=n --format=x1 --width=65536 | tr -d ' \n'; }
# Length, request, version, correlation, client "probe", no topics.
printf '\0\0\0\x13\0\x03\0\x01\0\0\0\x01\0\x05probe\0\0\0\0' >&3
length=$(timeout 3 head --bytes=4 <&3 | hex)
answer=$(timeout 3 head --bytes=$((16#$length)) <&3 | hex)
controller=${answer: -16:8} # the controller's number, then a list of no topics
if [[ $answer != *$(printf %s "$POD_NAME.kafka" | hex)* || $controller == ffffffff ]]; then
  fail 'the broker is not part of the cluster yet'
fi

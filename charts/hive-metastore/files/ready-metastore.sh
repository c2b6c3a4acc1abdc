#!/bin/bash
# Ready means that the metastore answers from its database: a get_all_databases call in Thrift's binary protocol (version 1, message
# type CALL, sequence 1, no arguments), whose reply must list the database that every metastore has.
set -euo pipefail
exec 3<>/dev/tcp/localhost/9083
printf '\x80\x01\x00\x01\x00\x00\x00\x11get_all_databases\x00\x00\x00\x01\x00' >&3
timeout 4 head -c 64 <&3 | tr -d '\0' | grep -q default

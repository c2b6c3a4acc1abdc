#!/bin/bash
# Ready means that the metastore answers from its database: a get_all_databases call in Thrift's binary protocol (version 1, message
# type CALL, sequence 1, no arguments), whose reply must be a list of strings that is not empty: every metastore has a default one.
#
# Where it wants a ticket, which takes more than a script, it is ready when it listens, which it does once it has read its database, and that takes
# connections. It is not called itself, since it logs an error of each call without a ticket.
set -euo pipefail
if [ -d /kerberos ]; then
  grep --quiet --extended-regexp '^ *[0-9]+: 0+:237B 0+:0+ 0A ' /proc/net/tcp /proc/net/tcp6 # 9083, LISTEN
  exec timeout 2 bash -c "exec 3<>/dev/tcp/$DATABASE_HOST/5432"
fi
exec 3<>/dev/tcp/localhost/9083
printf '\x80\x01\x00\x01\x00\x00\x00\x11get_all_databases\x00\x00\x00\x01\x00' >&3
# 4 bytes say version and REPLY, 25 name and sequence, 8 that field 0 is a list of strings and how many.
reply=$(timeout 4 head --bytes=37 <&3 | od --address-radix=n --format=x1 --width=37 | tr -d ' ')
[[ $reply =~ ^80010002.{50}0f00000b(.{8})$ && ${BASH_REMATCH[1]} != 00000000 ]]

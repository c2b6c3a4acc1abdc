#!/bin/bash
# It gives each principal a ticket for its password.
set -euo pipefail
export KRB5_CONFIG=/tmp/kdc/krb5.conf
for file in /principals/*/*; do
  name=${file#/principals/}
  [[ $name == krbtgt/* ]] || kinit -c MEMORY: "$name" <"$file" >/dev/null 2>/tmp/refused || { echo "no ticket for $name: $(</tmp/refused)"; exit 1; }
done

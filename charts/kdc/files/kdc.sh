#!/bin/bash
# Runs a KDC whose principals are those that have a file with a password below /principals. Its data base is made at each start, from the same
# passwords, also of the key that signs tickets: those of before a start hold after it. Passwords are on no command line.
set -euo pipefail
umask 077
rm -rf /tmp/kdc
mkdir /tmp/kdc
password() { cat "/principals/$1"; }
{ password master; echo; password master; echo; } | kdb5_util create -s >/dev/null
{
  echo "change_password -pw $(password krbtgt/TOUCHSTONE) krbtgt/TOUCHSTONE"
  for file in /principals/*/*; do
    name=${file#/principals/}
    [[ $name == krbtgt/* ]] || echo "add_principal -pw $(password "$name") $name"
  done
} | kadmin.local -p kdc >/tmp/kdc/made 2>&1 || { cat /tmp/kdc/made; exit 1; }
# Whether it is ready it asks itself, and no address that leads back to it.
sed 's/kdc = .*/kdc = localhost:8888/' "$KRB5_CONFIG" >/tmp/kdc/krb5.conf
exec krb5kdc -n

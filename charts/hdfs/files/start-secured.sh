#!/bin/bash
# Starts what wants Kerberos once there is a KDC, without which Hadoop ends: start-secured.sh COMMAND… What is no text lies in Secrets as base64.
set -euo pipefail
umask 077
base64 --decode /certificate/keystore >/tmp/keystore.p12
[ ! -e /web/keytab ] || base64 --decode /web/keytab >/tmp/web.keytab
. /kerberos/log-in.sh
wait_for_kdc
exec "$@"

# shellcheck shell=bash disable=SC2034
# Sourced by what starts a program that logs in by Kerberos, and by probes. Java is told by $kerberos; curl by the environment and $by_kerberos, and by $by_tls whom to trust.
[ -s /tmp/keytab ] || (umask 077 && base64 --decode /kerberos/keytab >/tmp/keytab) # a Secret that the harness makes has text
export KRB5_CONFIG=/kerberos/krb5.conf KRB5_CLIENT_KTNAME=/tmp/keytab KRB5CCNAME=FILE:/tmp/tickets
kerberos=-Djava.security.krb5.conf=$KRB5_CONFIG
by_kerberos='--negotiate --user :'
by_tls='--cacert /kerberos/ca.crt'

# Gives up in the end, so that the container starts again with the address that holds then.
wait_for_kdc() {
  local key address
  while read -r key _ address; do [ "$key" != kdc ] || break; done <"$KRB5_CONFIG"
  until timeout 2 bash -c "exec 3<>/dev/tcp/${address/://}" 2>/dev/null; do
    ((SECONDS < 240)) || { echo "the KDC does not answer at $address"; exit 1; }
    sleep 0.2
  done
}

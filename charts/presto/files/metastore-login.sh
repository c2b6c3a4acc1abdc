# shellcheck shell=bash
# Sourced where the metastore wants a ticket: catalogs that ask it are told how to get one, and Java, by $kerberos, where.
. /kerberos/log-in.sh
wait_for_kdc
kerberos+=' --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED' # where Hadoop looks for the realm
mkdir -p /tmp/catalog
for catalog in /etc/presto/catalog/*.properties; do
  {
    cat "$catalog"
    [[ $(<"$catalog") != *hive.metastore=thrift* ]] || cat /etc/presto/metastore-login.properties
  } >"/tmp/catalog/${catalog##*/}"
done

#!/bin/bash
# ready.sh master: initialised, or standing by for one that is. ready.sh regionserver: the master counts it. ready.sh rest: it reads a row of
# hbase:namespace, which takes that table and hbase:meta to be assigned.
set -euo pipefail
bean() { curl --silent --fail --max-time 4 "http://localhost:$1/jmx?qry=Hadoop:service=HBase,name=$2,sub=Server" | tr -d ' \n'; }
# HBase stops its metrics for half a second after regions moved: what a server says then lacks what it said before.
says() {
  local server
  until server=$(bean "$1" "$2") && [[ $server =~ $3 ]]; do
    ((SECONDS < 2)) || return 1
    sleep 0.2
  done
}
. /etc/zookeeper/client.sh
case $1 in
  master)
    says 16010 Master '"tag.isActiveMaster":"false"|"masterFinishedInitializationTime":[1-9]' ||
      fail 'the master does not answer yet, or is not initialised'
    ;;
  regionserver)
    says 16030 RegionServer '"tag.clusterId":"[^"]+"' || fail 'the region server does not answer yet, or is not part of the cluster'
    ;;
  rest)
    by_kerberos='' by_tls=''
    [ ! -d /kerberos ] || . /kerberos/log-in.sh
    # By the name that its ticket and certificate are for, and by no other pod's address.
    row=$(curl --silent --fail --max-time 8 $by_kerberos $by_tls --resolve hbase-rest:8080:127.0.0.1 --header 'Accept: application/octet-stream' \
      "$REST/hbase:namespace/default/info:d") ||
      fail 'the table hbase:namespace cannot be read yet'
    [[ $row == *default* ]] || fail 'the table hbase:namespace has no row for the default namespace'
    ;;
esac

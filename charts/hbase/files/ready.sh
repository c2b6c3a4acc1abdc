#!/bin/bash
# ready.sh master: initialised, or standing by for one that is. ready.sh regionserver: the master counts it. ready.sh rest: it reads a row of
# hbase:namespace, which takes that table and hbase:meta to be assigned.
set -euo pipefail
bean() { curl --silent --fail --max-time 4 "http://localhost:$1/jmx?qry=Hadoop:service=HBase,name=$2,sub=Server" | tr -d ' \n'; }
. /etc/zookeeper/client.sh
case $1 in
  master)
    server=$(bean 16010 Master) || fail 'the master does not answer yet'
    [[ $server == *'"tag.isActiveMaster":"false"'* || $server =~ \"masterFinishedInitializationTime\":[1-9] ]] || fail 'the master is not initialised yet'
    ;;
  regionserver)
    server=$(bean 16030 RegionServer) || fail 'the region server does not answer yet'
    [[ $server =~ \"tag.clusterId\":\"[^\"]+\" ]] || fail 'the region server is not part of the cluster yet'
    ;;
  rest)
    row=$(curl --silent --fail --max-time 8 --header 'Accept: application/octet-stream' 'http://localhost:8080/hbase:namespace/default/info:d') ||
      fail 'the table hbase:namespace cannot be read yet'
    [[ $row == *default* ]] || fail 'the table hbase:namespace has no row for the default namespace'
    ;;
esac

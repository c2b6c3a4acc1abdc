#!/bin/bash
# ready.sh namenode: files can be written, which takes a DataNode and an end of safe mode. ready.sh datanode: it reports to the NameNode.
set -euo pipefail
by_kerberos='' by_tls='' scheme=http host=localhost namenode=9870 datanode=9864
if [ -d /kerberos ]; then
  . /kerberos/log-in.sh
  scheme=https host=$1 namenode=9871 datanode=9865
  [ "$1" = namenode ] || by_kerberos='' # its page asks nobody
fi
# By the name that the certificate and the ticket are for.
jmx() { curl --silent --show-error --fail --max-time 4 $by_kerberos $by_tls --resolve "$host:$1:127.0.0.1" "$scheme://$host:$1/jmx?$2" | tr -d ' \n'; }
case $1 in
  namenode)
    state=$(jmx $namenode qry=Hadoop:service=NameNode,name=FSNamesystemState)
    [[ $state == *'"FSState":"Operational"'* ]] || { echo 'safe mode'; exit 1; }
    [[ $state =~ \"NumLiveDataNodes\":[1-9] ]] || { echo 'no DataNode has reported'; exit 1; }
    ;;
  datanode)
    # One attribute: another of the same bean throws while the storage is not there yet.
    [[ $(jmx $datanode get=Hadoop:service=DataNode,name=DataNodeInfo::BPServiceActorInfo) == *RUNNING* ]] || { echo 'it does not report to the NameNode yet'; exit 1; }
    ;;
esac

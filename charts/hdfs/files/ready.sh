#!/bin/bash
# ready.sh namenode: files can be written, which takes a DataNode and an end of safe mode. ready.sh datanode: it reports to the NameNode.
set -euo pipefail
jmx() { curl --silent --fail --max-time 4 "http://localhost:$1/jmx?$2" | tr -d ' \n'; }
case $1 in
  namenode)
    state=$(jmx 9870 qry=Hadoop:service=NameNode,name=FSNamesystemState)
    [[ $state == *'"FSState":"Operational"'* ]] || { echo 'safe mode'; exit 1; }
    [[ $state =~ \"NumLiveDataNodes\":[1-9] ]] || { echo 'no DataNode has reported'; exit 1; }
    ;;
  datanode)
    # One attribute: another of the same bean throws while the storage is not there yet.
    [[ $(jmx 9864 get=Hadoop:service=DataNode,name=DataNodeInfo::BPServiceActorInfo) == *RUNNING* ]] || { echo 'it does not report to the NameNode yet'; exit 1; }
    ;;
esac

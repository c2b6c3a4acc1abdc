#!/bin/bash
# Starts the NameNode; an empty volume is formatted first, in a folder that gets its final name when it is whole, so that a pod killed
# half-way leaves nothing that a later one could take for a file system, and a file system is never formatted twice.
set -euo pipefail
final=/data/name
if [ ! -d $final ]; then
  rm -rf $final.new
  bash /etc/hadoop/hadoop.sh org.apache.hadoop.hdfs.server.namenode.NameNode -D dfs.namenode.name.dir=file://$final.new -format -nonInteractive
  mv $final.new $final
fi
exec bash /etc/hadoop/hadoop.sh org.apache.hadoop.hdfs.server.namenode.NameNode

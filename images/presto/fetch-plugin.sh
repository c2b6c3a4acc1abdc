#!/bin/sh
# Unpacks one of Presto's published plugins: fetch-plugin.sh NAME VERSION PLUGIN_FOLDER
set -eu
name=$1 version=$2 folder=$3
fetch-artifact "com.facebook.presto:presto-$name:$version:zip" /tmp/plugin
mkdir -p "$folder"
unzip -q "/tmp/plugin/presto-$name-$version.zip" -d /tmp/plugin/unpacked
mv "/tmp/plugin/unpacked/presto-$name-$version" "$folder/$name"
rm -rf /tmp/plugin "$HOME/.m2/repository/com/facebook/presto/presto-$name"

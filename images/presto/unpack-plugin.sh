#!/bin/sh
# Unpacks one of Presto's published plugins where it lies, under its name: unpack-plugin.sh NAME
set -eu
unzip -q "presto-$1-"*.zip
rm "presto-$1-"*.zip
mv "presto-$1-"* "$1"

#!/bin/sh
# Packs libraries as a nar, NiFi's unit of extension: pack-nar.sh FOLDER NAME VERSION FILE. Its parent has the services' interfaces.
set -eu
folder=$1 name=$2 version=$3 file=$4
cat >/tmp/manifest <<EOF
Nar-Group: org.apache.nifi
Nar-Id: $name
Nar-Version: $version
Nar-Dependency-Group: org.apache.nifi
Nar-Dependency-Id: nifi-standard-services-api-nar
Nar-Dependency-Version: 1.18.0
EOF
mkdir -p /tmp/nar/META-INF
mv "$folder" /tmp/nar/META-INF/bundled-dependencies
jar --create --file "$file" --manifest /tmp/manifest -C /tmp/nar .
rm -rf /tmp/nar /tmp/manifest

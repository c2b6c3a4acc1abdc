#!/bin/sh
# Lays out Go's toolchain from its module: fetch-toolchain.sh VERSION FOLDER
# A module has neither programs nor modules within it, so that modes and the names of go.mod are put right, as the go command does for itself.
set -eu
version=$1 folder=$2
module=golang.org/toolchain@v0.0.1-go$version.linux-$(go env GOARCH)
cp -r "$(go mod download -json "$module" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')" "$folder"
chmod -R u+w "$folder"
chmod -R a+x "$folder/bin" "$folder/pkg/tool"
find "$folder" -name _go.mod -execdir mv _go.mod go.mod ';'

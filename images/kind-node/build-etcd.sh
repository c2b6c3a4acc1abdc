#!/bin/sh
# Builds etcd from its published Go modules: build-etcd.sh VERSION OUT
set -eu
version=$1 out=$2
mkdir -p etcd && cd etcd
go mod init touchstone/etcd
go mod edit -require="go.etcd.io/etcd/server/v3@v$version"
printf '%s\n' 'package main' 'import ("os"; "go.etcd.io/etcd/server/v3/etcdmain")' 'func main() { etcdmain.Main(os.Args) }' >main.go
GOFLAGS="$GOFLAGS -mod=mod" go build -ldflags '-s -w' -o "$out/etcd" .

#!/bin/bash
# Starts PostgreSQL; on an empty volume it first makes the database with the metastore's schema in it. All of that happens in a
# folder that gets its final name at the very end, so a pod killed half-way leaves nothing that a later one could take for a database.
set -euo pipefail
export PATH=/usr/lib/postgresql/15/bin:$PATH
final=/var/lib/postgresql/data/metastore
fresh=$final.new

make_database() {
  rm -rf "$fresh"
  initdb --pgdata="$fresh" --username=hive --pwfile=/credentials/password --auth-local=trust --auth-host=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  echo 'host all all all scram-sha-256' >>"$fresh/pg_hba.conf"
  pg_ctl --pgdata="$fresh" --options="-c listen_addresses='' -c unix_socket_directories=/tmp -c fsync=off" --wait --silent start
  createdb --host=/tmp --username=hive metastore
  psql --host=/tmp --username=hive --dbname=metastore --quiet --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null \
    --file=/schema/hive-schema-3.1.0.postgres.sql
  pg_ctl --pgdata="$fresh" --mode=fast --wait --silent stop
  sync
  mv "$fresh" "$final"
}

[ -d "$final" ] || make_database
exec postgres -D "$final" -c listen_addresses='*' -c unix_socket_directories=/tmp -c shared_buffers=32MB -c max_connections=60

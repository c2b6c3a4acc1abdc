#!/bin/bash
# Starts PostgreSQL; on an empty volume it first makes the database with the metastore's schema in it. All of that happens in a
# folder that gets its final name at the very end, so a pod killed half-way leaves nothing that a later one could take for a database.
# The metastore's user, hive, owns its database and nothing more; the superuser, postgres, gets in by the socket within the pod alone. (The folder
# "metastore", which earlier versions made, has hive as its superuser. It stays as it is, for whoever wants it.)
set -euo pipefail
export PATH=/usr/lib/postgresql/15/bin:$PATH
final=/var/lib/postgresql/data/tables
fresh=$final.new

make_database() {
  rm -rf "$fresh"
  initdb --pgdata="$fresh" --username=postgres --auth-local=trust --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  pg_ctl --pgdata="$fresh" --options="-c listen_addresses='' -c unix_socket_directories=/tmp -c fsync=off" --wait --silent start
  make_owner
  createdb --host=/tmp --username=postgres --owner=hive metastore
  psql --host=/tmp --username=hive --dbname=metastore --quiet --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null \
    --file=/schema/hive-schema-3.1.0.postgres.sql
  pg_ctl --pgdata="$fresh" --mode=fast --wait --silent stop
  sync
  mv "$fresh" "$final"
}

# psql reads the password itself, so that no command line shows it.
make_owner() {
  psql --host=/tmp --username=postgres --dbname=postgres --quiet --set=ON_ERROR_STOP=1 <<'END'
\set password `cat /credentials/password`
CREATE ROLE hive LOGIN PASSWORD :'password';
END
}

[ -d "$final" ] || make_database
chmod 0700 "$final" # where a volume is given to the pod's group (fsGroup), all that is on it is, each time; PostgreSQL takes none that others may write to
tls=()
if [ -d /certificate ]; then
  (umask 077 && cp /certificate/tls.key /tmp/server.key) # PostgreSQL takes none that others may read
  tls=(-c ssl=on -c ssl_cert_file=/certificate/tls.crt -c ssl_key_file=/tmp/server.key)
fi
exec postgres -D "$final" "${tls[@]}" -c hba_file=/scripts/pg_hba.conf -c listen_addresses='*' -c unix_socket_directories=/tmp -c shared_buffers=32MB \
  -c max_connections=60

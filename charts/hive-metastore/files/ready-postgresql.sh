#!/bin/bash
# Ready means that the metastore's schema can be read.
exec /usr/lib/postgresql/15/bin/psql --host=/tmp --username=hive --dbname=metastore --tuples-only --command 'SELECT "SCHEMA_VERSION" FROM "VERSION"'

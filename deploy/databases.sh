#!/bin/sh
# One role, database and set of extensions per service. Run once by the superuser, with PGHOST… set as psql wants
# them and the passwords in REGISTRY_PASSWORD, OUTFLOW_PASSWORD, INFLOW_PASSWORD. compose.yaml runs it by itself.
set -eu
superuser="${POSTGRES_USER:-postgres}"

provide() {
  psql --username "$superuser" --dbname postgres -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
  psql --username "$superuser" --dbname "$1" -v ON_ERROR_STOP=1 <<'SQL'
CREATE EXTENSION ltree;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
SQL
}

provide registry "$REGISTRY_PASSWORD"
provide outflow "$OUTFLOW_PASSWORD"
provide inflow "$INFLOW_PASSWORD"

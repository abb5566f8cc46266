#!/bin/sh
# Glean on PostgreSQL at size: fills an empty database with generated discoveries and tools, then times lists, searches, counts, curation and reports.
# Needs the published program (make publish), psql and wrk, and GLEAN_DATABASE_URL of an empty database
# (or of one that an earlier run filled).
#   DISCOVERIES  how many (1,000,000)   TOOLS  how many (100,000)   SECONDS_EACH  length of a run (10)   PORT  where the server listens (8931)
set -eu
discoveries=${DISCOVERIES:-1000000} tools=${TOOLS:-100000} seconds=${SECONDS_EACH:-10} port=${PORT:-8931}
: "${GLEAN_DATABASE_URL:?is the address of an empty PostgreSQL database: postgres://user@127.0.0.1:5432/glean}"
for program in wrk psql; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install wrk postgresql-client" >&2; exit 1; }
done

here=$(cd "$(dirname "$0")" && pwd)
glean=$here/../dist/glean
url=http://127.0.0.1:$port
folder=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; server=; }; }
trap 'stop; rm -rf "$folder"' EXIT INT TERM
export PORT="$port" GLEAN_SECRET_KEY=bench-bench-bench-bench-bench-bench-0123 GLEAN_REPORTS_DIR="$folder/reports"
sql() { psql -qXAt -v ON_ERROR_STOP=1 "$GLEAN_DATABASE_URL" "$@"; }

# The run, its seconds and its memory at its highest.
timed() {
  begun=$(date +%s%N)
  "$glean" "$@" >"$folder/out" 2>&1 &
  run=$! highest=0
  while kill -0 "$run" 2>/dev/null; do
    now=$(awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$run/status" 2>/dev/null) || now=
    [ -z "$now" ] || highest=$now
    sleep 0.2
  done
  wait "$run" || { cat "$folder/out" >&2; exit 1; }
  echo "  glean $*: $((($(date +%s%N) - begun) / 1000000)) ms, at its highest $highest MB"
}

# NAME PATH CONNECTIONS: no two requests alike, so that no kept answer serves them.
measure() {
  printf '  %-44s' "$1"
  wrk -t1 -c"$3" -d"${seconds}s" -s "$here/bench-api.lua" -H "Authorization: Bearer $token" "$url$2" -- fresh | sed -n 's/^RESULT //p' | cut -d'|' -f2
}

"$glean" init >/dev/null
if [ "$(sql -c "SELECT count(*) FROM discoveries")" = 0 ]; then
  begun=$(date +%s)
  sql -v discoveries="$discoveries" -v tools="$tools" -f "$here/bench-scale.sql"
  echo "filled in $(($(date +%s) - begun)) s"
fi
echo "$(sql -c "SELECT count(*) FROM discoveries") discoveries, $(sql -c "SELECT count(*) FROM tools") tools: $(sql -c "SELECT pg_size_pretty(pg_database_size(current_database()))")"
sql -c "SELECT '  ' || relname || ': ' || n_live_tup || ' rows, ' || pg_size_pretty(pg_table_size(relid)) || ', indexes ' || pg_size_pretty(pg_indexes_size(relid))
  FROM pg_stat_user_tables ORDER BY pg_total_relation_size(relid) DESC LIMIT 5"

"$glean" serve --no-jobs >"$folder/log" 2>&1 &
server=$!
until curl -fs "$url/api/health" >/dev/null 2>&1; do sleep 0.05; done
curl -fs "$url/api/auth/register" -H 'Content-Type: application/json' -d '{"username":"bench","email":"bench@example.com","password":"lantern-orbit-quiver-7"}' >/dev/null || true # An earlier run did.
token=$(curl -fs "$url/api/auth/login" -H 'Content-Type: application/json' -d '{"username":"bench","password":"lantern-orbit-quiver-7"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
for connections in 1 16; do
  echo "$connections at a time:"
  measure "tools by score" "/api/tools?limit=50&sort_by=relevance_score" $connections
  measure "approved tools of a category" "/api/tools?limit=50&status=approved&category=crm" $connections
  measure "tools, page 100" "/api/tools?limit=50&offset=5000" $connections
  measure "search, nothing so named" "/api/tools?limit=50&search=nothingofthekind" $connections
  measure "search, one tool in eight" "/api/tools?limit=50&search=forecast" $connections
  measure "search, every tool" "/api/tools?limit=50&search=teams" $connections
  measure "discoveries" "/api/discoveries?limit=50" $connections
  measure "discoveries of a source" "/api/discoveries?limit=50&source=reddit" $connections
  measure "discoveries, page 1,000" "/api/discoveries?limit=50&offset=50000" $connections
  measure "counts" "/api/stats?all=1" $connections
done
echo "  the server: $(awk '/^VmRSS/ { printf "%d MB", $2 / 1024 } /^VmHWM/ { printf ", at its highest %d MB", $2 / 1024 }' "/proc/$server/status")"
stop
timed status
timed curate
timed curate
timed report weekly
timed report index

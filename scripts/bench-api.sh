#!/bin/sh
# How fast and how large the published server is: P2, P3, P4 and P8 on catalogues of 10,000 and 100,000 generated tools.
# Needs the published program (make publish), wrk and sqlite3. Usage: scripts/bench-api.sh [SIZE...]
#   SECONDS_EACH  length of a run (8)      RUNS  runs of each, the best of which counts (3)      PORT  where the server listens (8930)
set -eu
seconds=${SECONDS_EACH:-8} runs=${RUNS:-3} port=${PORT:-8930}
[ $# -gt 0 ] || set -- 10000 100000
for program in wrk sqlite3; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install $program" >&2; exit 1; }
done

here=$(cd "$(dirname "$0")" && pwd)
glean=$here/../dist/glean
url=http://127.0.0.1:$port
folder=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; server=; }; }
trap 'stop; rm -rf "$folder"' EXIT INT TERM

# Names, descriptions and scores of many words, so that a search finds some hundreds and not all.
fill() {
  sqlite3 "$GLEAN_DB_PATH" "
    CREATE TEMP TABLE words (id INTEGER PRIMARY KEY, word TEXT);
    INSERT INTO words (word) VALUES ('call'),('mail'),('lead'),('deal'),('chat'),('note'),('quote'),('pipe'),('voice'),('pitch'),('coach'),('signal'),
      ('contact'),('meeting'),('forecast'),('outreach'),('enrich'),('sales'),('revenue'),('prospect'),('inbox'),('dialer'),('sequence'),('calendar'),('insight');
    INSERT INTO tools (name, url, description, category, status, relevance_score, created_at, last_updated)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
    SELECT (SELECT upper(substr(word, 1, 1)) || substr(word, 2) FROM words WHERE id = 1 + i % 25) || (SELECT word FROM words WHERE id = 1 + i / 25 % 25) || ' ' || i,
      'https://tool' || i || '.example/',
      'Helps with ' || (SELECT word FROM words WHERE id = 1 + i * 7 % 25) || ' and ' || (SELECT word FROM words WHERE id = 1 + i / 3 % 25) || ' for teams that talk to customers all day.',
      CASE i % 4 WHEN 0 THEN 'outreach' WHEN 1 THEN 'crm' WHEN 2 THEN 'analytics' ELSE 'other' END,
      CASE i % 5 WHEN 0 THEN 'approved' WHEN 1 THEN 'rejected' WHEN 2 THEN 'review' ELSE 'analyzing' END,
      (i * 7919 % 10007) / 10007.0, datetime('now', '-' || (i % 400) || ' days'), datetime('now')
    FROM n;
    INSERT INTO sources (name) VALUES ('bench');
    INSERT INTO claims (tool_id, source_id, claim_type, content, confidence) SELECT id, (SELECT max(id) FROM sources), 'feature', 'does ' || name, 0.8 FROM tools;
    ANALYZE;"
}

resident() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status"; }

# NAME PATH [fresh]: the run with the most requests of all.
measure() {
  printf '  %-34s' "$1"
  i=0
  while [ $i -lt "$runs" ]; do
    wrk -t1 -c16 -d"${seconds}s" -s "$here/bench-api.lua" -H "Authorization: Bearer $token" "$url$2" -- "${3:-}" | sed -n 's/^RESULT //p'
    i=$((i + 1))
  done | sort -rn | head -n 1 | cut -d'|' -f2
}

for size in "$@"; do
  mkdir -p "$folder/$size"
  export GLEAN_DB_PATH="$folder/$size/glean.db" PORT="$port" GLEAN_SECRET_KEY=bench-bench-bench-bench-bench-bench-0123
  "$glean" init >/dev/null
  fill "$size"
  begun=$(date +%s%N)
  "$glean" serve >"$folder/$size/log" 2>&1 &
  server=$!
  until curl -fs "$url/api/health" >/dev/null 2>&1; do sleep 0.01; done
  ready=$((($(date +%s%N) - begun) / 1000000))
  sleep 3
  idle=$(resident)
  curl -fs "$url/api/auth/register" -H 'Content-Type: application/json' -d '{"username":"bench","email":"bench@example.com","password":"lantern-orbit-quiver-7"}' >/dev/null
  token=$(curl -fs "$url/api/auth/login" -H 'Content-Type: application/json' -d '{"username":"bench","password":"lantern-orbit-quiver-7"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
  sleep 2
  echo "$size tools: ready after $ready ms, idle $idle MB, after a registration and a sign-in $(resident) MB"
  wrk -t1 -c16 -d3s -H "Authorization: Bearer $token" "$url/api/tools?limit=50" >/dev/null
  measure "P2 list by score" "/api/tools?limit=50&sort_by=relevance_score"
  echo "  under this load $(resident) MB"
  measure "P2 the same, nothing kept" "/api/tools?limit=50&sort_by=relevance_score" fresh
  measure "P3 search" "/api/tools?limit=50&search=sales"
  measure "P3 the same, nothing kept" "/api/tools?limit=50&search=sales" fresh
  measure "inside of words, nothing kept" "/api/tools?limit=50&search=tline" fresh
  measure "P4 stats" "/api/stats"
  measure "P4 health" "/api/health"
  stop
done

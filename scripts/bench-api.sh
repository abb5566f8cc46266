#!/bin/sh
# Requests a second of the hot routes, with 16 connections (needs wrk).
# Usage: scripts/bench-api.sh URL TOKEN      against a server that runs, over a catalogue of 10,000 tools
#        HEADER='Name: value' scripts/bench-api.sh URL    with another header than the bearer token
set -eu
url=${1:?the address of a running server, for example http://127.0.0.1:8000}
header=${HEADER:-"Authorization: Bearer ${2:?a token, or HEADER}"}
seconds=${SECONDS_EACH:-8}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }

measure() {
  wrk -t1 -c16 -d"${seconds}s" --latency -H "$header" "$url$2" |
    awk -v name="$1" '/ 99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 } /Non-2xx/ { bad = $0 } END { printf "%-8s %10s/s  p99 %s %s\n", name, rate, p99, bad }'
}

wrk -t1 -c16 -d3s -H "$header" "$url/api/tools?limit=50" >/dev/null
measure tools "/api/tools?limit=50&sort_by=relevance_score"
measure search "/api/tools?limit=50&search=sales"
measure stats "/api/stats"
measure health "/api/health"

#!/bin/sh
# R17: 100,000 discoveries are taken in, analysed, curated and served, each process within a control group of 512 MB without swap.
# Usage: scripts/memory.sh PROGRAM…   for example: scripts/memory.sh dist/glean; DISCOVERIES=10000 for a quick look
set -eu
[ $# -gt 0 ] || { echo "Name the program, for example dist/glean" >&2; exit 2; }
discoveries=${DISCOVERIES:-100000}
limit=$((512 * 1024 * 1024))
work=$(mktemp -d)
server=
group=
cleanup() {
  if [ -n "$server" ]; then kill -9 "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  if [ -n "$group" ]; then sleep 1; rmdir "$group" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

# Version 1 of control groups has a tree for memory, version 2 one for all.
if [ -w /sys/fs/cgroup/memory ]; then
  group=/sys/fs/cgroup/memory/glean-memory-$$ peak=memory.max_usage_in_bytes
  mkdir "$group"
  echo "$limit" >"$group/memory.limit_in_bytes"
  # Where swap is counted, it gets nothing of it.
  [ ! -w "$group/memory.memsw.limit_in_bytes" ] || echo "$limit" >"$group/memory.memsw.limit_in_bytes"
elif [ -w /sys/fs/cgroup/cgroup.controllers ] || [ -w /sys/fs/cgroup ]; then
  group=/sys/fs/cgroup/glean-memory-$$ peak=memory.peak
  mkdir "$group"
  echo "$limit" >"$group/memory.max"
  echo 0 >"$group/memory.swap.max" 2>/dev/null || true
else
  echo "No control group can be made here; run it as root." >&2
  exit 2
fi

export GLEAN_DB_PATH="$work/db/glean.db" GLEAN_REPORTS_DIR="$work/reports" GLEAN_ENVIRONMENT=development PORT=18474
# The memory of the process alone: the group counts pages of files as well, which the kernel takes back when it needs them.
within() { sh -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" "$@"; }
stage() {
  name=$1; shift
  begun=$(date +%s)
  if ! within /usr/bin/env time -f '%M' -o "$work/rss" "$@" >"$work/out" 2>"$work/err"; then
    echo "FAILED: $name"; tail -5 "$work/err"; exit 1
  fi
  printf '%-10s %4d s   peak %4d MB\n' "$name" $(($(date +%s) - begun)) $(($(tail -n1 "$work/rss") / 1024))
}
command -v time >/dev/null || { echo "time(1) is missing (Debian package time)" >&2; exit 2; }

awk -v n="$discoveries" 'BEGIN {
  split("HubSpot Pipedrive Apollo.io Gong Lemlist Clay Salesforce Outreach Salesloft Close Instantly ZoomInfo", tool, " ")
  for (i = 0; i < n; i++) {
    a = tool[i % 12 + 1]; b = tool[(i + 3 + int(i / 12) % 5) % 12 + 1]
    # Most posts only mention a tool; one in four says something of it.
    if (i % 4 == 0) says = sprintf("%s costs $%d per user per month and integrates with %s. %s does not support custom fields.", a, 10 + i % 90, b, b)
    else if (i % 4 == 1) says = sprintf("Has anybody here moved from %s to %s this year? We are a team of %d and our sales people ask for it every week.", b, a, 2 + i % 40)
    else if (i % 4 == 2) says = sprintf("Our notes of the sales meetup, part %d. The speaker was from %s and spoke for an hour about pipelines, forecasts and coffee.", i, a)
    else says = sprintf("I have been in sales for %d years, and what nobody tells you about outbound is how much of it is waiting.", 1 + i % 30)
    printf "{\"source\":\"%s\",\"source_url\":\"https://posts.example/post/%d\",\"title\":\"Our sales stack, part %d\",\"text\":\"%s\",\"published_at\":\"2026-02-01T10:00:00Z\"}\n", \
      (i % 3 == 0 ? "reddit" : i % 3 == 1 ? "hackernews" : "rss"), i, i, says
  }
}' >"$work/texts.jsonl"

stage init "$@" init
stage import "$@" import discoveries "$work/texts.jsonl"
stage analyze "$@" analyze --analyzer rules
stage curate "$@" curate
stage report "$@" report weekly
stage backup "$@" backup create
stage verify "$@" backup verify

# Without the function, which would be a shell of its own between this one and the server.
sh -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" "$@" serve >"$work/server" 2>&1 &
server=$!
for _ in $(seq 100); do curl -fs "http://127.0.0.1:$PORT/api/health" >/dev/null && break; sleep 0.2; done
curl -fs "http://127.0.0.1:$PORT/api/auth/register" --json '{"username":"ada","email":"ada@example.com","password":"a long enough password"}' >/dev/null
token=$(curl -fs "http://127.0.0.1:$PORT/api/auth/login" --json '{"username":"ada","password":"a long enough password"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
for round in $(seq 20); do
  for path in "discoveries?limit=200" "discoveries?limit=50&processed=true" "tools?limit=50&search=sales" stats "activity?limit=50" export/claims/csv export/all/json; do
    curl -fs -o /dev/null -H "Authorization: Bearer $token" "http://127.0.0.1:$PORT/api/$path" || { echo "FAILED: /api/$path"; tail -3 "$work/server"; exit 1; }
  done
done
printf 'serve      %d rounds of lists, search and whole exports   peak %4d MB\n' "$round" $(($(sed -n 's/VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$server/status") / 1024))
kill -TERM "$server"; wait "$server"; server=
printf 'the group, pages of files included: peak %d MB of %d; ' $(($(cat "$group/$peak") / 1048576)) $((limit / 1048576))
kills=$(cat "$group/memory.oom_control" "$group/memory.events" 2>/dev/null | sed -n 's/^oom_kill \([0-9]*\)$/\1/p')
echo "killed for want of memory: ${kills:-unknown}"
[ "${kills:-0}" = 0 ]

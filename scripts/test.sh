#!/bin/sh
# Builds and runs all tests. The last line is "N passed, N failed, N skipped".
# Usage: scripts/test.sh [CONFIGURATION] [options of the test program]
set -u
configuration=${1:-Release}
[ $# -gt 0 ] && shift

dotnet build Glean.slnx -c "$configuration" -v quiet || exit 1

log=$(mktemp)
trap 'rm -f "$log" "$log.code"' EXIT
# A pipe would hide the exit code of the tests.
{ dotnet "tests/Glean.Tests/bin/$configuration/net10.0/Glean.Tests.dll" -noColor "$@"; echo $? >"$log.code"; } 2>&1 | tee "$log"
code=$(cat "$log.code")

# "Glean.Tests  Total: 879, Errors: 0, Failed: 8, Skipped: 2, Not Run: 0, Time: 45.2s"
sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*/\1 \2 \3 \4/p' "$log" | tail -n 1 | {
  read -r total errors failed skipped || { echo "The tests did not run to their end."; exit 1; }
  echo "$((total - failed - skipped)) passed, $((failed + errors)) failed, $skipped skipped"
  exit "$code"
}

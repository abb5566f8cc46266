#!/bin/sh
# Builds and runs all tests. The last line is "N passed, N failed, N skipped".
# Usage: scripts/test.sh [CONFIGURATION] [options of the test program]
set -u
configuration=${1:-Release}
[ $# -gt 0 ] && shift

dotnet build Glean.slnx -c "$configuration" -v quiet || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A pipe would hide the exit code of the tests.
{ dotnet "tests/Glean.Tests/bin/$configuration/net10.0/Glean.Tests.dll" --no-progress "$@"; echo "exit $?" >"$log.code"; } 2>&1 | tee "$log"
code=$(sed -n 's/^exit //p' "$log.code")
rm -f "$log.code"

count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$code"

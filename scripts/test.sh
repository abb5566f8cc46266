#!/bin/sh
# Builds and runs all tests: of the program, and, where npm is at hand, of the web interface. The last line is
# "N passed, N failed, N skipped". The tests that run the program run it as it is published, unless GLEAN_TEST_PROGRAM names
# another: so their many starts of it are not spent on compiling.
# Usage: scripts/test.sh [CONFIGURATION] [options of the program's tests, which are then the only ones and run the program as it is built]
set -u
configuration=${1:-Release}
[ $# -gt 0 ] && shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

web=skip
publish=
[ $# -eq 0 ] && [ -z "${GLEAN_TEST_PROGRAM:-}" ] && publish=yes
if [ $# -eq 0 ] && command -v npm >/dev/null; then
  web=run
  (cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent types && npm run --silent lint \
    && npx --no-install vitest run --reporter=dot --reporter=json --outputFile.json="$work/web.json")
  web_code=$?
elif [ $# -eq 0 ]; then
  echo "There is no npm; the tests of the web interface are left out."
fi

dotnet build Glean.slnx -c "$configuration" -v quiet || exit 1

if [ -n "$publish" ]; then
  program=src/Glean.Cli/Glean.Cli.csproj
  dotnet publish $program -c "$configuration" -r "$(dotnet msbuild -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier $program)" \
    --self-contained false -p:PublishReadyToRun=true -p:BuildUi=false -o "$work/glean" -v quiet || exit 1
  export GLEAN_TEST_PROGRAM="$work/glean/glean.dll"
fi

# A pipe would hide the exit code of the tests.
{ dotnet "tests/Glean.Tests/bin/$configuration/net10.0/Glean.Tests.dll" -noColor "$@"; echo $? >"$work/code"; } 2>&1 | tee "$work/log"
code=$(cat "$work/code")

# "Glean.Tests  Total: 879, Errors: 0, Failed: 8, Skipped: 2, Not Run: 0, Time: 45.2s"
counts=$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*/\1 \2 \3 \4/p' "$work/log" | tail -n 1)
[ -n "$counts" ] || { echo "The tests did not run to their end."; exit 1; }
# shellcheck disable=SC2086
set -- $counts
passed=$(($1 - $3 - $4)) failed=$(($3 + $2)) skipped=$4

if [ "$web" = run ]; then
  # Formatting and types fail without a count of their own.
  web_counts=$(node -e 'const r = require(process.argv[1]); console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests)' "$work/web.json" 2>/dev/null || echo "0 0 0")
  # shellcheck disable=SC2086
  set -- $web_counts
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
  if [ "$web_code" -ne 0 ]; then
    [ "$2" -gt 0 ] || failed=$((failed + 1))
    echo "The web interface did not pass its checks; see above."
    code=1
  fi
fi

# Once more at the end, where whoever reads only that finds it.
grep -A 12 '\[FAIL\]' "$work/log" | cut -c 1-300

echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"

#!/bin/sh
# A self-contained archive: the program with its runtime and web interface, for a machine that has nothing of it.
# Usage: scripts/archive.sh RID        linux-x64, linux-arm64, osx-arm64, win-x64; the archive goes to artifacts/
# UI_DIST names a built web interface; without it npm builds one.
set -eu
cd "$(dirname "$0")/.."
rid=${1:?which system: linux-x64, linux-arm64, osx-arm64, win-x64}
version=$(dotnet msbuild -nologo -getProperty:Version src/Glean.Cli/Glean.Cli.csproj)
name="glean-$version-$rid"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -n "${UI_DIST:-}" ]; then
  set -- -p:SkipUi=true "-p:UiDist=$UI_DIST"
else
  set --
fi

dotnet publish src/Glean.Cli/Glean.Cli.csproj -c Release -r "$rid" --self-contained true -p:PublishReadyToRun=true "$@" -o "$work/$name" -v quiet

cp LICENSE NOTICE README.md "$work/$name/"
mkdir -p artifacts
rm -f "artifacts/$name".*
case $rid in
  win-*) (cd "$work" && zip -qr - "$name") >"artifacts/$name.zip" ;;
  # The same content gives the same bytes: names in order, nobody's name, one time.
  *) tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct 2>/dev/null || echo 0)" -C "$work" -cf - "$name" | gzip -9n >"artifacts/$name.tar.gz" ;;
esac
(cd artifacts && sha256sum "$name".[tz]* >"$name.sha256" && cat "$name.sha256")

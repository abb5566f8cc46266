#!/bin/bash
# Builds what the Dockerfile builds where no Docker engine runs, and starts it as one would: as nobody in particular, on a read-only root,
# with the command of the image. The instructions are read from deploy/Dockerfile itself; only the base images are made otherwise: the SDK,
# Node and the runtime are those of this machine, the last stage is a Debian of debootstrap.
# Usage: scripts/replay-dockerfile.sh [FOLDER]      needs root, debootstrap, unshare, chroot; a FOLDER that is given is kept
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
work=${1:-$(mktemp -d)}
mkdir -p "$work"
[ ! -e "$work/last/app" ] || { echo "$work holds an image already; name another folder." >&2; exit 2; }
server=

cleanup() {
  if [ -n "$server" ]; then kill -9 "$server" 2>/dev/null || true; fi
  if [ "$#" -eq 0 ]; then rm -rf --one-file-system "$work"; fi
}
if [ $# -eq 0 ]; then trap cleanup EXIT; else trap 'cleanup keep' EXIT; fi

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# Instructions of the Dockerfile, one a line, continued lines joined.
instructions=$(sed -e '/^#/d' deploy/Dockerfile | awk '{ if (sub(/\\$/, "")) printf "%s", $0; else print }' | sed '/^[[:space:]]*$/d')

declare -A stages env
declare -a command=() health=()
stage='' root='' directory=/ user=root

# Where a path of the stage under way lies on this machine.
at() { case $1 in /*) echo "$root$1" ;; *) echo "$root$directory/$1" ;; esac; }

begin() { # IMAGE [as NAME]
  stage=${3:-last}
  root="$work/$stage"
  stages[$stage]=$root
  directory=/
  say "stage $stage, in place of $1"
  if [ "$stage" = last ]; then
    [ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$root" "${MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log"
    # What the runtime's image holds besides a Debian.
    local dotnet
    dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
    mkdir -p "$root/usr/share/dotnet/shared"
    cp -r "$dotnet/host" "$dotnet/dotnet" "$root/usr/share/dotnet/"
    cp -r "$dotnet"/shared/Microsoft.NETCore.App "$dotnet"/shared/Microsoft.AspNetCore.App "$root/usr/share/dotnet/shared/"
    ln -sf /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"
    env[DOTNET_RUNNING_IN_CONTAINER]=true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
  else
    mkdir -p "$root"
  fi
}

copy() { # [--from=STAGE] SOURCE… TARGET
  local from=$repository
  case $1 in --from=*) from=${stages[${1#--from=}]}; shift ;; esac
  local sources=("${@:1:$#-1}") target
  target=$(at "${!#}")
  case ${!#} in */ | .) mkdir -p "$target" ;; *) mkdir -p "$(dirname "$target")" ;; esac
  for source in "${sources[@]}"; do
    if [ "$from" = "$repository" ] && [ "$source" = . ]; then
      # As .dockerignore says, and without what git does not know.
      mkdir -p "$target"
      git ls-files -z --cached --others --exclude-standard | tar --null --files-from - -cf - --ignore-failed-read | tar -C "$target" -xf -
    elif [ -d "$from/${source#/}" ]; then
      mkdir -p "$target"
      if [ "$from" = "$repository" ]; then
        git ls-files -z --cached --others --exclude-standard "$source" | tar --null --files-from - -cf - | tar -C "$target" --strip-components=1 -xf -
      else
        cp -r "$from/${source#/}/." "$target"
      fi
    else
      cp "$from/${source#/}" "$target"
    fi
  done
}

run() { # COMMAND
  if [ "$stage" = last ]; then
    chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive sh -ec "$1" >"$work/run.log" 2>&1 \
      || { tail -20 "$work/run.log"; fail "RUN $1"; }
  else
    # The stage's paths become those of the machine.
    (cd "$root$directory" && sh -ec "${1// \/out/ $root/out}") >"$work/run.log" 2>&1 || { tail -20 "$work/run.log"; fail "RUN $1"; }
  fi
}

while read -r name rest; do
  read -ra words <<<"$rest"
  case $name in
    FROM) begin "${words[@]}" ;;
    WORKDIR) directory=$rest && mkdir -p "$root$directory" ;;
    COPY) echo "COPY $rest" && copy "${words[@]}" ;;
    RUN) echo "RUN $rest" && run "$rest" ;;
    ENV) for pair in "${words[@]}"; do env[${pair%%=*}]=${pair#*=}; done ;;
    USER) user=$rest ;;
    CMD) read -ra command <<<"$(tr -d '[]",' <<<"$rest")" ;;
    HEALTHCHECK) read -ra health <<<"$(tr -d '[]",' <<<"${rest#*CMD}")" ;;
    EXPOSE | VOLUME | LABEL) ;;
    *) fail "this script does not know $name" ;;
  esac
done <<<"$instructions"

say "start as $user on a read-only root: ${command[*]}"
[ "$user" != root ] || fail "the image would run as root"
mkdir -p "$work/volumes/db" "$work/volumes/reports"
# Docker gives a new volume the owner and mode of the folder it covers.
for volume in db reports; do
  chown --reference="$root/app/$volume" "$work/volumes/$volume"
  chmod --reference="$root/app/$volume" "$work/volumes/$volume"
done
port=${PORT:-18473}
settings=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/app "PORT=$port" "GLEAN_SECRET_KEY=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')")
for name in "${!env[@]}"; do settings+=("$name=${env[$name]}"); done
printf 'cd %s && exec env -i %s "$@"\n' "$directory" "$(printf '%q ' "${settings[@]}")" >"$work/inside.sh"
install -m 755 "$work/inside.sh" "$root/inside.sh"
cat >"$work/start.sh" <<EOF
set -e
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
for volume in db reports; do mount --bind "$work/volumes/\$volume" "$root/app/\$volume"; done
mount -o remount,bind,ro "$root"
exec chroot --userspec=$user "$root" sh /inside.sh ${command[*]}
EOF
unshare --mount --propagation private bash "$work/start.sh" >"$work/server.log" 2>&1 &
server=$!

# A command in the running image, as docker exec.
inside() { nsenter --target "$server" --mount chroot --userspec="$user" "$root" sh /inside.sh "$@"; }

for _ in $(seq 120); do
  if inside "${health[@]//8000/$port}" >/dev/null 2>&1; then healthy=yes; break; fi
  kill -0 "$server" 2>/dev/null || break
  sleep 0.5
done
[ "${healthy:-}" = yes ] || { cat "$work/server.log"; fail "the health check of the image never passed"; }
grep -m1 ready "$work/server.log"
owner=$(stat -c %u "/proc/$server")
[ "$owner" != 0 ] || fail "it runs as root"

say "what the runbook does in the container"
if inside touch /opt/glean/x 2>/dev/null; then fail "the root can be written"; fi
inside glean --version
inside glean pipeline --demo 2>/dev/null | tail -1
inside glean doctor || true
inside sqlite3 db/glean.db "SELECT COUNT(*) FROM tools;"
inside bash scripts/backup.sh
inside glean backup create
inside glean backup verify
inside curl -fsS "http://127.0.0.1:$port/api/health"; echo
inside curl -fsS -o /dev/null -w 'web interface: %{http_code} %{content_type}\n' "http://127.0.0.1:$port/"
stat -c '%a %n' "$work"/volumes/db/* "$work"/volumes/db/backups/* | sed "s#$work/volumes##"

say "SIGTERM"
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
[ "$code" -eq 0 ] || fail "it ended with $code"
if ls "$work"/volumes/db/glean.db-* 2>/dev/null; then fail "a log is left"; fi
echo "ended with 0; the image's content is at $root"

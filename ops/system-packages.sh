#!/bin/sh
# Cài gói của hệ điều hành (Debian, Ubuntu) nếu còn thiếu.  sh ops/system-packages.sh GÓI...
set -eu

missing=
for package in "$@"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
        missing="$missing $package"
    fi
done
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" = 0 ]; then
    as_root="env DEBIAN_FRONTEND=noninteractive"
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
else
    echo "Còn thiếu gói của hệ điều hành. Hãy chạy lệnh sau, rồi chạy lại lệnh vừa rồi:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Cài gói của hệ điều hành:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # words on purpose
if ! { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "apt-get không cài được:$missing" >&2
    exit 1
fi

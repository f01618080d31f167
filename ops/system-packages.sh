#!/bin/sh
# Cài gói của hệ điều hành (Debian, Ubuntu) nếu còn thiếu.  sh ops/system-packages.sh [--if-able] GÓI...
# With --if-able what is missing is asked for once and is no failure: the site runs without it.
set -eu

failure=1
asked=$(dirname "$0")/../.venv/asked-for-system-packages
if [ "$1" = --if-able ]; then
    shift
    failure=0
    if ! command -v dpkg-query >/dev/null; then exit 0; fi
fi

missing=
for package in "$@"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
        missing="$missing $package"
    fi
done
if [ -z "$missing" ]; then exit 0; fi
if [ $failure = 0 ]; then
    if [ "$(cat "$asked" 2>/dev/null)" = "$missing" ]; then exit 0; fi
    echo "$missing" >"$asked"
fi

if [ "$(id -u)" = 0 ]; then
    as_root="env DEBIAN_FRONTEND=noninteractive"
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
else
    if [ $failure = 0 ]; then
        echo "Chưa xuất được PDF (bản Word thì được). Để có PDF, hãy chạy lệnh sau rồi khởi động lại:" >&2
    else
        echo "Còn thiếu gói của hệ điều hành. Hãy chạy lệnh sau, rồi chạy lại lệnh vừa rồi:" >&2
    fi
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
    exit $failure
fi

echo "Cài gói của hệ điều hành:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # words on purpose
if ! { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "apt-get không cài được:$missing" >&2
    exit $failure
fi

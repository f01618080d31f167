#!/bin/sh
# Chạy hai lệnh cùng lúc, mỗi lệnh một lõi, in kết quả lần lượt.  sh ops/side-by-side.sh "LỆNH 1" "LỆNH 2"
# Whoever stops this stops both: the second, in the background, does not hear of Ctrl-C.
set -u
said=$(mktemp)
second=
trap 'rm -f "$said"' EXIT
trap '[ -z "$second" ] || kill "$second" 2>/dev/null; cat "$said"; exit 143' INT TERM HUP
sh -c "$2" >"$said" 2>&1 &
second=$!
sh -c "$1"
first=$?
wait "$second"
status=$?
cat "$said"
[ $first = 0 ] && exit $status
exit $first

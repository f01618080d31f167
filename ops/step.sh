#!/bin/sh
# Chạy một bước, in tên bước và thời gian.  sh ops/step.sh "TÊN BƯỚC" LỆNH...
set -u
name=$1
shift
printf '\n== %s\n   %s\n' "$name" "$*"
began=$(date +%s)
"$@"
status=$?
took=$(($(date +%s) - began))
if [ $status = 0 ]; then
    printf '   xong sau %s giây\n' $took
else
    printf '   HỎNG sau %s giây (mã %s): %s\n   Sửa theo dòng báo ở trên, rồi chạy lại đúng lệnh này.\n' $took $status "$name" >&2
fi
exit $status

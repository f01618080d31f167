#!/bin/sh
# Khởi động lần đầu như `make run`: dựng bảng bằng các migration, nạp dữ liệu mẫu, rồi soát sổ và nhật ký.
# On SQLite with all demo data, on PostgreSQL the tables only: every other test makes its tables as the models say.
set -eu
bin=.venv/bin
CLB_DATA=$(mktemp -d)
export CLB_DATA
trap 'rm -rf "$CLB_DATA"' EXIT
$bin/clb migrate --verbosity 0
# Settings and models are checked once, by migrate above; `clb run` does the same.
$bin/clb demo --skip-checks
$bin/clb months --skip-checks
$bin/clb selfcheck --skip-checks
sh ops/with-postgres.sh $bin/clb migrate --verbosity 0

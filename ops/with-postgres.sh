#!/bin/sh
# Chạy một lệnh với một cụm PostgreSQL riêng, tạm thời, rồi xóa cụm ấy.  sh ops/with-postgres.sh LỆNH...
# The command finds it in CLB_DATABASE_URL. It listens on a Unix socket only, collates Vietnamese, and is deleted
# at the end: for tests and measurements, never for real books. Tests do without the waits for the disk that keep data
# safe from a power cut; what waits or runs without end is broken off; no autovacuum counts a table when a test has just
# taken its rows back, after which questions about thousands of rows would be planned for none. With CLB_PG_DURABLE=1
# nothing of it is done, so that what is measured is what a real server does.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then bin=$(dirname "$(command -v initdb || echo .)"); fi
if [ ! -x "$bin/initdb" ]; then
    echo "Chưa có PostgreSQL 15 trở lên. Trên Debian 12: sudo apt-get install postgresql" >&2
    exit 1
fi

dir=$(mktemp -d /tmp/clb-pg.XXXXXX) # short, since a socket's path may have 107 bytes at most
as_owner=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$dir"
    as_owner="runuser -u postgres --"
fi
pg() { (cd "$dir" && $as_owner "$bin/$@"); }

in_haste="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c log_lock_waits=on -c autovacuum=off"
in_haste="$in_haste -c statement_timeout=120s -c lock_timeout=120s -c idle_in_transaction_session_timeout=300s"
if [ "${CLB_PG_DURABLE:-}" = 1 ]; then in_haste=; fi

clean_up() {
    if [ -f "$dir/data/postmaster.pid" ]; then pg pg_ctl stop -D "$dir/data" -m immediate >/dev/null || true; fi
    rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

pg initdb -D "$dir/data" -U clb -A trust -E UTF8 --locale C.UTF-8 --locale-provider icu --icu-locale vi --no-sync >"$dir/log" 2>&1 &&
    pg pg_ctl start -w -D "$dir/data" -l "$dir/server.log" \
        -o "-k $dir -c listen_addresses='' -c shared_buffers=256MB -c max_connections=200 $in_haste" >>"$dir/log" 2>&1 &&
    pg createdb -h "$dir" -U clb clb || {
    cat "$dir/log" "$dir/server.log" >&2 2>/dev/null || true
    echo "Không khởi động được PostgreSQL tạm thời." >&2
    exit 1
}

CLB_DATABASE_URL="postgres://clb@$(echo "$dir" | sed 's|/|%2F|g')/clb"
export CLB_DATABASE_URL
status=0
"$@" || status=$?
if [ $status != 0 ] && waits=$(grep -E -A 3 'still waiting|deadlock|timeout|FATAL|PANIC' "$dir/server.log"); then
    printf '%s\n' "-- PostgreSQL, về những chỗ phải chờ:" "$waits" | tail -n 60 >&2
fi
exit $status

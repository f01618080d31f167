#!/bin/sh
# Dựng .venv và cài đúng các gói đã khóa.  sh ops/install.sh run | dev
# A stamp holds the hash of what was installed, so that a second call returns at once.
set -eu
cd "$(dirname "$0")/.."

level=$1
venv=.venv
case $level in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;; # holds everything of requirements.txt, at the same versions
    *) echo "Cách dùng: sh ops/install.sh run|dev" >&2; exit 2 ;;
esac

hash=$(cat requirements.txt requirements-dev.txt ops/install.sh | sha256sum | cut -c1-64)
if [ -x $venv/bin/clb ] && [ -f $venv/stamp ] && $venv/bin/python -c '' 2>/dev/null; then
    stamp=$(cat $venv/stamp)
    if [ "$stamp" = "dev $hash" ] || [ "$stamp" = "$level $hash" ]; then exit 0; fi
fi

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if is_new_enough "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    echo "Cần Python 3.11 trở lên. Trên Debian 12: sudo apt-get install python3 python3-venv" >&2
    echo "Nếu đã có ở chỗ khác: make run PYTHON=/đường/dẫn/python3" >&2
    exit 1
fi

if ! is_new_enough $venv/bin/python || ! $venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then sh ops/system-packages.sh python3-venv; fi
    echo "Tạo môi trường Python trong $venv ($("$python" --version))"
    "$python" -m venv --clear $venv
fi

rm -f $venv/stamp
echo "Cài các gói trong $lock (lần đầu, hoặc khi danh sách gói vừa đổi; mất một vài phút)"
for uv in $venv/bin/uv uv none; do
    if command -v $uv >/dev/null 2>&1; then break; fi
done
# Wheels only: nothing is built here, so no compiler is needed and no package's own code runs.
if [ $uv != none ]; then
    $uv pip install -q --python $venv/bin/python --require-hashes --no-deps --no-build --compile-bytecode -r $lock
else
    $venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r $lock
fi

# The project itself: its folder on the path, and the command. Not `pip install -e .`, which would need a build tool
# in the run-time lock, or fetch one without a hash.
$venv/bin/python - <<'EOF'
import sys, sysconfig
from pathlib import Path

Path(sysconfig.get_path("purelib"), "lienthehe.pth").write_text(f"{Path.cwd()}\n", encoding="utf8")
command = Path(sysconfig.get_path("scripts"), "clb")
command.write_text(
    f"#!{sys.executable}\nimport sys\n\nfrom clb.config.cli import main\n\nsys.exit(main())\n", encoding="utf8"
)
command.chmod(0o755)
EOF
echo "$level $hash" >$venv/stamp

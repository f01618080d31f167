"""Is what is installed exactly what the lock says? Prints what differs; exit status 1 then."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

LINE = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+))?", re.MULTILINE)


def differences(lock: str) -> list[str]:
    """Packages of `lock` that are missing or of another version."""
    found = {canonicalize_name(d.metadata["Name"]): d.version for d in distributions()}
    lines = LINE.findall(lock)
    wanted = {canonicalize_name(n): v for n, v, marker in lines if not marker or Marker(marker.strip()).evaluate()}
    return [f"{name}: {found.get(name, 'thiếu')} thay vì {v}" for name, v in wanted.items() if found.get(name) != v]


if __name__ == "__main__":
    wrong = differences(Path(sys.argv[1]).read_text("utf8"))
    print("\n".join(wrong))
    sys.exit(bool(wrong))

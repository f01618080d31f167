"""What each address asks for: one line a route in doors.yaml, held against the site itself by tests/test_doors.py.

A line is `address: place right right…`; of `one|other` either will do. Whoever holds these rights at the place, or
above it, gets in; nobody else does, from beside, from below, or with every other right there is. The place is where
what the address shows lies: `club`, `commune`, `province`; `anywhere` is a page that opens to whoever holds the rights
at some unit and shows what lies below that; `mine` shows only what is one's own; `open` is open to the world.
A route that the API has is written as `GET /path`; its writes need no line, each asks for the right of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .roles import GRANTS, Role

PLACES = ("club", "commune", "province", "anywhere", "mine", "open")


@dataclass(frozen=True)
class Door:
    """Where the rights must be held, and which, of each group one; no group where a sign-in is enough."""

    place: str
    rights: tuple[tuple[str, ...], ...]

    def opens_to(self, role: str) -> bool:
        """Does somebody with this role at the place, or above it, get in?"""
        return all(not GRANTS[role].isdisjoint(group) for group in self.rights)


@cache
def doors() -> dict[str, Door]:
    """Every line of the table, by address."""
    lines: dict[str, str] = yaml.safe_load((Path(__file__).parent / "doors.yaml").read_text("utf8"))
    found = {}
    for address, line in lines.items():
        place, *rights = line.split()
        assert place in PLACES, f"{address}: {place} is no place"
        found[address] = Door(place, tuple(tuple(right.split("|")) for right in rights))
    return found


HEAD = """# Cửa nào mở cho ai · Doors

Trang này do lệnh `clb docs` viết từ `clb/access/doors.yaml` và `clb/access/roles.py`; sửa ở đó, đừng sửa ở đây.

Mỗi dòng là một địa chỉ, mỗi cột một vai trò. **●** là mở cho người giữ vai trò ấy *tại* nơi của điều được xem, hoặc ở
đơn vị *bên trên*. Người giữ cùng vai trò ở nơi *bên cạnh* hay *bên dưới*, người chưa được giao vai trò nào và người
chưa đăng nhập đều bị từ chối ở mọi dòng (trừ nơi ghi `anywhere`, `mine`, `open`), cả khi xem (GET) lẫn khi gửi (POST).
`anywhere`: mở cho ai giữ quyền ở một nơi nào đó, và chỉ cho thấy điều dưới nơi ấy. `mine`: mỗi người chỉ thấy của mình.
Người thay mặt (`access_name_deputy`, `access_end_deputy`): người giữ vai trò luôn mở được cửa của chính mình.
Việc ghi qua API (`POST /api/v1/commands/<lệnh>`) hỏi đúng quyền mang tên lệnh, tại nơi của việc: xem
[rights.md](rights.md). Mọi ô được thử mỗi lần chạy kiểm thử (`tests/test_doors.py`).
"""


def doors_page() -> str:
    """The matrix of addresses and roles, as Markdown."""
    roles = list(Role)
    head = ["| Địa chỉ | Nơi | Quyền | " + " | ".join(str(r.label) for r in roles) + " |"]
    head.append("|---|---|---|" + ":-:|" * len(roles))
    return "\n".join([HEAD, *head, *(_row(address, door, roles) for address, door in sorted(doors().items())), ""])


def _row(address: str, door: Door, roles: list[Role]) -> str:
    is_for_all = door.place in {"mine", "open"} and not door.rights
    cells = ["●" if is_for_all or door.opens_to(role) else "" for role in roles]
    asked = "; ".join(" hoặc ".join(f"`{right}`" for right in group) for group in door.rights)
    return f"| `{address}` | {door.place} | {asked} | " + " | ".join(cells) + " |"

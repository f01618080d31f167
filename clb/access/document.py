"""The page docs/rights.md, written from the table of rights, and the words for a right."""

from __future__ import annotations

from clb.kernel.commands import commands

from .roles import APPOINTS, GRANTS, READS, Role

HEAD = """# Ai được làm gì · Rights

Trang này do lệnh `clb docs` viết từ `clb/access/roles.py`; sửa ở đó, đừng sửa ở đây.
Mỗi vai trò giữ tại một đơn vị và có quyền ở đơn vị ấy và mọi nơi bên dưới. Điều không ghi ở đây thì không ai được làm.
Điều không được xem trả về 404, điều được xem mà không được làm trả về 403.
"""


def right_in_words(name: str) -> str:
    """What a right lets a person do: `clubs.read` → "Xem câu lạc bộ"."""
    return str(READS[name] if name in READS else commands()[name].title)


def rights_page() -> str:
    """Every right with its holders, by app, and who gives which office, as Markdown."""
    names = [*READS, *commands()]
    apps = sorted({name.split(".")[0] for name in names})
    sections = [_section(app, [n for n in names if n.startswith(f"{app}.")]) for app in apps]
    return "\n".join([HEAD, *sections, _offices()])


def _section(app: str, names: list[str]) -> str:
    rows = [f"| {right_in_words(name)} | `{name}` | {_holders(name)} |" for name in names]
    return "\n".join([f"## {app}", "", "| Việc | Quyền | Vai trò |", "|---|---|---|", *rows, ""])


def _holders(name: str) -> str:
    holders = [role for role in Role if name in GRANTS[role]]
    return "mọi vai trò" if len(holders) == len(Role) else "; ".join(str(role.label) for role in holders)


def _offices() -> str:
    rows = [f"| {Role(role).label} | {'; '.join(str(r.label) for r in given)} |" for role, given in APPOINTS.items()]
    head = ["## Ai giao được vai trò nào", "", "Ở đơn vị của mình hoặc bên dưới.", ""]
    return "\n".join([*head, "| Vai trò | Giao được |", "|---|---|", *rows, ""])

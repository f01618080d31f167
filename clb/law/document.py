"""The page docs/norms.md, written from the norms."""

from __future__ import annotations

from fractions import Fraction

from .classes import PressureClass, PressureTable, all_tables
from .norms import NATION, SUGGESTED, TRUST, Norm, all_norms

HEAD = """# Định mức của các văn bản · Norms

Trang này do lệnh `clb docs` viết từ `clb/law/norms/*.yaml` và `clb/law/classes/*.yaml`; sửa ở đó, đừng sửa ở đây.
Định mức chỉ để đối chiếu và hiện ra, không bao giờ chặn việc ghi sự thật (`decisions/0003-yardsticks.md`).
"""
UNREAD = "**chưa đối chiếu bản gốc**"


def norms_page() -> str:
    """Every norm with its values, days, place, source and trust, as Markdown."""
    trusts = "\n".join(f"- **{code}**: {meaning}" for code, meaning in TRUST.items())
    sections = [_section(norm_id, values) for norm_id, values in sorted(all_norms().items())]
    tables = [_classes(table) for _id, versions in sorted(all_tables().items()) for table in versions]
    unread = [f"- `{n.id}`: {n.source.doc}" for values in all_norms().values() for n in values if _is_unread(n)]
    return "\n".join(
        [
            HEAD,
            "Độ tin cậy của nguồn:",
            "",
            trusts,
            "",
            *sections,
            *tables,
            "## Điều khoản chưa ai đọc bản gốc",
            "",
            *sorted(set(unread)),
            "",
        ]
    )


def _section(norm_id: str, values: tuple[Norm, ...]) -> str:
    head = f"## {values[0].what}\n\n`{norm_id}` · đơn vị: {values[0].unit}\n"
    table = ["| Từ ngày | Đến hết ngày | Nơi | Mức | Nguồn | Tin cậy |", "|---|---|---|---|---|---|"]
    for n in values:
        until = f"{n.until:%d/%m/%Y}" if n.until else "nay"
        place = "cả nước" if n.at == NATION else f"`{n.at}`"
        mark = f"; {UNREAD}" if _is_unread(n) else ""
        source = f"{n.source.doc}, {n.source.clause}{mark}"
        table.append(f"| {n.since:%d/%m/%Y} | {until} | {place} | {_band(n)} | {source} | {n.source.trust} |")
    return head + "\n" + "\n".join(table) + "\n"


def _classes(table: PressureTable) -> str:
    since = "không rõ từ ngày nào" if table.since.year == 1900 else f"từ ngày {table.since:%d/%m/%Y}"
    head = f"## Bảng phân loại: {table.what}\n\n`{table.id}` · đơn vị: {table.unit} · {since}\n"
    lines = ["| Loại | Số trên từ | Số dưới từ | Gợi ý đi khám |", "|---|---|---|---|"]
    lines += [_class(c, f"{c.systolic_mmhg}", f"{c.diastolic_mmhg}") for c in table.classes]
    lines.append(_class(table.low, f"dưới {table.low.systolic_mmhg}", f"dưới {table.low.diastolic_mmhg}"))
    sources = [("Nguồn", table.classes[0].source), (f"Nguồn của «{table.low.name}»", table.low.source)]
    told = [
        f"{what}: {s.doc}, {s.clause}; tin cậy {s.trust}{'' if s.is_clause_read else '; chưa đối chiếu bản gốc'}."
        for what, s in sources
    ]
    return "\n".join([head, *lines, "", *told, ""])


def _class(c: PressureClass, upper: str, lower: str) -> str:
    return f"| {c.name} | {upper} | {lower} | {'có' if c.refers else 'không'} |"


def _band(n: Norm) -> str:
    if n.min is not None and n.max is not None and not (n.is_min_strict or n.is_max_strict):
        return f"{_number(n.min)} – {_number(n.max)}{_line(n)}"
    low = "" if n.min is None else f"{'trên' if n.is_min_strict else 'ít nhất'} {_number(n.min)}"
    high = "" if n.max is None else f"{'dưới' if n.is_max_strict else 'nhiều nhất'} {_number(n.max)}"
    return ", ".join(filter(None, (low, high))) + _line(n)


def _line(n: Norm) -> str:
    return f" (mốc {n.age} tuổi)" if n.age else ""


def _number(value: int | Fraction) -> str:
    shown = f"{value:,}" if isinstance(value, int) else f"{float(value):,}"
    return shown.replace(",", " ").replace(".", ",").replace(" ", ".")


def _is_unread(n: Norm) -> bool:
    """Is there a text whose clause nobody here has read? Behind a suggestion stands no text."""
    return not n.source.is_clause_read and n.source.trust != SUGGESTED

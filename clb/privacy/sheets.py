"""Registers as workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from clb.members.models import Consent
from clb.papers.sheets import Cell, Head, Sheet, write_sheets

from .models import Breach
from .queries.consents import ConsentRegister
from .queries.processing import Processing


def _written(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    write_sheets(out, [sheet])
    return out.getvalue()


def consent_sheet(register: ConsentRegister) -> bytes:
    """Members, and for each purpose the answer, its day and where the proof is."""
    heads = [Head("TT", 5), Head("Họ và tên", 28), *(Head(words, 30) for words in register.purposes)]
    rows: Iterable[list[Cell]] = (
        [i, row.person.full_name, *(_answer(a) for a in row.answers)] for i, row in enumerate(register.rows, 1)
    )
    above = [f"Sổ đồng ý về dữ liệu cá nhân, {register.club.name}", f"Ngày {register.on:%d/%m/%Y}"]
    return _written(Sheet("So dong y", above, heads, rows))


def _answer(answer: Consent | None) -> str:
    if answer is None:
        return "chưa hỏi"
    told = f"{answer.get_answer_display()} {answer.given_on:%d/%m/%Y}, {answer.get_proof_display()}"
    back = answer.withdrawn_on
    return f"{told}; rút lại {back:%d/%m/%Y}" if back else told


def processing_sheet(records: Iterable[Processing], on: date, place: str) -> bytes:
    """The records of processing."""
    heads = [Head("Loại dữ liệu", 22), Head("Gồm những gì", 40), Head("Để làm gì", 40), Head("Ai xem", 30)]
    heads += [Head("Giữ bao lâu", 50), Head("Khi xóa thì còn gì, vì sao", 50)]
    rows = ([r.words, *("; ".join(part) for part in (r.what, r.why, r.seen_by, r.kept, r.left))] for r in records)
    above = ["Sổ ghi hoạt động xử lý dữ liệu cá nhân", f"{place}, {on:%d/%m/%Y}"]
    return _written(Sheet("Xu ly du lieu", above, heads, rows))


def breach_sheet(breaches: Iterable[Breach], on: date) -> bytes:
    """Breaches with whom was told of them."""
    heads = [Head("Biết lúc", 18), Head("Xảy ra ngày", 14), Head("Chuyện gì", 26), Head("Thế nào", 50)]
    heads += [
        Head("Dữ liệu", 30),
        Head("Số người", 10),
        Head("Đã báo", 40),
        Head("Đã làm gì", 50),
        Head("Xong ngày", 14),
    ]
    rows = (
        [
            f"{timezone.localtime(b.known_at):%d/%m/%Y %H:%M}",
            b.happened_on,
            str(b.get_kind_display()),
            b.what,
            b.data_kinds,
            b.people,
            "; ".join(f"{n.get_to_display()} {timezone.localtime(n.told_at):%d/%m/%Y %H:%M}" for n in b.notices.all()),
            b.measures,
            b.closed_on,
        ]
        for b in breaches
    )
    return _written(Sheet("Vu viec", ["Sổ vụ lộ, mất dữ liệu cá nhân", f"Ngày {on:%d/%m/%Y}"], heads, rows))

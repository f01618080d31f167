"""A draft as the paper that it will be; a register as a paper and a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from clb.papers.blocks import Annex, Column, Header, Paper, Signature, Table
from clb.papers.sheets import Cell, Head, Sheet

from .kinds import LETTER, kind_name, kinds
from .models import Draft, IssuingBody, OutgoingPaper
from .rules import blocks_of, co_signatures, lines_of, signing_lines, symbol_of

DRAFT = "DỰ THẢO"
BLANK = "…"  # a number left for the pen
KEPT = ("Đã ban hành", "Giữ số", "Hủy số")
LARGEST_REGISTER = 2000


def head_of(body: IssuingBody, *, number: str = "", symbol: str = "", on: date | None = None) -> Header:
    """The head of a paper of `body`."""
    return Header(body.name, superior=body.superior, number=number, symbol=symbol, place=body.place, on=on)


def draft_paper(draft: Draft) -> Paper:
    """The draft as it stands, marked as one, with room for number and day."""
    body = draft.body
    is_letter = draft.kind == LETTER
    lines = signing_lines(draft.collective, draft.sign_form, draft.head_title, draft.signer_title)
    urgency = OutgoingPaper.Urgency(draft.urgency).label if draft.urgency else ""
    kind = kinds().get(draft.kind)
    return Paper(
        kind="" if is_letter else kind_name(draft.kind),
        subject=draft.subject,
        header=head_of(body, symbol=symbol_of(kind.letters if kind else "", body.letters)),
        to=lines_of(draft.to),
        body=blocks_of(draft.text),
        signatures=(*co_signatures(draft.co_signers), Signature(lines, draft.signer_name)),
        recipients=lines_of(draft.recipients),
        annexes=tuple(
            Annex(annex.title, blocks_of(annex.text), landscape=annex.is_landscape) for annex in draft.annexes.all()
        ),
        mark=DRAFT,
        urgency=str(urgency),
    )


def numbered(paper: Paper, body: IssuingBody, number: str, on: date) -> Paper:
    """The same paper with its number and day, as it goes out: no longer marked as a draft."""
    place = paper.header.place or body.place
    header = replace(paper.header, number=number, symbol="", on=on, place=place)
    said = f"Kèm theo {(paper.kind or 'Công văn').capitalize()} số {number} ngày {on:%d/%m/%Y} của {body}"
    annexes = tuple(
        annex if annex.attached and BLANK not in annex.attached else replace(annex, attached=said)
        for annex in paper.annexes
    )
    return replace(paper, header=header, mark="" if paper.mark == DRAFT else paper.mark, annexes=annexes)


def register_sheet(body: IssuingBody, year: int, rows: Iterable[OutgoingPaper]) -> Sheet:
    """The register as a workbook."""
    heads = [Head("Số, ký hiệu", 18), Head("Ngày", 12), Head("Loại", 14), Head("Trích yếu", 60), Head("Người ký", 26)]
    heads += [Head("Nơi nhận", 44), Head("Tình trạng", 14), Head("Ghi chú", 30)]
    cells: Iterable[Sequence[Cell]] = (
        (
            row.shown,
            row.dated_on,
            row.kind_name,
            row.subject,
            row.signer,
            "; ".join(row.recipients),
            str(row.get_status_display()),
            row.reason or row.made_from,
        )
        for row in rows
    )
    return Sheet("Sổ văn bản đi", [f"Sổ đăng ký văn bản đi năm {year}: {body}"], heads, cells)


def register_paper_of(body: IssuingBody, year: int, rows: Sequence[OutgoingPaper]) -> Paper:
    """SỔ ĐĂNG KÝ VĂN BẢN ĐI of a year, across the page."""
    columns = (
        Column("Số, ký hiệu", width=1.7),
        Column("Ngày", "centre", 1.3),
        Column("Tên loại và trích yếu", width=5),
        Column("Người ký", width=2),
        Column("Nơi nhận", width=3),
        Column("Ghi chú", width=1.8),
    )
    lines = tuple(
        (
            row.shown,
            f"{row.dated_on:%d/%m/%Y}",
            f"{row.kind_name}: {row.subject}",
            row.signer,
            "; ".join(row.recipients),
            ""
            if row.status == OutgoingPaper.Status.ISSUED
            else f"{row.get_status_display()}. {row.reason}".strip(". "),
        )
        for row in rows[:LARGEST_REGISTER]
    )
    note = f"Chỉ in {LARGEST_REGISTER} văn bản đầu; đủ ở tệp Excel." if len(rows) > LARGEST_REGISTER else ""
    table = Table(columns, lines or (("", "", "Chưa có văn bản nào.", "", "", ""),), note=note)
    return Paper(
        kind="Sổ đăng ký văn bản đi",
        subject=f"Năm {year}",
        header=head_of(body),
        body=(),
        annexes=(Annex(f"Văn bản đi năm {year}", (table,), landscape=True),),
        ends=False,
    )

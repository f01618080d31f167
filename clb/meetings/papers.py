"""The minutes of a meeting, from the frozen data of its closing or, as a draft, from what is recorded so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clb.clubs.queries import charter_on
from clb.fund.models import ClubBook
from clb.meetings.models import Attendance, Meeting, MeetingNote, MoneyLine
from clb.papers.blocks import Annex, Block, Column, Header, Heading, Item, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import day_words, written
from clb.papers.words import vnd_in_words
from clb.places.queries import commune_of, name_on, within_sentence

from .queries.minutes import minutes_data

DRAFT = "DỰ THẢO"
Data = Mapping[str, Any]
FUNDS = {ClubBook.Fund.INCOME.value: "Quỹ tăng thu nhập", ClubBook.Fund.OPERATING.value: "Quỹ hoạt động"}
MARKS = {Attendance.Mark.PRESENT: "Có mặt", Attendance.Mark.EXCUSED: "Vắng có phép", Attendance.Mark.ABSENT: "Vắng"}
DECISIONS = {
    MoneyLine.Decision.GRANTED: "đồng ý cho vay",
    MoneyLine.Decision.LATER: "đồng ý cho vay, giao tiền sau",
    MoneyLine.Decision.POSTPONED: "để lần sau",
    MoneyLine.Decision.REFUSED: "không đồng ý",
}
TALKS = (
    (MeetingNote.Part.TOPIC, "Chủ đề truyền thông"),
    (MeetingNote.Part.SELF_HELP, "Tự giúp nhau, hỗ trợ cộng đồng"),
    (MeetingNote.Part.RIGHTS, "Quyền và lợi ích"),
    (MeetingNote.Part.ARTS, "Văn nghệ, thể thao"),
    (MeetingNote.Part.OTHER, "Việc khác"),
)


def minutes_paper(meeting: Meeting) -> Paper:
    """The minutes, always in Vietnamese. Closed: as frozen at the last closing; open: a draft of what is recorded."""
    frozen = meeting.minutes.order_by("version").last() if meeting.is_closed else None
    data = frozen.data if frozen else minutes_data(meeting)
    day = date.fromisoformat(data["held_on"])
    place = name_on(commune_of(meeting.club.unit, day), day)
    what = "Sinh hoạt câu lạc bộ tháng" if data["kind"] == Meeting.Kind.MONTHLY else "Họp câu lạc bộ ngày"
    when = f"{day:%m/%Y}" if data["kind"] == Meeting.Kind.MONTHLY else f"{day:%d/%m/%Y}"
    return Paper(
        kind="Biên bản",
        subject=f"{what} {when}",
        header=Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=meeting.club.name),
        body=tuple(_body(meeting, data, day)),
        signatures=(
            Signature(("Người ghi biên bản",), data["secretary"]["name"], "(Ký, ghi rõ họ tên)"),
            Signature(("Chủ trì",), data["chair"]["name"], "(Ký, ghi rõ họ tên)"),
        ),
        annexes=_annexes(data, when),
        ends=False,
        mark="" if frozen else DRAFT,
    )


def _body(meeting: Meeting, data: Data, day: date) -> Iterator[Block]:
    yield Paragraph(_when(data, day), "Thời gian:")
    if data["place"]:
        yield Paragraph(data["place"], "Địa điểm:")
    for lead, name in (("Chủ trì:", "chair"), ("Người ghi biên bản:", "secretary")):
        if data[name]["name"]:
            yield Paragraph(", ".join(filter(None, [data[name]["name"], data[name]["post"].lower()])), lead)
    number = 0
    for title, blocks in _parts(meeting, data, day):
        found = list(blocks)
        if found:
            number += 1
            yield Heading(f"{number}. {title}", 2)
            yield from found
    yield Paragraph(_end(data))


def _when(data: Data, day: date) -> str:
    begun = f"{data['begun_at'].replace(':', ' giờ ')} phút, " if data["begun_at"] else ""
    return (begun + day_words(day)).capitalize() if not begun else begun + day_words(day)


def _end(data: Data) -> str:
    at = f" lúc {data['ended_at'].replace(':', ' giờ ')} phút cùng ngày" if data["ended_at"] else ""
    return f"Buổi họp kết thúc{at}. Biên bản được đọc lại cho mọi người cùng nghe và thống nhất."


def _parts(meeting: Meeting, data: Data, day: date) -> Iterator[tuple[str, Iterator[Block]]]:
    yield "Điểm danh", _attendance(meeting, data, day)
    yield "Thu hội phí, ủng hộ", _income(data)
    yield "Thu nợ vay", _repayments(data)
    yield "Xét cho vay", _loans(data)
    yield "Chăm sóc sức khỏe", _health(data)
    for part, title in TALKS:
        yield title, _words(data, part)
    yield "Kế hoạch tháng sau", _words(data, MeetingNote.Part.NEXT_PLAN)
    yield "Kiểm quỹ", _cash(data)


def _attendance(meeting: Meeting, data: Data, day: date) -> Iterator[Block]:
    a = data["attendance"]
    text = f"Tổng số thành viên {written(a['on_roll'])}; có mặt {written(a['present'])}"
    text += f"; vắng có phép {written(a['excused'])}; vắng {written(a['absent'])}"
    text += f"; chưa điểm danh {written(a['unmarked'])}." if a["unmarked"] else "."
    yield Paragraph(text)
    quorum = next((r.amount for r in charter_on(meeting.club, day) if r.item == "QUORUM" and r.amount), None)
    if quorum and a["on_roll"]:
        is_enough = 100 * a["present"] >= quorum * a["on_roll"]
        asked = f"{quorum.normalize():f}".replace(".", ",")
        yield Paragraph(f"Quy chế đòi {asked}% thành viên có mặt để quyết định: {'đủ' if is_enough else 'chưa đủ'}.")


def _sum(vnd: int) -> str:
    return f"{written(vnd)} đồng"


def _income(data: Data) -> Iterator[Block]:
    fees, gifts = data["fees"], data["gifts"]
    if fees["count"]:
        yield Paragraph(f"{written(fees['count'])} người đóng hội phí, tổng số {_sum(fees['amount_vnd'])}.")
    for row in gifts["rows"]:
        yield Item(f"{row['name']} ủng hộ {FUNDS[row['fund']]}: {_sum(row['amount_vnd'])}.")
    total = fees["amount_vnd"] + gifts["amount_vnd"]
    if total:
        yield Paragraph(f"{_sum(total)} ({vnd_in_words(total)}).", "Cộng thu:")


def _repayments(data: Data) -> Iterator[Block]:
    part = data["repayments"]
    if not part["count"]:
        return
    columns = (
        Column("TT", "centre", 0.5),
        Column("Người vay", width=3),
        Column("Trả gốc (đồng)", "number", 1.6),
        Column("Trả lãi (đồng)", "number", 1.6),
    )
    rows = tuple((i, r["name"], r["amount_vnd"], r["interest_vnd"]) for i, r in enumerate(part["rows"], 1))
    total = Total(("", "Cộng", part["amount_vnd"], part["interest_vnd"]))
    yield Table(columns, (*rows, total))


def _loans(data: Data) -> Iterator[Block]:
    for row in data["loans"]["rows"]:
        words = f"{row['name']} xin vay {_sum(row.get('asked_vnd') or row['amount_vnd'])} trong {row['months']} tháng"
        words += f", lãi {row['rate'].replace('.', ',')}% mỗi năm" if row["rate"] is not None else ""
        words += f", dùng vào việc {row['purpose']}" if row["purpose"] else ""
        yield Item(f"{words}: {_decided(row)}.")
    for row in data["loans"].get("apart", ()):
        yield Item(f"{row['name']} xin vay {_sum(row['asked_vnd'])}: {_decided(row)}.")
    granted = data["loans"]["granted_vnd"]
    if granted:
        yield Paragraph(f"{_sum(granted)} ({vnd_in_words(granted)}).", "Cộng cho vay:")


def _decided(row: Data) -> str:
    """What was said, with the votes, the reason, and who kept out of it. Minutes frozen long ago know less."""
    words = DECISIONS[row["decision"]]
    asked, granted = row.get("asked_vnd"), row["amount_vnd"]
    if row["decision"] in (MoneyLine.Decision.GRANTED, MoneyLine.Decision.LATER) and asked not in (None, granted):
        words += f" {_sum(granted)}"
    if row.get("votes_for") is not None:
        words += f" ({written(row['votes_for'])} phiếu đồng ý, {written(row.get('votes_against') or 0)} không)"
    if row.get("reason"):
        words += f"; lý do: {row['reason']}"
    return words + (f"; không dự quyết: {', '.join(row['recused'])}" if row.get("recused") else "")


def _health(data: Data) -> Iterator[Block]:
    if data["readings"]:
        yield Paragraph(f"Đo huyết áp, cân nặng cho {written(data['readings'])} thành viên.")


def _words(data: Data, part: str) -> Iterator[Block]:
    for line in data["notes"].get(part, "").splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def _cash(data: Data) -> Iterator[Block]:
    if not data["cash"]:
        return
    columns = (
        Column("Quỹ", width=2),
        Column("Theo sổ (đồng)", "number", 1.4),
        Column("Đếm được (đồng)", "number", 1.4),
        Column("Chênh lệch", "number", 1.2),
        Column("Lý do", width=2),
    )
    yield Table(
        columns,
        tuple(
            (
                FUNDS[row["fund"]],
                row["book_vnd"],
                row["counted_vnd"],
                None if row["book_vnd"] is None else row["counted_vnd"] - row["book_vnd"],
                row["reason"],
            )
            for row in data["cash"]
        ),
    )


def _annexes(data: Data, when: str) -> tuple[Annex, ...]:
    rows = data["attendance"]["rows"]
    if not rows:
        return ()
    columns = (Column("TT", "centre", 0.5), Column("Họ và tên", width=3), Column("Điểm danh", width=1.5))
    listed = Table(columns, tuple((i, row["name"], MARKS[row["mark"]]) for i, row in enumerate(rows, 1)))
    return (Annex("Danh sách điểm danh", (listed,), attached=f"Kèm theo Biên bản họp {when}"),)

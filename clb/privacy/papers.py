"""The papers: forms to sign by hand, the answer to a request, all data of a person, the records of processing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clb.clubs.models import Club
from clb.law.notices import Notice
from clb.members.models import Consent, Person
from clb.papers.blocks import Block, Column, Header, Heading, Item, Paper, Paragraph, Signature, Table
from clb.places.queries import commune_of, name_on, within_sentence

from .models import DataRequest
from .queries.export import Export, Section
from .queries.processing import Processing
from .queries.requests import RequestCard

DOTS = "…………………………………………"
LINE = DOTS + "……………………"
BOX = "☐"


def header(club: Club, on: date) -> Header:
    """The club's own head, with the commune's association above it."""
    place = name_on(commune_of(club.unit, on), on)
    return Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=club.name, place=place, on=None)


def _who(person: Person | None) -> list[Block]:
    name = person.full_name if person else DOTS
    birth = person.birth_shown if person else "……………"
    return [Paragraph(f"{name}. Sinh: {birth}.", "Tôi là:")]


def consent_form(club: Club, person: Person | None, notice: Notice, on: date) -> Paper:
    """The form by which a person answers for each purpose; nothing is ticked beforehand."""
    columns = (
        Column("TT", "centre", 0.5),
        Column("Ghi và dùng vào việc", width=5),
        Column("Đồng ý", "centre", 1),
        Column("Không đồng ý", "centre", 1),
    )
    rows = tuple((str(i), notice.purposes[code], BOX, BOX) for i, code in enumerate(Consent.Purpose.values, 1))
    return Paper(
        kind="Phiếu trả lời về dữ liệu cá nhân",
        subject="Theo Luật 91/2025/QH15",
        header=header(club, on),
        body=(
            *_who(person),
            Paragraph(notice.intro),
            Paragraph(notice.controller, "Ai quyết định:"),
            Paragraph(f"{' '.join(notice.rights)} {' '.join(notice.duties)}", "Quyền và nghĩa vụ của ông, bà:"),
            Table(columns, rows, caption=f"Đánh dấu một ô ở mỗi dòng (bản giải thích {notice.version}, lời văn gợi ý)"),
        ),
        signatures=(
            Signature(("Người nhận phiếu",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Người trả lời",), note="(Ký hoặc điểm chỉ, ghi ngày)"),
        ),
        ends=False,
    )


def withdraw_form(club: Club, person: Person | None, on: date) -> Paper:
    """The form by which a person takes answers back."""
    return Paper(
        kind="Đơn rút lại sự đồng ý",
        subject="Về việc xử lý dữ liệu cá nhân",
        header=header(club, on),
        to=(club.name,),
        body=(
            *_who(person),
            Paragraph("Tôi rút lại sự đồng ý đã trả lời cho những việc đánh dấu dưới đây:"),
            *(Item(str(label), BOX) for label in Consent.Purpose.labels),
            Paragraph("Việc đã làm trước hôm nay theo sự đồng ý vẫn đúng; từ nay những việc ấy ngừng lại."),
        ),
        signatures=(
            Signature(("Người nhận đơn",), note="(Ký, ghi rõ họ tên, ngày nhận)"),
            Signature(("Người làm đơn",), note="(Ký hoặc điểm chỉ, ghi ngày)"),
        ),
        ends=False,
    )


def request_form(club: Club, person: Person | None, on: date) -> Paper:
    """The form by which a person asks something about the data."""
    return Paper(
        kind="Đơn yêu cầu",
        subject="Về dữ liệu cá nhân",
        header=header(club, on),
        to=(club.name,),
        body=(
            *_who(person),
            Paragraph("…………………… (bỏ trống nếu tự nộp; kèm giấy ủy quyền)", "Người nộp thay:"),
            Paragraph("Tôi yêu cầu:"),
            *(Item(str(label), BOX) for label in DataRequest.Kind.labels),
            Paragraph(DOTS, "Cụ thể:"),
            Paragraph(LINE),
            Paragraph(LINE),
        ),
        signatures=(
            Signature(("Người nhận đơn",), note="(Ký, ghi rõ họ tên, ngày nhận)"),
            Signature(("Người làm đơn",), note="(Ký hoặc điểm chỉ, ghi ngày)"),
        ),
        ends=False,
    )


def answer_paper(card: RequestCard) -> Paper:
    """What is said to the person: received, accepted until when or refused and why, extended, done."""
    asked = card.request
    told: list[Block] = [
        Paragraph(
            f"Ngày {asked.received_on:%d/%m/%Y}, {asked.club.name} nhận yêu cầu của ông (bà): "
            f"{asked.get_kind_display().lower()}."
        )
    ]
    if asked.answer == DataRequest.Answer.REFUSED:
        told.append(Paragraph(f"{asked.reason}", "Câu lạc bộ không làm được yêu cầu này vì:"))
        told.append(Paragraph("Ông (bà) có thể khiếu nại với Ủy ban nhân dân xã hoặc cơ quan bảo vệ dữ liệu cá nhân."))
    elif asked.done_on:
        told.append(Paragraph(f"{asked.outcome}", f"Đã làm xong ngày {asked.done_on:%d/%m/%Y}:"))
    elif asked.answered_on:
        told.append(Paragraph(f"Câu lạc bộ nhận làm và sẽ làm xong chậm nhất ngày {card.do_by:%d/%m/%Y}."))
    else:
        told.append(Paragraph(f"Câu lạc bộ sẽ trả lời chậm nhất ngày {card.answer_by:%d/%m/%Y}."))
    if asked.extended_days and not asked.done_on:
        told.append(Paragraph(f"{asked.extension_reason}", f"Gia hạn thêm {asked.extended_days} ngày vì:"))
    return Paper(
        header=header(asked.club, asked.received_on),
        subject="trả lời yêu cầu về dữ liệu cá nhân",
        to=(asked.person.full_name,),
        body=tuple(told),
        signatures=(Signature(("TM. BAN CHỦ NHIỆM", "CHỦ NHIỆM")),),
        recipients=("Như trên", "Lưu"),
    )


def export_paper(found: Export, club: Club) -> Paper:
    """All that is held of a person, to hand over."""
    body: list[Block] = [
        Paragraph(f"{found.person.full_name}, sinh {found.person.birth_shown}.", "Người có dữ liệu:"),
        Paragraph("Mọi điều phần mềm giữ về người này đến lúc lập. Giấy có dữ liệu riêng: giao tận tay."),
    ]
    for number, section in enumerate(found.sections, 1):
        body += _section(number, section)
    number = len(found.sections)
    if found.mentions:
        rows = tuple((m.what, m.field, f"{m.day:%d/%m/%Y}" if m.day else "") for m in found.mentions)
        body.append(Heading(f"{number + 1}. Nơi khác có nêu tên", 2))
        body.append(Paragraph("Không chép lời ghi, vì có thể nói cả về người khác; cần thì hỏi câu lạc bộ."))
        body.append(Table((Column("Ở đâu", width=3), Column("Ô nào", width=3), Column("Ngày")), rows))
    if found.looks:
        looks = tuple((f"{look.at:%d/%m/%Y %H:%M}", look.who, look.what) for look in found.looks)
        body.append(Heading(f"{number + 2}. Ai đã xem, đã ghi", 2))
        body.append(Table((Column("Lúc"), Column("Ai"), Column("Việc", width=3)), looks))
    return Paper(
        kind="Bản sao dữ liệu cá nhân",
        subject=f"Lập ngày {found.made_at:%d/%m/%Y}",
        header=header(club, found.made_at.date()),
        body=tuple(body),
        signatures=(
            Signature(("Người nhận",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Người giao",), note="(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


MOST_COLUMNS = 7


def _section(number: int, section: Section) -> Iterable[Block]:
    yield Heading(f"{number}. {section.what[:1].upper()}{section.what[1:]}", 2)
    yield Paragraph(section.why, "Để làm gì:")
    kept = [i for i in range(len(section.columns)) if any(row[i] for row in section.rows)]
    if len(section.rows) == 1 or len(kept) > MOST_COLUMNS:
        for i, row in enumerate(section.rows, 1):
            if len(section.rows) > 1:
                yield Heading(f"{number}.{i}.", 3)
            for column, text in zip(section.columns, row, strict=True):
                if text:
                    yield Item(f"{column}: {text}")
    else:
        columns = tuple(Column(section.columns[i]) for i in kept)
        yield Table(columns, tuple(tuple(row[i] for i in kept) for row in section.rows))


def processing_paper(records: Iterable[Processing], on: date, place: str) -> Paper:
    """The records of processing of a place's clubs."""
    columns = (
        Column("Loại dữ liệu", width=1.3),
        Column("Gồm những gì", width=2),
        Column("Để làm gì", width=2),
        Column("Ai xem", width=1.5),
        Column("Giữ bao lâu, xóa thế nào", width=2.6),
    )
    rows = tuple(
        (r.words, "; ".join(r.what), "; ".join(r.why), "; ".join(r.seen_by), "; ".join((*r.kept, *r.left)))
        for r in records
    )
    return Paper(
        kind="Sổ ghi hoạt động xử lý dữ liệu cá nhân",
        subject=f"{place}, ngày {on:%d/%m/%Y}",
        header=Header(body=place),
        body=(Table(columns, rows),),
        ends=False,
    )

"""The papers of a founding: the commune's decision and the minutes of the launch. The wording is our own.

Nothing is cited but what the data holds: plans confirmed in this installation, the association's meeting.
"""

from __future__ import annotations

from datetime import date

from clb.clubs.models import CharterRule
from clb.clubs.queries import charter_on
from clb.kernel.dates import on_day
from clb.papers.blocks import (
    Article,
    Basis,
    Centred,
    Column,
    Header,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from clb.papers.layout import day_words, written
from clb.papers.words import vnd_in_words
from clb.places.models import Unit
from clb.places.queries import bare_name, commune_of, name_on, within_sentence
from clb.plans.models import Plan

from .models import Founding, FoundingStep
from .queries import Standing, member_names, standing_of

CALLED = {"FEMALE": "Bà", "MALE": "Ông"}
DRAFT = "DỰ THẢO"


def founding_decision(founding: Founding, today: date) -> Paper:
    """The decision on the founding; a draft with room for the pen where it is not recorded yet."""
    on = founding.decided_on or today
    commune = commune_of(founding.place, on)
    name = name_on(commune, on)
    standing = standing_of(founding)
    return Paper(
        kind="Quyết định",
        subject=f"Về việc thành lập {_club_name(founding)}",
        header=Header(
            body=f"Ủy ban nhân dân\n{within_sentence(name)}",
            number=founding.decision_number,
            symbol="QĐ-UBND",
            place=bare_name(name),
            on=founding.decided_on,
        ),
        body=(
            Centred(f"ỦY BAN NHÂN DÂN {name.upper()}"),
            *_grounds(founding, commune, name, on),
            Centred("QUYẾT ĐỊNH:"),
            Article(_founded(founding, standing)),
            Article(*_board(standing)),
            Article(
                "Câu lạc bộ hoạt động theo quy chế được thông qua tại lễ ra mắt, tự quản lý quỹ của mình và chịu sự"
                f" hướng dẫn của Hội Người cao tuổi {within_sentence(name)}."
            ),
            Article(
                f"Văn phòng Ủy ban nhân dân {within_sentence(name)}, Hội Người cao tuổi {within_sentence(name)} và các"
                " ông, bà có tên tại Điều 2 chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ"
                " ngày ký."
            ),
        ),
        signatures=(Signature(_signing(founding.signer_title), founding.signer_name),),
        recipients=("Như Điều 4", f"Hội Người cao tuổi {within_sentence(name)}", "Lưu: VT"),
        mark="" if founding.decided_on else DRAFT,
    )


def _club_name(founding: Founding) -> str:
    """The name as a paper writes it: with its word for a club in full."""
    return founding.name.replace("CLB", "Câu lạc bộ", 1) if founding.name.startswith("CLB") else founding.name


def _grounds(founding: Founding, commune: Unit, name: str, on: date) -> list[Basis]:
    plans = Plan.objects.filter(status=Plan.Status.CONFIRMED, from_on__lte=on, until_on__gte=on)
    above = commune.links_up.filter(on_day(on)).values("above")
    grounds = [Basis(_cited(plan)) for plan in plans.filter(place__in=above).order_by("from_on", "pk")]
    met = founding.steps.get(kind=FoundingStep.Kind.ASSOCIATION_MEETING).done_on
    if met and met <= on:
        body = f"Ban Chấp hành Hội Người cao tuổi {within_sentence(name)}"
        grounds.append(Basis(f"Theo đề nghị của {body} tại cuộc họp {day_words(met)}"))
    else:
        grounds.append(Basis(f"Theo đề nghị của Hội Người cao tuổi {within_sentence(name)}"))
    return grounds


def _cited(plan: Plan) -> str:
    issued = f" {day_words(plan.issued_on)}" if plan.issued_on else ""
    number = f" số {plan.number}" if plan.number else ""
    return f"Căn cứ {plan.get_kind_display()}{number}{issued} của {plan.issuer}: {plan.title}".replace(" của :", ":")


def _founded(founding: Founding, standing: Standing) -> str:
    text = f"Thành lập {_club_name(founding)}, gồm {standing.members} thành viên, trong đó có {standing.women} nữ"
    if standing.start_fund_vnd:
        vnd = standing.start_fund_vnd
        text += f"; quỹ ban đầu {written(vnd)} đồng ({vnd_in_words(vnd)})"
    return text + "."


def _board(standing: Standing) -> tuple[str, str, tuple[Item, ...]]:
    if not standing.board:
        return "Ban Chủ nhiệm Câu lạc bộ được bầu và giới thiệu tại lễ ra mắt.", "", ()
    last = len(standing.board)
    items = tuple(
        Item(f"{CALLED[sex]} {name}, {post}{'.' if i == last else ';'}", f"{i}.")
        for i, (sex, name, post) in enumerate(standing.board, 1)
    )
    return f"Ban Chủ nhiệm Câu lạc bộ gồm {last} ông, bà có tên sau đây:", "", items


def _signing(title: str) -> tuple[str, ...]:
    """Who signs for the committee: the chair, or a vice-chair in the chair's place."""
    if title.lower().startswith("phó"):
        return ("TM. Ủy ban nhân dân", "KT. Chủ tịch", title)
    return ("TM. Ủy ban nhân dân", title or "Chủ tịch")


def launch_minutes(founding: Founding) -> Paper:
    """The minutes of the launch, with the list of members. Only after the launch was recorded."""
    assert founding.club is not None and founding.launched_on is not None and founding.decided_on is not None
    standing, name = (
        standing_of(founding),
        name_on(commune_of(founding.place, founding.launched_on), founding.launched_on),
    )
    chair = next((n for _sex, n, post in standing.board if post == "Chủ nhiệm"), "")
    clerk = next((n for _sex, n, post in standing.board if post == "Thư ký"), "")
    return Paper(
        kind="Biên bản",
        subject=f"Lễ ra mắt {_club_name(founding)}",
        header=Header(superior=f"Hội Người cao tuổi {within_sentence(name)}", body=_club_name(founding)),
        body=(
            Paragraph(day_words(founding.launched_on).capitalize(), "Thời gian:"),
            Paragraph(founding.venue, "Địa điểm:"),
            Heading("1. Công bố quyết định", 2),
            Paragraph(
                f"Quyết định số {founding.decision_number} {day_words(founding.decided_on)} của Ủy ban nhân dân"
                f" {within_sentence(name)}. {_founded(founding, standing)}"
            ),
            Heading("2. Thông qua quy chế", 2),
            *_charter(founding),
            Heading("3. Thông qua kế hoạch hoạt động năm", 2),
            *(Item(line.strip().lstrip("-+• ")) for line in founding.activity_plan.splitlines() if line.strip()),
            Heading("4. Ra mắt Ban Chủ nhiệm", 2),
            *_presented(standing),
            Heading("5. Danh sách thành viên", 2),
            _members(founding),
            Paragraph("Biên bản được lập và đọc lại cho mọi người cùng nghe."),
        ),
        signatures=(
            Signature(("Thư ký",), clerk, "(Ký, ghi rõ họ tên)"),
            Signature(("Chủ trì",), chair, "(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


def _charter(founding: Founding) -> list[Paragraph | Item]:
    assert founding.club is not None and founding.launched_on is not None
    rules = charter_on(founding.club, founding.launched_on)
    if not rules:
        return [Paragraph("Quy chế được thông qua; mức cụ thể được ghi vào quy chế khi câu lạc bộ quyết định.")]
    return [Item(f"{rule.get_item_display()}: {_value(rule)}") for rule in rules]


def _value(rule: CharterRule) -> str:
    if rule.amount is None:
        return rule.told
    whole = rule.amount == rule.amount.to_integral_value()
    return written(int(rule.amount)) if whole else f"{rule.amount.normalize():f}".replace(".", ",")


def _presented(standing: Standing) -> list[Paragraph | Item]:
    if not standing.board:
        return [Paragraph("Chưa ghi ai trong Ban Chủ nhiệm.")]
    return [Item(f"{CALLED[sex]} {name}, {post}") for sex, name, post in standing.board]


def _members(founding: Founding) -> Table:
    columns = (
        Column("TT", "centre", 0.5),
        Column("Họ và tên", width=3),
        Column("Giới tính", "centre", 1),
        Column("Năm sinh", "centre", 1.3),
        Column("Chức danh", width=1.6),
    )
    people = member_names(founding)
    return Table(columns, tuple((i, *person) for i, person in enumerate(people, 1)))

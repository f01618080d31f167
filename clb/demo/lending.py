"""The demo's requests for loans that wait, one decided without the cash handed over, and visits to borrowers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.board.commands import APPOINT_TO_BOARD
from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.lending.commands import ASK_LOAN, DECIDE_REQUEST, RECORD_VISIT
from clb.lending.queries import queue_of
from clb.members.models import Membership
from clb.members.queries.counts import belonging

from .build import act

WANTED = (
    (3_000_000, 12, "Nuôi vịt đẻ (mẫu)"),
    (5_000_000, 18, "Sửa chuồng, mua bê (mẫu)"),
    (2_000_000, 6, "Làm bánh bán chợ (mẫu)"),
)
SEEN = (
    ("AS_MEANT", "Chỉ cách úm gà con, tiêm phòng (mẫu)", "Đàn gà lớn đều (mẫu)"),
    ("PARTLY", "Hướng dẫn ủ phân (mẫu)", "Một phần tiền dùng chữa bệnh (mẫu)"),
)


BOARD = (("CHAIR", ""), ("VICE_CHAIR", ""), ("OTHER", "Thủ quỹ"))


def build_boards(by: User, clubs: list[Club]) -> None:
    """A chair, a vice chair and a treasurer of each club, members since its founding."""
    for club in clubs:
        since = Membership.objects.filter(club=club, from_on=club.founded_on, until_on__isnull=True).order_by("pk")
        for member, (post, title) in zip(since[:3], BOARD, strict=True):
            told = {"post": post, "title": title, "from_on": club.founded_on, "decided_by": "Lễ ra mắt (mẫu)"}
            act(APPOINT_TO_BOARD, by, club=club.pk, membership=member.pk, **told)


def build_lending(by: User, clubs: list[Club], today: date) -> None:
    """Each club has members who ask, a meeting that granted the first of them, and borrowers seen or not."""
    for number, club in enumerate(clubs):
        _ask(by, club, today, number)
        _grant_first(by, club, today)
        for i, loan in enumerate(Loan.objects.filter(club=club).order_by("number")[:2]):
            _visit(by, loan, today, i, number)


def _ask(by: User, club: Club, today: date, number: int) -> None:
    borrowed = set(Loan.objects.filter(club=club).values_list("person", flat=True))
    rows = belonging(today).filter(club=club).exclude(person__in=borrowed).order_by("pk")
    members: list[Membership] = list(rows[number % 3 :: 11][: len(WANTED)])
    for i, (member, (sum_vnd, months, purpose)) in enumerate(zip(members, WANTED, strict=False)):
        asked: dict[str, Any] = {"amount_vnd": sum_vnd, "months": months, "purpose": purpose}
        act(ASK_LOAN, by, club=club.pk, person=member.person_id, asked_on=today - timedelta(days=20 - 3 * i), **asked)


def _grant_first(by: User, club: Club, today: date) -> None:
    lines = queue_of(club, today).lines
    if lines:
        said = {"outcome": "GRANTED", "votes_for": 5, "votes_against": 0, "decided_on": today - timedelta(days=5)}
        posts = club.board_posts.on(today - timedelta(days=5)).exclude(person=lines[0].person)
        board = [post.person_id for post in posts]
        act(DECIDE_REQUEST, by, request=lines[0].request.pk, deciders=board, **said)


def _visit(by: User, loan: Loan, today: date, i: int, number: int) -> None:
    """The first borrower of each club was seen lately, the second of every other club long ago."""
    day = today - timedelta(days=12) if i == 0 else loan.granted_on + timedelta(days=9)
    if (i == 1 and number % 2) or not loan.granted_on <= day <= today:
        return
    use, help_given, note = SEEN[i]
    act(RECORD_VISIT, by, loan=loan.pk, visited_on=day, money_use=use, help_given=help_given, note=note)

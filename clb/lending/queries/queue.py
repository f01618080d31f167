"""The queue of a club on a day: who waits in which place and why, who waits for the money, who fell out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from clb.clubs.models import CharterRule, Club
from clb.fund.models import ClubBook, Receipt
from clb.fund.queries import cash_of, loan_terms
from clb.ledger.queries import standing
from clb.lending.models import LoanRequest
from clb.lending.rules import Asking, Place, queue, sentence
from clb.members.models import Membership, Person
from clb.members.queries.counts import belonging
from clb.members.queries.people import classes_on
from clb.members.queries.rights import records_on

from .requests import RequestCard, State, open_requests_of


@dataclass(frozen=True)
class QueueLine:
    """One place in the queue, with why in one sentence."""

    card: RequestCard
    place: Place
    why: str

    @property
    def request(self) -> LoanRequest:
        """Who asked, for how much."""
        return self.card.request

    @property
    def person(self) -> Person:
        """Who asked."""
        return self.card.request.person

    @property
    def number(self) -> int:
        """From 1 on."""
        return self.place.number

    @property
    def is_postponed(self) -> bool:
        """Was it looked at before and left for later?"""
        return self.card.decision is not None


@dataclass(frozen=True)
class Queue:
    """What is left to do about a club's requests at the end of a day; sums in whole đồng.

    `order` names the club's priorities; `is_suggested` where its charter is silent on them. `fallen_out` holds those
    who are no member any more, with why.
    """

    on: date
    order: Sequence[str]
    is_suggested: bool
    cash_vnd: int
    lines: tuple[QueueLine, ...]
    granted: tuple[RequestCard, ...]
    fallen_out: tuple[tuple[RequestCard, str], ...]

    @property
    def asked_vnd(self) -> int:
        """What those who wait ask for together."""
        return sum(line.request.amount_vnd for line in self.lines)

    @property
    def granted_vnd(self) -> int:
        """What was decided and not paid out yet."""
        return sum(card.decision.amount_vnd or 0 for card in self.granted if card.decision)

    @property
    def order_told(self) -> str:
        """'Hộ nghèo, Hộ cận nghèo, …, ngày xin'."""
        return ", ".join([*(str(CharterRule.Priority(code).label) for code in self.order), _("ngày xin vay")])


@dataclass(frozen=True)
class Waiting:
    """How many requests of members wait, and how many were granted and not paid out; sums in whole đồng."""

    asking: int
    asked_vnd: int
    granted: int
    granted_vnd: int


def waiting_at(club: Club, on: date) -> Waiting:
    """The same in figures, without anybody's place; in one query where nobody asks, else in at most five."""
    found = open_requests_of(club, on)
    members = _members_among(club, found, on)
    here = [card for card in found if card.request.person_id in members]
    asking = [card.request.amount_vnd for card in here if card.state == State.WAITING]
    granted = [card.decision.amount_vnd or 0 for card in here if card.state == State.GRANTED and card.decision]
    return Waiting(len(asking), sum(asking), len(granted), sum(granted))


def _members_among(club: Club, found: Collection[RequestCard], on: date) -> set[UUID]:
    people = {card.request.person_id for card in found}
    if not people:
        return set()
    return set(belonging(on).filter(club=club, person__in=people).values_list("person", flat=True))


def queue_of(club: Club, on: date, *, may_read_sensitive: bool = False) -> Queue:
    """The queue at the end of `on`; in about a dozen queries however long it is.

    Who may not read sensitive things of members (`may_read_sensitive`) sees the place of each, not every reason.
    """
    terms, open_cards = loan_terms(club, on), open_requests_of(club, on)
    members = _members_among(club, open_cards, on)
    waiting = [card for card in open_cards if card.state == State.WAITING and card.request.person_id in members]
    by_key = {card.request.pk: card for card in waiting}
    places = queue(_askings(club, [card.request for card in waiting], on), terms.queue)
    return Queue(
        on=on,
        order=terms.queue,
        is_suggested=not terms.says_queue,
        cash_vnd=cash_of(club, ClubBook.Fund.INCOME, on),
        lines=tuple(QueueLine(by_key[p.key], p, sentence(p, may_read_sensitive=may_read_sensitive)) for p in places),
        granted=tuple(c for c in open_cards if c.state == State.GRANTED and c.request.person_id in members),
        fallen_out=_fallen_out(club, [c for c in open_cards if c.request.person_id not in members], on),
    )


def places_on(club: Club, on: date, also: Collection[LoanRequest] = ()) -> list[Place]:
    """The places of those members who wait at the end of `on` and of whom nobody decided on that very day, and of the
    requests in `also` whatever became of them.
    """
    waiting = [card for card in open_requests_of(club, on) if _waits_undecided(card, on)]
    members = _members_among(club, waiting, on)
    asked = {card.request.pk: card.request for card in waiting if card.request.person_id in members}
    asked |= {request.pk: request for request in also}
    return queue(_askings(club, list(asked.values()), on), loan_terms(club, on).queue)


def _waits_undecided(card: RequestCard, on: date) -> bool:
    return card.state == State.WAITING and (card.decision is None or card.decision.decided_on < on)


def _askings(club: Club, requests: Collection[LoanRequest], on: date) -> list[Asking]:
    people = [request.person_id for request in requests]
    if not people:
        return []
    classes, records, lent = classes_on(people, on), records_on(people, on), _loans_before(club, people, on)
    return [_asking(request, on, classes, records, lent) for request in requests]


def _asking(
    request: LoanRequest,
    on: date,
    classes: Mapping[UUID, object],
    records: Mapping[object, set[str]],
    lent: Mapping[UUID, int],
) -> Asking:
    held = classes.get(request.person_id)
    return Asking(
        key=request.pk,
        asked_on=request.asked_on,
        household_class=str(getattr(held, "household_class", "")),
        circumstances=records.get(request.person_id, frozenset()),
        is_woman=request.person.sex == Person.Sex.FEMALE,
        age=request.person.age_on(on),
        loans_before=lent.get(request.person_id, 0),
    )


def _loans_before(club: Club, people: Collection[UUID], on: date) -> dict[UUID, int]:
    """How often each of `people` borrowed of this club by the end of `on`; loans taken back don't count."""
    lent = Receipt.objects.filter(club=club, kind=Receipt.Kind.LOAN, person__in=people, entry__in=standing())
    rows = lent.filter(entry__happened_on__lte=on).order_by().values_list("person").annotate(Count("pk"))
    return dict(rows)


def _fallen_out(club: Club, gone: Collection[RequestCard], on: date) -> tuple[tuple[RequestCard, str], ...]:
    if not gone:
        return ()
    people = [card.request.person_id for card in gone]
    ended = Membership.objects.filter(club=club, person__in=people, until_on__lt=on).order_by("until_on")
    last = {row.person_id: row for row in ended}
    return tuple((card, _why_gone(last.get(card.request.person_id))) for card in gone)


def _why_gone(last: Membership | None) -> str:
    if last is None or last.until_on is None:
        return _("Không là thành viên của câu lạc bộ.")
    told = _("Không còn là thành viên từ %(day)s: %(why)s.")
    day = date.fromordinal(last.until_on.toordinal() + 1)
    return told % {"day": f"{day:%d/%m/%Y}", "why": str(last.get_leaving_reason_display()).lower()}

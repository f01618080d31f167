"""What a meeting decided on loans, as it stands when the meeting is closed; and again each time it is closed anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.models import BoardPost
from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.queries import charter_numbers
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.lending.models import Disbursement, LoanDecision, LoanRequest
from clb.lending.queries import State, board_posts_on, card_of, places_on
from clb.lending.rules import Place, conflicts
from clb.members.models import Person

from .decisions import check_not_own, name_deciders, passed_over, told_passed_over
from .requests import ENDED, check_may_ask, lock_lending
from .terms import Terms, check_terms

Outcome = LoanDecision.Outcome


@dataclass(frozen=True)
class Decided:
    """One row of a meeting: a request by its id, or by an id of its own one that was made at the meeting itself.

    `amount_vnd` (whole đồng) and `months` are what was granted, or what was asked where it was not. `loan` is the loan
    that the meeting's money line was booked as; none where the money is handed over later, or nothing was granted.
    """

    key: UUID
    person: Person
    outcome: str
    amount_vnd: int
    months: int
    rate_percent_year: Decimal | None = None
    purpose: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    reason: str = ""
    loan: Loan | None = None


@dataclass(frozen=True)
class Sitting:
    """The meeting: its id, its day, how many members were there and on the roll, who of the board was there."""

    meeting: UUID
    on: date
    present: int
    on_roll: int
    deciders: Collection[Person]


def settle_meeting(*, by: User, club: Club, sitting: Sitting, rows: Sequence[Decided]) -> None:
    """Make the decisions of a meeting stand as `rows` say: rows changed since it was closed last are changed, rows
    gone are taken back, a row that names no request makes one. Deciders are those of the board who were there, but
    for the borrower and the borrower's household.

    Raises ValidationError whose `error_dict` holds each wrong row's key; an error's `code` is the row's own field.
    """
    lock_lending(club)
    settling = _Settling(by, club, sitting, rows)
    settling.take_back_gone()
    settling.write()
    if settling.wrong:
        raise ValidationError(settling.wrong)


class _Settling:
    """One closing of one meeting; `wrong` gathers what is refused, by row."""

    def __init__(self, by: User, club: Club, sitting: Sitting, rows: Sequence[Decided]) -> None:
        self.by, self.club, self.sitting, self.rows = by, club, sitting, rows
        self.wrong: dict[str, list[ValidationError]] = {}
        kept = LoanDecision.objects.filter(request__club=club, meeting=sitting.meeting).select_related("request")
        self.kept: dict[UUID, LoanDecision] = {decision.request_id: decision for decision in kept}
        self.requests: Mapping[UUID, LoanRequest] = LoanRequest.objects.in_bulk([row.key for row in rows])
        self.board: dict[UUID, BoardPost] = board_posts_on(club, sitting.on)
        charter = charter_numbers(club, sitting.on)
        self.quorum, self.rate = charter.get("QUORUM"), charter.get("RATE")

    def refuse(self, key: UUID, error: ValidationError) -> None:
        """Remember what is wrong with a row."""
        if not hasattr(error, "error_dict"):
            self.wrong.setdefault(str(key), []).append(ValidationError(error.messages))
            return
        for field, errors in error.error_dict.items():
            told = [ValidationError(one.messages, code=field) for one in errors]
            self.wrong.setdefault(str(key), []).extend(told)

    def take_back_gone(self) -> None:
        """Decisions of rows that are no more go, and so do the requests that this meeting had made."""
        wanted = {row.key for row in self.rows}
        for key, decision in self.kept.items():
            if key in wanted:
                continue
            try:
                self._check_not_lent_since(decision, None)
            except ValidationError as error:
                self.refuse(key, error)
                continue
            if decision.request.asked_at_meeting == self.sitting.meeting:
                decision.request.delete()
            else:
                decision.delete()

    def write(self) -> None:
        """Each row's request, then, since all of them together say who is passed over, each row's decision."""
        requests = dict[UUID, LoanRequest]()
        for row in self.rows:
            try:
                requests[row.key] = self._request(row)
            except ValidationError as error:
                self.refuse(row.key, error)
        places = places_on(self.club, self.sitting.on, also=list(requests.values()))
        for row in self.rows:
            if row.key not in requests:
                continue
            try:
                self._check_not_skipping(row, places)
                self._write(row, requests[row.key])
            except ValidationError as error:
                self.refuse(row.key, error)

    def _check_not_skipping(self, row: Decided, places: Sequence[Place]) -> None:
        if self._stands(row):
            return  # judged when it was decided, by who had asked then
        before = passed_over(places, row.key, {row.key for row in self.rows})
        if before and row.outcome == Outcome.GRANTED and not row.reason:
            raise ValidationError({"reason": told_passed_over(before)})

    def _write(self, row: Decided, request: LoanRequest) -> None:
        earlier = self.kept.get(row.key)
        if earlier:
            self._check_not_lent_since(earlier, row)
        if not self._stands(row):
            check_not_own(self.by, row.person)
        decision = earlier or LoanDecision(request=request, meeting=self.sitting.meeting)
        terms = Terms()
        if row.outcome == Outcome.GRANTED:
            terms = Terms(row.amount_vnd, row.months, row.rate_percent_year)
            if self._stands(row):
                terms = Terms(decision.amount_vnd, decision.months, decision.rate_percent_year)
            else:
                terms = check_terms(request, terms, self.sitting.on)
        for name, value in self._values(row, terms).items():
            setattr(decision, name, value)
        decision.save()
        own = {person.pk for person in conflicts(row.person, self.sitting.deciders)}
        name_deciders(decision, [p for p in self.sitting.deciders if p.pk not in own], self.board)
        self._bind(decision, row.loan)

    def _values(self, row: Decided, terms: Terms) -> dict[str, object]:
        is_granted = row.outcome == Outcome.GRANTED
        return {
            **terms.as_granted(),
            "outcome": row.outcome,
            "decided_on": self.sitting.on,
            "votes_for": row.votes_for,
            "votes_against": row.votes_against,
            "present": self.sitting.present,
            "on_roll": self.sitting.on_roll,
            "quorum_percent": self.quorum,
            "reason": tidy(row.reason)[:300],
            "skipping_reason": tidy(row.reason)[:300] if is_granted else "",
        }

    def _request(self, row: Decided) -> LoanRequest:
        """The request that a row decides on; one made at the meeting is stored, or brought up to what was typed."""
        found, day = self.requests.get(row.key), self.sitting.on
        if found is None or found.asked_at_meeting == self.sitting.meeting:
            if found is None or found.person_id != row.person.pk:  # what stood before stands, whatever was asked since
                check_may_ask(self.club, row.person, day, but=row.key)
            found = found or LoanRequest(pk=row.key, club=self.club, asked_at_meeting=self.sitting.meeting)
            found.person, found.asked_on, found.purpose = row.person, day, tidy(row.purpose)[:200]
            found.amount_vnd, found.months = row.amount_vnd, row.months
            found.save()
            return found
        if found.club_id != self.club.pk or found.person_id != row.person.pk:
            raise ValidationError({"membership": _("Đơn xin vay này là của người khác.")})
        if day < found.asked_on:
            raise ValidationError(_("Đơn này xin ngày %s, sau buổi họp.") % f"{found.asked_on:%d/%m/%Y}")
        if row.key not in self.kept:
            self._check_open(found)
        return found

    def _check_open(self, request: LoanRequest) -> None:
        card = card_of(request, timezone.localdate())
        if not card.is_open:
            raise ValidationError(ENDED[card.state]())
        if card.state == State.GRANTED and card.decision and card.decision.amount_vnd:
            told = _("Đơn này đã được đồng ý cho vay %s; hãy giao tiền ở trang đơn.")
            raise ValidationError(told % vnd(card.decision.amount_vnd))

    def _check_not_lent_since(self, decision: LoanDecision, row: Decided | None) -> None:
        """Money handed over later, from the request's own page, keeps its decision."""
        lent = decision.disbursements.exclude(loan=row.loan if row else None).select_related("loan")
        standing = [d for d in lent if is_standing(d.loan)]
        if not standing or (row and self._is_same(decision, row)):
            return
        told = _("%s đã được giải ngân theo quyết định này: hãy đảo phiếu cho vay trước.")
        raise ValidationError(told % standing[0].loan.title)

    def _stands(self, row: Decided) -> bool:
        """Was this very thing decided when the meeting was closed before?"""
        earlier = self.kept.get(row.key)
        return earlier is not None and self._is_same(earlier, row)

    def _is_same(self, decision: LoanDecision, row: Decided) -> bool:
        is_bound = row.loan is None or decision.disbursements.filter(loan=row.loan).exists()
        if not is_bound or row.outcome != decision.outcome or row.person.pk != decision.request.person_id:
            return False
        rate = self.rate if row.rate_percent_year is None else row.rate_percent_year
        said = (decision.amount_vnd, decision.months, decision.rate_percent_year)
        return row.outcome != Outcome.GRANTED or said == (row.amount_vnd, row.months, rate)

    def _bind(self, decision: LoanDecision, loan: Loan | None) -> None:
        # Loans taken back stay bound: they count for nothing.
        if loan is not None and not Disbursement.objects.filter(loan=loan).exists():
            Disbursement.objects.create(loan=loan, decision=decision)


def is_standing(loan: Loan) -> bool:
    """Was the money of a loan handed over and not taken back?"""
    return loan.receipts.filter(kind="LOAN", entry__reversed_by__isnull=True).exists()

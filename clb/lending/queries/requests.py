"""How a request stands on a day: waiting, granted, paid out, refused or withdrawn. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from clb.board.models import BoardPost
from clb.board.queries import board_on
from clb.clubs.models import Club
from clb.fund.models import Loan, Receipt
from clb.ledger.models import Entry
from clb.lending.models import Disbursement, LoanDecision, LoanRequest, RequestWithdrawal
from clb.lending.rules import quorum_met


class State(StrEnum):
    """Where a request stands. WAITING: asked or postponed. GRANTED: decided, the money still in the box."""

    WAITING = "WAITING"
    GRANTED = "GRANTED"
    DISBURSED = "DISBURSED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


OPEN = (State.WAITING, State.GRANTED)
# The same of what `with_state` adds; spelled out, since a comparison with nothing is neither true nor false.
_ASKED = Q(outcome__isnull=True) | Q(outcome__in=(LoanDecision.Outcome.GRANTED, LoanDecision.Outcome.POSTPONED))
LEFT = Q(is_withdrawn=False, loan_id__isnull=True) & _ASKED
_CLOSED = Q(is_withdrawn=True) | Q(loan_id__isnull=False) | Q(outcome=LoanDecision.Outcome.REFUSED)


@dataclass(frozen=True)
class RequestCard:
    """A request at the end of a day: its state, the decision that holds, the loan paid out on it."""

    request: LoanRequest
    state: State
    decision: LoanDecision | None
    loan: Loan | None

    @property
    def is_open(self) -> bool:
        """Is there something left to decide or to pay out?"""
        return self.state in OPEN

    @property
    def is_quorate(self) -> bool | None:
        """Were enough members there when it was decided? None where nobody counted or the charter asks nothing."""
        d = self.decision
        return quorum_met(d.present, d.on_roll, d.quorum_percent) if d else None


def with_state(requests: QuerySet[LoanRequest], on: date) -> QuerySet[LoanRequest]:
    """`requests` with what their state at the end of `on` follows from: `is_withdrawn`, `decision_id`, `loan_id`."""
    withdrawn = RequestWithdrawal.objects.filter(request=OuterRef("pk"), withdrawn_on__lte=on)
    decided = LoanDecision.objects.filter(request=OuterRef("pk"), decided_on__lte=on)
    last = decided.order_by("-decided_on", "-made_at", "-pk")
    lent = Disbursement.objects.filter(_stands("loan", on), decision__request=OuterRef("pk"))
    return requests.annotate(
        is_withdrawn=Exists(withdrawn),
        decision_id=Subquery(last.values("pk")[:1]),
        outcome=Subquery(last.values("outcome")[:1]),
        loan_id=Subquery(lent.values("loan")[:1], output_field=UUIDField()),  # else SQLite gives its letters
    )


def _stands(loan: str, on: date) -> Exists:
    """Did the money of a loan leave the box by the end of `on`, and was that not taken back?"""
    reversed_since = Entry.objects.filter(reverses=OuterRef("entry"))
    paid_out = Receipt.objects.filter(~Exists(reversed_since), loan=OuterRef(loan), kind=Receipt.Kind.LOAN)
    return Exists(paid_out.filter(entry__happened_on__lte=on))


def _state(request: LoanRequest) -> State:
    found = vars(request)
    if found["loan_id"]:
        return State.DISBURSED
    if found["is_withdrawn"]:
        return State.WITHDRAWN
    outcome = found["outcome"]
    if outcome == LoanDecision.Outcome.REFUSED:
        return State.REFUSED
    return State.GRANTED if outcome == LoanDecision.Outcome.GRANTED else State.WAITING


def cards(requests: Iterable[LoanRequest]) -> list[RequestCard]:
    """`requests`, which come from `with_state` for that day, in their order; in three queries however many."""
    listed = list(requests)
    decided = [vars(request)["decision_id"] for request in listed]
    decisions = LoanDecision.objects.prefetch_related("deciders__person").in_bulk([pk for pk in decided if pk])
    lent = [vars(request)["loan_id"] for request in listed]
    loans = Loan.objects.in_bulk([pk for pk in lent if pk])
    rows = zip(listed, decided, lent, strict=True)
    return [RequestCard(r, _state(r), decisions.get(d), loans.get(loan)) for r, d, loan in rows]


def card_of(request: LoanRequest, on: date) -> RequestCard:
    """One request at the end of a day."""
    one = LoanRequest.objects.filter(pk=request.pk).select_related("person", "club__unit", "withdrawal")
    return cards(with_state(one, on))[0]


def open_requests_of(club: Club, on: date) -> list[RequestCard]:
    """Requests of `club` with something left to do at the end of `on`, the first asked first; whoever asked."""
    asked = LoanRequest.objects.filter(club=club, asked_on__lte=on).select_related("person")
    return cards(with_state(asked, on).filter(LEFT).order_by("asked_on", "made_at", "person__sort_key", "pk"))


def closed_requests(club: Club, on: date) -> QuerySet[LoanRequest]:
    """The club's other requests, for `cards`: paid out, refused or withdrawn by the end of `on`, the newest first."""
    asked = with_state(LoanRequest.objects.filter(club=club, asked_on__lte=on).select_related("person"), on)
    return asked.filter(_CLOSED).order_by("-asked_on", "-made_at", "pk")


def board_posts_on(club: Club, day: date) -> dict[UUID, BoardPost]:
    """Who sat on the board on the day, each once with the highest post, by person."""
    found: dict[UUID, BoardPost] = {}
    for post in board_on(club, day):
        found.setdefault(post.person_id, post)
    return found

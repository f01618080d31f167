"""What is open, until when, and what is done at which step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clb.access.models import User
from clb.clubs.models import Club
from clb.law.norms import Norm
from clb.members.models import Person
from clb.places.queries import path_keys
from clb.privacy.models import DataRequest
from clb.privacy.rules import clocks

SOON_DAYS = 3


@dataclass(frozen=True)
class RequestCard:
    """A request with the last days for the answer and for the work, and the norms behind them.

    `days_left` counts to the nearest last day, below zero when it is over; None when nothing is left to do.
    """

    request: DataRequest
    answer_by: date
    do_by: date
    norms: tuple[Norm, Norm]
    days_left: int | None

    @property
    def next_by(self) -> date:
        """The last day of what comes next."""
        return self.do_by if self.request.answered_on else self.answer_by

    @property
    def over_days(self) -> int:
        """How many days it is late, for words."""
        return max(-(self.days_left or 0), 0)

    @property
    def state(self) -> str:
        """DONE, OVERDUE, DUE or LATER, as badges show it."""
        if self.days_left is None:
            return "DONE"
        if self.days_left < 0:
            return "OVERDUE"
        return "DUE" if self.days_left <= SOON_DAYS else "LATER"


def request_card(request: DataRequest, on: date) -> RequestCard:
    """One request as it stands on a day."""
    found = clocks(
        request.kind,
        request.received_on,
        is_shared=request.is_shared,
        extended_days=request.extended_days,
        path=path_keys(request.club.unit, request.received_on),
    )
    by = found.do_by if request.answered_on else found.answer_by
    left = (by - on).days if request.is_open else None
    return RequestCard(request, found.answer_by, found.do_by, found.norms, left)


def open_requests(user: User, on: date) -> list[RequestCard]:
    """Requests that `user` may see and that are not done, the most urgent first."""
    rows = DataRequest.objects.visible_to(user).open().select_related("club__unit", "person")
    return sorted(_cards(rows, on), key=lambda card: (card.next_by, str(card.request.pk)))


@dataclass(frozen=True)
class UrgentRequests:
    """How many requests that someone may see are over their last day, and how many come near it."""

    overdue: int = 0
    due: int = 0


def urgent_requests(user: User, on: date) -> UrgentRequests:
    """Of the open requests that `user` may see."""
    if not user.may_anywhere("privacy.read"):
        return UrgentRequests()
    states = [card.state for card in open_requests(user, on)]
    return UrgentRequests(states.count("OVERDUE"), states.count("DUE"))


def closed_requests(user: User) -> Iterable[DataRequest]:
    """Requests that are done or were refused, the newest first."""
    rows = DataRequest.objects.visible_to(user).select_related("club", "person")
    return rows.exclude(pk__in=DataRequest.objects.open().values("pk")).order_by("-received_on", "pk")


def requests_of_club(club: Club, on: date) -> list[RequestCard]:
    """Open requests of one club."""
    rows = DataRequest.objects.filter(club=club).open().select_related("club__unit", "person")
    return sorted(_cards(rows, on), key=lambda card: card.next_by)


def _cards(rows: Iterable[DataRequest], on: date) -> list[RequestCard]:
    return [request_card(row, on) for row in rows]


def asks_for_data(person: Person) -> bool:
    """Is a request of this person for a copy, with its proof, accepted and not done yet? Only then their data may be
    taken out."""
    asked = DataRequest.objects.filter(person=person, kind=DataRequest.Kind.SEE)
    return asked.open().filter(answer=DataRequest.Answer.ACCEPTED).exclude(proof="").exists()

"""The launch: in one transaction the intention becomes a club with members, board, charter and money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.services import appoint_to_board
from clb.clubs.models import CharterRule, Club
from clb.clubs.services import found_club, set_charter_rule
from clb.founding.models import Founding, FoundingStep
from clb.fund.services import receive_start_fund
from clb.kernel.text import tidy
from clb.members.services import add_member

from .steps import check_day, locked

# The field of the launch's form for each thing that the charter may fix.
CHARTER_FIELDS = {
    "fee": CharterRule.Item.FEE,
    "loan_cap": CharterRule.Item.LOAN_CAP,
    "rate": CharterRule.Item.RATE,
    "term": CharterRule.Item.TERM,
    "quorum": CharterRule.Item.QUORUM,
    "meeting_day": CharterRule.Item.MEETING_DAY,
}


def launch_club(
    *, by: User, founding: Founding, launched_on: date, venue: str, activity_plan: str, **charter: str
) -> Club:
    """The club exists from the day of its decision: active, with its members, board, charter and receipts.

    `charter` holds a text for each of CHARTER_FIELDS; what is empty the charter is silent on. Raises ValidationError
    without a decision, for a launch before it, and as founding, joining, appointing and the charter do.
    How many have joined and how much money there is refuses nothing.
    """
    founding = locked(founding)
    if founding.decided_on is None:
        raise ValidationError({"founding": _("Chưa ghi quyết định thành lập của Ủy ban nhân dân.")})
    check_day(founding, launched_on, "launched_on")
    if launched_on < founding.decided_on:
        day = founding.decided_on.strftime("%d/%m/%Y")
        raise ValidationError({"launched_on": _("Lễ ra mắt không được trước ngày quyết định (%s).") % day})
    club = _club_of(by, founding)
    adopted = _("Lễ ra mắt ngày %s") % launched_on.strftime("%d/%m/%Y")
    _people(by, founding, club, launched_on, adopted)
    _adopt(by, club, charter, launched_on, adopted)
    for pledge in founding.pledges.filter(collected_on__isnull=False).order_by("collected_on", "pk"):
        received_on = pledge.collected_on
        assert received_on is not None
        receive_start_fund(
            by=by, club=club, amount_vnd=pledge.amount_vnd, source=pledge.source, received_on=received_on
        )
    founding.club, founding.launched_on = club, launched_on
    founding.venue, founding.activity_plan = tidy(venue), activity_plan.strip()
    founding.save(update_fields=["club", "launched_on", "venue", "activity_plan"])
    founding.steps.filter(kind=FoundingStep.Kind.LAUNCH).update(done_on=launched_on, evidence=founding.venue)
    return club


def _club_of(by: User, founding: Founding) -> Club:
    assert founding.decided_on is not None
    decision = f"{founding.decision_number} ({founding.decided_on:%d/%m/%Y})"
    return found_club(
        by=by, name=founding.name, parent=founding.place, founded_on=founding.decided_on, founding_decision=decision
    )


def _people(by: User, founding: Founding, club: Club, launched_on: date, adopted: str) -> None:
    """Everyone on the list becomes a member from the founding day; those with a post hold it from the launch."""
    for recruit in founding.recruits.order_by("sort_key", "pk"):
        with _named(recruit.full_name):
            membership = add_member(
                by=by,
                club=club,
                full_name=recruit.full_name,
                sex=recruit.sex,
                birth=(recruit.birth_on, recruit.is_birth_year_only),
                from_on=club.founded_on,
                household_class=recruit.household_class,
                same_person_confirmed=True,  # the list refused doubles; two of one name and year are two people
            )
            if recruit.post:
                appoint_to_board(
                    by=by,
                    club=club,
                    membership=membership,
                    post=recruit.post,
                    title=recruit.title,
                    from_on=launched_on,
                    decided_by=adopted,
                )
    founding.recruits.all().delete()


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Says whose line was refused: the form of the launch has no field for it."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(f"{name}: {' '.join(error.messages)}") from error


def _adopt(by: User, club: Club, charter: dict[str, str], launched_on: date, adopted: str) -> None:
    for field, item in CHARTER_FIELDS.items():
        text = charter.get(field) or ""
        if not tidy(text):
            continue
        try:
            set_charter_rule(by=by, club=club, item=item, value=text, from_on=launched_on, adopted_by=adopted)
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error

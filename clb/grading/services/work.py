"""What the worker does in large rounds.

A part at a time, each in its own transaction: a kill loses one part, and whoever goes on finds from the sheets what is
left.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from clb.grading.models import Round
from clb.grading.queries.autos import BATCH
from clb.grading.queries.cards import card_of

from .locking import lock_some
from .rounds import Doing, clubs_without_sheet, held_round, make_sheets, measure_round
from .sheets import tell_some

MOST = 2_000  # sheets that one process measures; then lists and tables that people wait for have their turn


def work_on_round(row: Round) -> int:
    """Do what was asked for in a round, then read the records of sheets that wait for it, MOST of them. Returns through
    how many sheets it went; nothing where the round is gone or another worker was quicker."""
    done = _in_parts(row, Doing.OPENING, _open_some)
    done += _in_parts(row, Doing.TELLING, tell_some)
    done += _in_parts(row, Doing.LOCKING, lock_some)
    still = Round.objects.select_related("scorecard").filter(pk=row.pk, locked_on__isnull=True).first()
    return done + (measure_round(still, most=MOST) if still else 0)


def _in_parts(row: Round, doing: Round.Doing, some: Callable[[Round], int]) -> int:
    done = 0
    while True:
        with transaction.atomic():
            held = held_round(row)
            n = some(held) if held is not None and held.doing == doing else 0
        if not n:
            return done
        done += n


def _open_some(row: Round) -> int:
    clubs = clubs_without_sheet(row)[:BATCH]
    if not clubs:
        row.doing = ""
        row.save(update_fields=["doing"])
        return 0
    make_sheets(row, card_of(row.scorecard), clubs)
    return len(clubs)

"""The lot is drawn once, by the server; what came of each line is written down. The club's records never change."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.fund.models import ClubBook
from clb.fund.queries.cash import cash_by_fund
from clb.fund.queries.standings import open_stands
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.law.norms import limit
from clb.meetings.models import Meeting
from clb.meetings.queries.months import HELD
from clb.members.queries.counts import belonging
from clb.places.queries import path_keys
from clb.supervision.models import Outcome, Recount, SampleItem, SampleKind, SupervisionVisit
from clb.supervision.rules.samples import Score, drawn

from .visits import being_written

LARGEST_SEED = 10**9


def draw_recount(
    *, by: User, visit: SupervisionVisit, drawn_on: date, meeting: Meeting | None = None, seed: int | None = None
) -> Recount:
    """Draw the sample: members of the roster, open loans, one meeting's attendance; and the boxes, against the books of
    `drawn_on`. Nobody chooses the seed (only a test gives one), and the lot falls once.

    Raises ValidationError where it was drawn, the visit is not under way, or the day lies outside it.
    """
    row = being_written(visit)
    if Recount.objects.filter(visit=row).exists():
        raise ValidationError(_("Mẫu của lần giám sát này đã bốc; không bốc lại."))
    if not row.programme.approved_on or not row.programme.approved_on <= drawn_on <= timezone.localdate():
        raise ValidationError({"drawn_on": _("Ngày đối chiếu phải từ ngày duyệt chương trình đến hôm nay.")})
    meeting = meeting or _last_meeting(row, drawn_on)
    if meeting and (meeting.club_id != row.club_id or meeting.first_closed_at is None):
        raise ValidationError({"meeting": _("Hãy chọn một buổi họp đã kết thúc của câu lạc bộ này.")})
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    recount = Recount.objects.create(visit=row, drawn_on=drawn_on, seed=seed, meeting=meeting)
    items = [*_members(recount), *_cash(recount), *_loans(recount), *_attendance(recount)]
    SampleItem.objects.bulk_create(items)
    _count(recount)
    return recount


def _last_meeting(visit: SupervisionVisit, on: date) -> Meeting | None:
    held = Meeting.objects.filter(HELD, club=visit.club_id, held_on__lte=on, attendances__isnull=False)
    return held.order_by("-held_on").first()


def _size(recount: Recount, what: str) -> int:
    unit = recount.visit.club.unit
    return limit(f"supervision.sample_{what}", on=recount.drawn_on, path=path_keys(unit, recount.drawn_on))


def _members(recount: Recount) -> Iterator[SampleItem]:
    rows = list(belonging(recount.drawn_on).filter(club=recount.visit.club_id).values_list("pk", flat=True))
    recount.populations[SampleKind.MEMBER] = len(rows)
    for n, pk in enumerate(drawn(rows, recount.seed, _size(recount, "members")), 1):
        yield SampleItem(recount=recount, kind=SampleKind.MEMBER, number=n, membership_id=pk)


def _cash(recount: Recount) -> Iterator[SampleItem]:
    held = cash_by_fund(recount.visit.club, recount.drawn_on)
    recount.populations[SampleKind.CASH] = len(held)
    for n, fund in enumerate(ClubBook.Fund.values, 1):
        yield SampleItem(recount=recount, kind=SampleKind.CASH, number=n, fund=fund, book_vnd=held[fund])


def _loans(recount: Recount) -> Iterator[SampleItem]:
    owed = {s.loan.pk: s.owed_vnd for s in open_stands(recount.visit.club, recount.drawn_on) if s.owed_vnd}
    recount.populations[SampleKind.LOAN] = len(owed)
    for n, pk in enumerate(drawn(owed, recount.seed, _size(recount, "loans")), 1):
        yield SampleItem(recount=recount, kind=SampleKind.LOAN, number=n, loan_id=pk, book_vnd=owed[pk])


def _attendance(recount: Recount) -> Iterator[SampleItem]:
    marks = dict(recount.meeting.attendances.values_list("membership", "mark")) if recount.meeting else {}
    recount.populations[SampleKind.ATTENDANCE] = len(marks)
    for n, pk in enumerate(drawn(marks, recount.seed, _size(recount, "attendance")), 1):
        kind = SampleKind.ATTENDANCE
        yield SampleItem(recount=recount, kind=kind, number=n, membership_id=pk, mark=marks[pk])


def record_recount(*, by: User, visit: SupervisionVisit, results: Sequence[dict[str, Any]]) -> Recount:
    """What came of lines of the sample; those not sent stay as they are, an empty one is not looked at yet.

    Of cash the outcome follows from what was counted. Raises ValidationError where no lot was drawn, the visit is
    concluded, a line is none of the sample, or the outcome can't be that of its kind.
    """
    row = being_written(visit)
    recount = Recount.objects.select_for_update(no_key=True).filter(visit=row).first()
    if recount is None:
        raise ValidationError(_("Chưa bốc mẫu."))
    items = {item.pk: item for item in recount.items.all()}
    wrong: list[ValidationError] = []
    changed = []
    for told in results:
        item = items.get(told["item"])
        if item is None:
            wrong.append(RowError(_("Mẫu không có dòng này."), row=str(told["item"])))
            continue
        wrong += _fill(item, told)
        changed.append(item)
    if wrong:
        raise ValidationError({"results": wrong})
    SampleItem.objects.bulk_update(changed, ["outcome", "found_vnd", "note"])
    _count(recount)
    return recount


def _fill(item: SampleItem, told: dict[str, Any]) -> Iterator[ValidationError]:
    outcome, found_vnd, key = told.get("outcome") or "", told.get("found_vnd"), str(item.pk)
    if item.book_vnd is None:
        found_vnd = None
    elif found_vnd is not None and (item.kind == SampleKind.CASH or not outcome):
        outcome = Outcome.RIGHT if found_vnd == item.book_vnd else Outcome.WRONG
    elif item.kind == SampleKind.CASH:
        if outcome not in ("", Outcome.UNREACHED):
            yield RowError(_("Hãy ghi số tiền đếm được."), row=key, column="found_vnd")
    elif outcome == Outcome.WRONG:
        if found_vnd is None:
            yield RowError(_("Hãy ghi người vay nói còn nợ bao nhiêu."), row=key, column="found_vnd")
        elif found_vnd == item.book_vnd:
            yield RowError(_("Số này bằng số trong sổ; hãy chọn «Đúng»."), row=key, column="outcome")
    elif outcome == Outcome.RIGHT:
        if found_vnd not in (None, item.book_vnd):
            yield RowError(_("Số này khác số trong sổ; hãy chọn «Nói số khác»."), row=key, column="outcome")
        found_vnd = item.book_vnd
    else:
        found_vnd = None
    item.outcome, item.found_vnd = outcome, found_vnd
    item.note = tidy(told.get("note") or "")


def _count(recount: Recount) -> None:
    totals = {}
    found = list(recount.items.values_list("kind", "outcome"))
    for kind in SampleKind:
        outcomes = [outcome for of, outcome in found if of == kind]
        if outcomes:
            totals[kind.value] = vars(Score.of(outcomes))
    recount.totals = totals
    recount.right = sum(one["right"] for one in totals.values())
    recount.checked = sum(one["checked"] for one in totals.values())
    recount.save(update_fields=["populations", "totals", "right", "checked"])

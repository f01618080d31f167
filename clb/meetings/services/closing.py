"""Closing a meeting: money goes into the books, cash is held against them, areas are credited, minutes are frozen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clb.fund.models import CashCount
from clb.fund.services.books import check_boxes
from clb.fund.services.cash import record_cash_count
from clb.fund.services.dealings import Deal, record_deals, undo_deals
from clb.kernel.dates import month_end
from clb.meetings.models import Minutes, MoneyLine
from clb.meetings.queries.minutes import changes_between, minutes_data
from clb.meetings.rules.areas import credited

from .activities import credit_meeting
from .loans import settle
from .money import PARTS
from .months import refresh_activity_months
from .patching import Recording, store_again

Kind = MoneyLine.Kind
# What comes in is booked before what goes out.
ORDER = {Kind.FEE: 0, Kind.GIFT: 1, Kind.REPAYMENT: 2, Kind.LOAN: 3}


def close(rec: Recording, *, saw_all: bool) -> None:
    """Make the figures of the meeting stand. Raises ValidationError where somebody wrote something that the sender
    has not seen, where the books refuse a line (beside its row), and where cash differs without a reason."""
    found = rec.meeting
    if not saw_all:
        told = _("%s vừa ghi thêm vào buổi họp. Hãy xem lại rồi kết thúc.") % rec.who(found.version)
        raise ValidationError({"close_now": ValidationError(told, code="unseen")})
    if not found.attendances.exists():
        raise ValidationError({"close_now": _("Chưa điểm danh ai. Hãy điểm danh rồi kết thúc buổi họp.")})
    try:
        _post(rec)
    except ValidationError as error:
        raise ValidationError({"close_now": error.messages}) from error
    if not rec.errors:
        settle(rec)
    _hold_against_books(rec)
    rec.refuse_if_wrong()
    found.is_closed = True
    found.first_closed_at = found.first_closed_at or timezone.now()
    found.save(update_fields=["is_closed", "first_closed_at"])
    data = minutes_data(found)
    credit_meeting(found, credited(data))
    last = found.minutes.order_by("version").last()
    Minutes.objects.create(meeting=found, version=found.version, data=data)
    reopening = found.reopenings.filter(closed_again_at__isnull=True).first()
    if reopening:
        reopening.closed_again_at = timezone.now()
        with translation.override("vi"):  # what is kept does not follow the language of whoever closes
            reopening.changes = changes_between(last.data, data) if last else []
        reopening.save(update_fields=["closed_again_at", "changes"])
    refresh_activity_months(found.club, [month_end(found.held_on)])


def _post(rec: Recording) -> None:
    """Lines that the books don't hold yet are booked; those changed or dropped since are reversed first."""
    found = rec.meeting
    lines = list(found.money_lines.select_related("receipt__entry", "person", "loan"))
    stale = [line for line in lines if line.receipt is not None and line.is_stale]
    _reverse(rec, stale)
    fresh = [line for line in lines if not line.is_dropped and (line.receipt is None or line in stale)]
    fresh = [line for line in fresh if line.kind != Kind.LOAN or line.decision == MoneyLine.Decision.GRANTED]
    if fresh:
        _book(rec, fresh)
    if stale and not rec.errors:
        check_boxes(found.club, {line.fund for line in lines}, found.held_on)


def _reverse(rec: Recording, stale: list[MoneyLine]) -> None:
    if not stale:
        return
    found, receipts = rec.meeting, [line.receipt for line in stale if line.receipt]
    reopening = found.reopenings.filter(closed_again_at__isnull=True).first()
    reason = reopening.reason if reopening else ""
    undo_deals(by=rec.by, club=found.club, on=found.held_on, receipts=receipts, reason=reason, are_replaced=True)
    MoneyLine.objects.filter(pk__in=[line.pk for line in stale]).update(receipt=None, is_stale=False)
    found.money_lines.filter(is_dropped=True).delete()


def _book(rec: Recording, fresh: list[MoneyLine]) -> None:
    found = rec.meeting
    fresh.sort(key=lambda line: (ORDER[Kind(line.kind)], str(line.key)))
    try:
        made = record_deals(by=rec.by, club=found.club, on=found.held_on, deals=[_deal(line) for line in fresh])
    except ValidationError as error:
        _tell_rows(rec, error, {str(line.pk): line for line in fresh})
        return
    for line in fresh:
        line.receipt = made[str(line.pk)]
        line.is_stale = False
    store_again(fresh, ["receipt", "is_stale"])


def _deal(line: MoneyLine) -> Deal:
    return Deal(
        key=str(line.pk),
        kind=line.kind,
        fund=line.fund,
        amount_vnd=line.amount_vnd,
        interest_vnd=line.interest_vnd,
        person=line.person,
        giver=line.giver,
        source=line.source,
        loan=line.loan,
        months=line.months,
        rate_percent_year=line.rate_percent_year,
        purpose=line.purpose,
    )


def _tell_rows(rec: Recording, error: ValidationError, lines: dict[str, MoneyLine]) -> None:
    for key, errors in error.error_dict.items():
        line = lines.get(key)
        for one in errors:
            for message in one.messages:
                if line is None:
                    raise ValidationError(message) from error
                name = line.person.full_name if line.person else line.giver
                rec.wrong(PARTS[Kind(line.kind)], line.key, f"{name}: {message}", one.code or "")


def _hold_against_books(rec: Recording) -> None:
    """Each box that was counted becomes a cash count, once for what was typed."""
    if rec.errors:
        return
    found = rec.meeting
    for count in found.box_counts.select_related("cash_count"):
        kept = count.cash_count
        if kept is not None and (kept.counted_vnd, kept.reason) == (count.counted_vnd, count.reason):
            continue
        try:
            made: CashCount = record_cash_count(
                by=rec.by,
                club=found.club,
                fund=count.fund,
                counted_on=found.held_on,
                counted_vnd=count.counted_vnd,
                reason=count.reason,
            )
        except ValidationError as error:
            for message in error.messages:
                rec.wrong("counts", count.fund, message, "reason")
            continue
        count.cash_count = made
        count.save(update_fields=["cash_count"])

"""Money at a meeting: fees, gifts, repayments, loans decided. Rows until the meeting closes, then the books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clb.fund.models import ClubBook, FundSource
from clb.fund.queries import fees_paid, open_loans
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.meetings.models import MoneyLine

from .patching import Recording, Values, apply

Kind = MoneyLine.Kind
Row = Mapping[str, Any]
PARTS = {Kind.FEE: "fees", Kind.GIFT: "gifts", Kind.REPAYMENT: "repayments", Kind.LOAN: "loans"}


def take_fees(rec: Recording, rows: Sequence[Row], rest_vnd: int | None) -> None:
    """Fees by membership, whole đồng; 0 says that the member has not paid.

    `rest_vnd` is what every other member who is present paid, as far as this month's fee is not recorded yet.
    """
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        member = rec.member("fees", row["membership"])
        if member:
            amount = 0 if row.get("is_removed") else row["amount_vnd"]
            wanted[member.pk] = _fee(member.person_id, amount, row.get("fund")) if amount else None
    if rest_vnd:
        paid = fees_paid(rec.meeting.club, rec.meeting.month)
        stored = stored_lines(rec, Kind.FEE)
        for pk in rec.present() - wanted.keys() - stored.keys():
            person = rec.members[pk].person_id if pk in rec.members else None
            if person and person not in paid:
                wanted[pk] = _fee(person, rest_vnd, None)
    take_lines(rec, Kind.FEE, wanted)


def _fee(person_id: UUID, amount_vnd: int, fund: str | None) -> Values:
    return {"person_id": person_id, "amount_vnd": amount_vnd, "fund": fund or ClubBook.Fund.OPERATING}


def take_gifts(rec: Recording, rows: Sequence[Row]) -> None:
    """Gifts of members or others, each under a key of its own."""
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        if row.get("is_removed"):
            wanted[row["key"]] = None
            continue
        member = rec.member("gifts", row["membership"]) if row["membership"] else None
        giver = tidy(row["giver"])
        if not member and not giver:
            rec.wrong("gifts", row["key"], _("Hãy chọn thành viên hoặc ghi tên người, đơn vị tặng."), "giver")
            continue
        wanted[row["key"]] = {
            "person_id": member.person_id if member else None,
            "giver": "" if member else giver,
            "amount_vnd": row["amount_vnd"],
            "fund": row["fund"] or ClubBook.Fund.OPERATING,
            "source": row["source"] or (FundSource.MEMBERS if member else FundSource.SOCIAL),
        }
    take_lines(rec, Kind.GIFT, wanted)


def take_repayments(rec: Recording, rows: Sequence[Row], *, pay_suggested: bool) -> None:
    """Principal and interest paid back, by loan. `pay_suggested`: every loan in no row pays what is suggested."""
    if not rows and not pay_suggested:
        return
    loans = {line.loan.pk: line for line in open_loans(rec.meeting.club, rec.meeting.held_on)}
    stored = stored_lines(rec, Kind.REPAYMENT)
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        key = row["loan"]
        if key not in loans and key not in stored:
            rec.wrong("repayments", key, _("Câu lạc bộ không có khoản vay này đang còn nợ vào ngày họp."))
            continue
        loan = loans[key].loan if key in loans else stored[key].loan
        principal, interest = row.get("amount_vnd") or 0, row.get("interest_vnd") or 0
        wanted[key] = _repayment(loan, principal, interest) if principal or interest else None
        if key in loans and principal > loans[key].owed_vnd and key not in stored:
            rec.wrong("repayments", key, _("Chỉ còn nợ gốc %s.") % vnd(loans[key].owed_vnd), "amount_vnd")
    if pay_suggested:
        for key in loans.keys() - wanted.keys() - stored.keys():
            line = loans[key]
            if line.principal_suggested_vnd or line.interest_suggested_vnd:
                wanted[key] = _repayment(line.loan, line.principal_suggested_vnd, line.interest_suggested_vnd)
    take_lines(rec, Kind.REPAYMENT, wanted)


def _repayment(loan: Any, principal: int, interest: int) -> Values:
    return {
        "person_id": loan.person_id,
        "loan_id": loan.pk,
        "amount_vnd": principal,
        "interest_vnd": interest,
        "fund": ClubBook.Fund.INCOME,
    }


def stored_lines(rec: Recording, kind: str) -> dict[UUID, MoneyLine]:
    """Lines of a kind that stand, by key."""
    lines = rec.meeting.money_lines.filter(kind=kind, is_dropped=False).select_related("loan")
    return {line.key: line for line in lines}


def take_lines(rec: Recording, kind: Kind, wanted: Mapping[UUID, Values | None]) -> None:
    """Set the lines of a kind that `wanted` names, by key (None: taken back); collisions are told beside their rows."""
    if not wanted:
        return
    part = PARTS[kind]
    patch = rec.patch(part, stored_lines(rec, kind), wanted, _shown)
    # A line that the books hold stays, marked, until the meeting closes again and the entry is reversed.
    posted = [line for line in patch.gone if line.receipt_id]
    patch.gone = [line for line in patch.gone if not line.receipt_id]
    dropped = MoneyLine.objects.filter(pk__in=[line.pk for line in posted])
    dropped.update(is_dropped=True, is_stale=True, version=rec.version)
    patch.changed = [(line, {**v, "is_stale": bool(line.receipt_id)}) for line, v in patch.changed]
    patch.changed += _taken_up_again(rec, kind, patch.new)
    apply(rec, patch, lambda key, v: MoneyLine(meeting=rec.meeting, kind=kind, key=key, version=rec.version, **v))


def _taken_up_again(rec: Recording, kind: str, new: dict[UUID, Values]) -> list[tuple[MoneyLine, Values]]:
    dropped = rec.meeting.money_lines.filter(kind=kind, is_dropped=True, key__in=list(new))
    return [(line, {**new.pop(line.key), "is_dropped": False, "is_stale": True}) for line in dropped]


def _shown(line: MoneyLine) -> str:
    if line.kind == Kind.REPAYMENT:
        return _("gốc %(principal)s, lãi %(interest)s") % {
            "principal": vnd(line.amount_vnd),
            "interest": vnd(line.interest_vnd),
        }
    decided = f", {line.get_decision_display()}" if line.decision else ""
    return f"{vnd(line.amount_vnd)}{decided}"

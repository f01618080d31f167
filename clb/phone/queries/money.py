"""Of a pack: loans with what is due, fees by month, what the boxes hold, requests that wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from clb.clubs.models import Club
from clb.fund.models import ClubBook
from clb.fund.queries import fee_of
from clb.fund.queries.cash import cash_by_fund
from clb.fund.queries.collection import SheetRow, collection_sheet
from clb.fund.queries.loans import line_of
from clb.kernel.dates import months_after
from clb.lending.queries import queue_of
from clb.members.models import Membership

from .counters import fee_counters, loan_counters, loans_of
from .reader import Reader, Rows

FEE_MONTHS = 12


def money_rows(reader: Reader) -> Rows:
    """Everything about money of the clubs where the person may read it."""
    rows: Rows = {}
    for club in reader.clubs:
        if reader.may("fund.read", club):
            members = _members(club, reader.on)
            rows |= (
                loan_rows(reader, club, members) | fee_rows(club, members, reader.on) | balance_rows(club, reader.on)
            )
        if reader.may("lending.read", club):
            rows |= request_rows(reader, club)
    return rows


def _members(club: Club, on: date) -> dict[UUID, UUID]:
    """The membership of each member, by person."""
    return dict(Membership.objects.on(on).filter(club=club).values_list("person", "pk"))


def loan_rows(reader: Reader, club: Club, members: Mapping[UUID, UUID]) -> Rows:
    """Loans on this month's sheet of collection: what is owed, due and suggested, and the counter of their receipts."""
    # Counted before it is looked at: what is written in between is then noticed as a collision, never missed.
    counted = loan_counters(loans_of(club))
    sheet = collection_sheet(club, reader.on)
    return {f"loan:{row.loan.pk}": _loan(row, members, counted.get(row.loan.pk, 0)) for row in sheet.rows}


def _loan(row: SheetRow, members: Mapping[UUID, UUID], counter: int) -> dict[str, Any]:
    line, loan = line_of(row.stand), row.loan
    member = members.get(loan.person_id)
    found: dict[str, Any] = {
        "club": str(loan.club_id),
        "member": str(member) if member else None,
        "person": str(loan.person_id),
        "name": line.person.full_name,
        "title": loan.title,
        "lent_vnd": loan.principal_vnd,
        "owed_vnd": line.owed_vnd,
        "principal_vnd": line.principal_suggested_vnd,
        "interest_vnd": line.interest_suggested_vnd,
        "month_principal_vnd": row.principal_vnd,
        "month_interest_vnd": row.interest_vnd,
        "month_paid_vnd": row.paid_vnd,
        "due_on": line.due_on.isoformat(),
        "late": line.is_late,
        "counter": counter,
    }
    if line.is_late:
        found["late_since"] = (row.stand.on - timedelta(days=line.late_days)).isoformat()
    if line.next_on:
        found |= {"next_on": line.next_on.isoformat(), "next_vnd": line.next_vnd}
    return found


def fee_rows(club: Club, members: Mapping[UUID, UUID], on: date) -> Rows:
    """Of each member the fee of a month, and by month what was paid in the last twelve, each with its counter."""
    due, month = fee_of(club, on), on.replace(day=1)
    since = months_after(month, 1 - FEE_MONTHS)
    paid = fee_counters(club, since)
    rows: Rows = {}
    for person, membership in members.items():
        months = {told.month: [told.paid_vnd, told.counter] for told in paid.get(person, ())}
        this = months.get(f"{month:%Y-%m}", [0, 0])
        told = {"club": str(club.pk), "member": str(membership), "month": f"{month:%Y-%m}", "due_vnd": due}
        rows[f"fee:{membership}"] = told | {"paid_vnd": this[0], "counter": this[1], "months": months}
    return rows


def balance_rows(club: Club, on: date) -> Rows:
    """What each fund has in its box by its book, and on which day that was."""
    held = cash_by_fund(club, on)
    return {
        f"balance:{club.pk}.{fund}": {
            "club": str(club.pk),
            "fund": fund.value,
            "label": str(fund.label),
            "amount_vnd": held[fund.value],
            "on": on.isoformat(),
        }
        for fund in ClubBook.Fund
    }


def request_rows(reader: Reader, club: Club) -> Rows:
    """Requests for loans that wait, by their place in the queue, and those granted whose money was not handed over."""
    waiting = queue_of(club, reader.on, may_read_sensitive=reader.may("members.read_sensitive", club))
    members = _members(club, reader.on)
    rows: Rows = {}
    for line in waiting.lines:
        rows[f"request:{line.request.pk}"] = _request(line.card, members) | {"number": line.number, "why": line.why}
    for card in waiting.granted:
        rows[f"request:{card.request.pk}"] = _request(card, members)
    return rows


def _request(card: Any, members: Mapping[UUID, UUID]) -> dict[str, Any]:
    asked = card.request
    member = members.get(asked.person_id)
    return {
        "club": str(asked.club_id),
        "member": str(member) if member else None,
        "person": str(asked.person_id),
        "name": card.request.person.full_name,
        "state": card.state.value,
        "amount_vnd": asked.amount_vnd,
        "months": asked.months,
        "purpose": asked.purpose,
        "asked_on": asked.asked_on.isoformat(),
    }

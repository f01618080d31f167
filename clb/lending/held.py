"""What lending holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds

from .models import Disbursement, LoanDecider, LoanDecision, LoanRequest, LoanVisit, RequestWithdrawal

LENDING = _("Xét vay, thăm người vay")
BOOKS = _("Sổ cho vay phải còn đủ các quyết định; tên thay bằng mã")

holds(
    Held(
        LoanRequest,
        Group.MONEY,
        LENDING,
        ("person",),
        kept_because=BOOKS,
        blank=("purpose",),
        words=("purpose",),
        clubs="club",
        shown=("asked_on", "amount_vnd", "months", "purpose", "is_by_board"),
    ),
    Held(
        RequestWithdrawal,
        Group.MONEY,
        LENDING,
        ("request__person",),
        kept_because=BOOKS,
        blank=("reason",),
        words=("reason",),
        clubs="request__club",
    ),
    Held(
        LoanDecision,
        Group.MONEY,
        LENDING,
        ("request__person",),
        kept_because=BOOKS,
        words=("reason", "skipping_reason"),
        clubs="request__club",
    ),
    Held(
        LoanDecider,
        Group.MONEY,
        LENDING,
        ("person", "decision__request__person"),
        kept_because=BOOKS,
        words=("post",),
        clubs="decision__request__club",
        shown=("decision__decided_on", "post"),
    ),
    Held(Disbursement, Group.MONEY, LENDING, ("loan__person", "decision__request__person"), kept_because=BOOKS),
    Held(
        LoanVisit,
        Group.MONEY,
        LENDING,
        ("loan__person",),
        kept_because=BOOKS,
        blank=("help_given", "note"),
        words=("help_given", "note"),
        clubs="loan__club",
    ),
    Held(
        LoanVisit,
        Group.MONEY,
        LENDING,
        ("visitor",),
        kept_because=BOOKS,
        shown=("visited_on", "money_use"),
    ),
)

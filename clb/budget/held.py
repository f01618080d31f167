"""Vouchers may name whom money was paid to; nothing else here is about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import (
    BudgetAccount,
    BudgetDocument,
    BudgetLine,
    BudgetPeriod,
    BudgetYear,
    ClubReceiptLink,
    Estimate,
    EstimateRow,
    LongevityNorm,
    SettlementApproval,
)

BUDGET = _("Chứng từ ngân sách")
KEPT = _("Chứng từ ngân sách phải còn đủ; tên thay bằng mã")

holds(
    Held(
        BudgetDocument,
        Group.MONEY,
        BUDGET,
        kept_because=KEPT,
        words=("reason", "payee", "taken_back_because"),
        kept_files=("file",),
    ),
    Held(Estimate, Group.MONEY, BUDGET, words=("returned_because",)),
    Held(EstimateRow, Group.MONEY, BUDGET, words=("note", "cut_because")),
)
holds_nobody(_("Định mức, tài khoản, quyết định: không có người"), BudgetPeriod, BudgetYear, BudgetLine, BudgetAccount)
holds_nobody(_("Định mức, tài khoản, quyết định: không có người"), SettlementApproval, ClubReceiptLink, LongevityNorm)

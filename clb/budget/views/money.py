"""A year: its tables, what is given, allocated, adjusted, released, settled."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.budget.commands import (
    ADJUST_ALLOCATION,
    ALLOCATE_MONEY,
    GIVE_BUDGET,
    RELEASE_MONEY,
    SETTLE_YEAR,
    TAKE_OVER_MONEY,
    WRITE_ESTIMATE,
)
from clb.budget.models import BudgetAccount, BudgetPeriod, BudgetYear, Source, Stage
from clb.budget.queries import DIMENSIONS, estimates_of, facts_of, open_cells, table, vouchers_vnd, year_state
from clb.budget.queries.documents import entries_in
from clb.budget.queries.units import unit_options
from clb.kernel.commands import Command
from clb.kernel.money import grouped, vnd
from clb.places.queries import name_on
from clb.web.pages import chosen_day, command_page, paged

from .access import may_at, sheet_page, year_for
from .periods import chosen_dimension

WORK = (GIVE_BUDGET, ALLOCATE_MONEY, ADJUST_ALLOCATION, TAKE_OVER_MONEY, RELEASE_MONEY, SETTLE_YEAR, WRITE_ESTIMATE)
Rows = list[dict[str, Any]]


def year(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """One year on any day, by source, line, unit; what is left to be released; its estimates."""
    found = year_for(request, budget_year_id)
    today = timezone.localdate()
    on, dimension = chosen_day(request, today), chosen_dimension(request, "dong")
    may = may_at(request, found.period.place, WORK)
    context = {
        "year": found,
        "period": found.period,
        "place": name_on(found.period.place, found.period.place.seen_on(today)),
        "state": year_state(found),
        "on": on,
        "table": table([found], dimension, on, facts_of([found], on)),
        "dimension": dimension,
        "dimensions": {key: words for key, words in DIMENSIONS.items() if key != "nam"},
        "vouchers_vnd": vouchers_vnd([found], on),
        "estimates": estimates_of(request.user, found)[:100],
        "may": may,
    }
    if may["read_all"]:
        context["page"] = paged(request, [c for c in open_cells(found, today) if c.left_vnd or c.released_vnd])
    return render(request, "budget/year.html", context)


def _sheet_page(
    request: SignedInRequest,
    command: Command,
    found: BudgetYear,
    rows: Rows,
    *,
    day: str,
    intro: str,
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    initial = {"year": found, "sheet": rows, day: timezone.localdate(), **(initial or {})}
    told = {"year": found, "period": found.period, "intro": intro, **context}
    return sheet_page(request, command, initial=initial, then=found.get_absolute_url(), context=told)


def _free(found: BudgetYear) -> list[tuple[str, int]]:
    rows = table([found], "nguon", timezone.localdate()).rows
    return [(row.label, row.figures.unallocated_vnd) for row in rows if row.figures.given_vnd]


def give(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """What is given from above, source by source."""
    found = year_for(request, budget_year_id, GIVE_BUDGET)
    rows: Rows = [{"key": source.value, "source": source.value, "label": source.label} for source in Source]
    intro = _("Ghi số tiền bên cạnh từng nguồn; nguồn không giao thì để trống. Giảm dự toán thì ghi số âm.")
    return _sheet_page(request, GIVE_BUDGET, found, rows, day="decided_on", intro=intro)


def allocate(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """Money goes to lines at units, many rows at once."""
    found = year_for(request, budget_year_id, ALLOCATE_MONEY)
    more: dict[str, Any] = {"units": unit_options(found.period.place), "free": _free(found)}
    intro = _("Mỗi dòng: nội dung chi, đơn vị sử dụng (gõ tên rồi chọn), nguồn, số tiền. Dòng trống được bỏ qua.")
    return _sheet_page(request, ALLOCATE_MONEY, found, [], day="decided_on", intro=intro, **more)


def adjust(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """What was allocated is raised and cut."""
    found = year_for(request, budget_year_id, ADJUST_ALLOCATION)
    rows: Rows = [
        {
            "key": str(one.cell.pk),
            "line": one.cell.line_id,
            "unit": f"{one.unit_name} ({one.cell.unit.key})" if one.cell.unit else "",
            "source": one.cell.source,
            "facts": [grouped(f"{one.left_vnd:,}")],
        }
        for one in open_cells(found, timezone.localdate())
        if one.left_vnd or (one.cell.unit and one.cell.unit.until_on is None)
    ]
    more: dict[str, Any] = {"units": unit_options(found.period.place), "free": _free(found)}
    intro = _("Dòng không đổi thì để trống. Chuyển tiền: một dòng ghi số âm, dòng kia ghi số dương, cùng nguồn.")
    return _sheet_page(request, ADJUST_ALLOCATION, found, rows, day="decided_on", intro=intro, **more)


def settle(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """What was spent, what goes back, what is carried on."""
    found = year_for(request, budget_year_id, SETTLE_YEAR)
    rows: Rows = [
        {
            "key": str(one.cell.pk),
            "label": one.label,
            "facts": [grouped(f"{one.released_vnd:,}"), grouped(f"{one.left_vnd:,}")],
            "spent_vnd": grouped(f"{one.released_vnd:,}"),
        }
        for one in open_cells(found, timezone.localdate())
        if one.left_vnd or one.released_vnd
    ]
    intro = _(
        "Số quyết toán nhỏ hơn số đã giải ngân thì phần chênh nộp trả. Phần chưa giải ngân không chuyển năm sau"
        " thì hủy. Sau bước này năm ngân sách khóa lại."
    )
    seen = {"seen": entries_in(found)}
    return _sheet_page(request, SETTLE_YEAR, found, rows, day="settled_on", intro=intro, initial=seen)


def take_over(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """An abolished unit's open money goes to its heir."""
    found = year_for(request, budget_year_id, TAKE_OVER_MONEY)
    initial = {"year": found, "decided_on": timezone.localdate()}
    context = {"units": unit_options(found.period.place), "year": found, "period": found.period}
    context["intro"] = _(
        "Mọi khoản đã phân bổ chưa giải ngân và đã giải ngân chưa quyết toán chuyển sang đơn vị kế thừa."
    )
    template, then = "budget/take_over.html", found.get_absolute_url()
    return command_page(request, TAKE_OVER_MONEY, initial=initial, then=then, template=template, context=context)


def release(request: SignedInRequest, budget_account_id: int) -> HttpResponse:
    """Money is paid out of one cell, by voucher."""
    periods = BudgetPeriod.objects.visible_to(request.user).values("pk")
    rows = BudgetAccount.objects.filter(stage=Stage.ALLOCATED, year__period__in=periods)
    rows = rows.select_related("year__period__place", "line", "unit")
    found = fetch(request, rows, budget_account_id, RELEASE_MONEY, at=lambda row: row.year.period.place)
    here = open_cells(found.year, timezone.localdate(), cells={found.pk})
    if not here:
        raise Http404
    (one,) = here
    initial = {"cell": found, "released_on": timezone.localdate(), "payee": one.unit_name}
    left = _("Còn %(left)s đã phân bổ, chưa giải ngân.") % {"left": vnd(one.left_vnd)}
    then, context = found.year.get_absolute_url(), {"intro": f"{one.label}. {left}"}
    return command_page(request, RELEASE_MONEY, initial=initial, then=then, context=context)

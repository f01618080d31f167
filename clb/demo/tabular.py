"""Forms of tables of the demo: the province's in force with its own column, the commune's draft, a table filled."""

from __future__ import annotations

from datetime import date, timedelta

from clb.access.models import User
from clb.kernel.dates import month_end
from clb.tabular.commands import ADD_COLUMN, ISSUE_FORM, MAKE_FORM, ORDER_TABLE
from clb.tabular.services import work_off

from .build import act

ADDED = {
    "of": "fund.total",
    "over": "fund.clubs_with_fund",
    "show": "MEAN",
    "scale": "MILLION",
    "title": "Quỹ bình quân một câu lạc bộ",
    "group": "Quỹ",
    "width": 12,
    "total": "RECOMPUTE",
}


def build_tables(today: date) -> None:
    """Made by the province's and the commune's officers; the table is of the end of last month."""
    province, commune = User.objects.get(username="tinh"), User.objects.get(username="xa")
    like = {"rows": "BELOW", "period": "YEAR"}
    form = act(MAKE_FORM, province, unit_key=_home(province), name="Biểu 01 (mẫu)", like="tinh-hinh-clb", **like).result
    act(ADD_COLUMN, province, form=form.pk, **ADDED)
    act(ISSUE_FORM, province, form=form.pk, issued_on=today.replace(month=1, day=1))
    draft = act(MAKE_FORM, commune, unit_key=_home(commune), name="Biểu theo dõi vốn (mẫu)", like="quy-vay-von", **like)
    assert draft.result is not None
    last = month_end(today.replace(day=1) - timedelta(days=1))
    asked = {"place_key": _home(province), "proposed": "danh-sach-clb", "on": last}
    work_off(act(ORDER_TABLE, province, **asked).result)


def _home(user: User) -> str:
    """The key of the unit where the office is held."""
    return user.assignments.select_related("unit").get().unit.key

"""Indicators of the clubs' loans: who borrows, how late what is owed is, and what was paid of what fell due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.queries.arrears import arrears_by_club, arrears_of
from clb.fund.rules.arrears import Arrears, Ratio
from clb.members.models import Membership
from clb.members.queries import members_on, quick_counts_by_club, quick_counts_on

from .clubs import living, population
from .registry import DENOMINATOR, Ask, Indicator, Pairs, Value, register

LINES = ("địa bàn", "kỳ")
Share = Callable[[Arrears], Ratio]


# --- Shares of money: the records behind them are the clubs where the loans lie -----------------------------------


def _share(of: Share) -> dict[str, Any]:
    def value(ask: Ask) -> Value:
        ratio = of(arrears_of(ask.clubs, ask.on))
        return Value(ratio.numerator_vnd, ratio.denominator_vnd)

    def records(ask: Ask, part: str) -> QuerySet[Club]:
        found = {pk: of(one) for pk, one in arrears_by_club(ask.clubs, ask.on).items()}
        wanted = [pk for pk, one in found.items() if part == DENOMINATOR or one.numerator_vnd]
        return ask.clubs.filter(pk__in=wanted).order_by("search_key", "pk")

    def by_club(ask: Ask) -> Pairs:
        found = ask.once("arrears", lambda: arrears_by_club(ask.clubs, ask.on))
        return {pk: (of(one).numerator_vnd, of(one).denominator_vnd) for pk, one in found.items()}

    return {
        "value": value,
        "series": lambda ask, days: [value(ask.at(day)) for day in days],
        "records": records,
        "by_club": by_club,
    }


# --- People -------------------------------------------------------------------------------------------------------


def _who_borrowed(ask: Ask) -> QuerySet[Membership]:
    """Members of the day who were lent something by their club, then or before; a loan taken back is none."""
    never = Q(closed_on=F("granted_on"))
    lent = Loan.objects.exclude(never).filter(person=OuterRef("person"), club=OuterRef("club"), granted_on__lte=ask.on)
    return members_on(population(ask, living), ask.on).filter(Exists(lent))


def _borrowers(ask: Ask) -> Value:
    return Value(_who_borrowed(ask).count(), quick_counts_on(population(ask, living), ask.on).members)


def _borrowers_by_club(ask: Ask) -> Pairs:
    members = quick_counts_by_club(population(ask, living), ask.on)
    lent = dict(_who_borrowed(ask).order_by().values("club").annotate(n=Count("pk")).values_list("club", "n"))
    return {pk: (lent.get(pk, 0), c.members) for pk, c in members.items()}


def _borrower_records(ask: Ask, part: str) -> QuerySet[Membership]:
    return members_on(population(ask, living), ask.on) if part == DENOMINATOR else _who_borrowed(ask)


register(
    Indicator(
        code="members.borrowers_share",
        version=1,
        what=_("Tỷ lệ thành viên đã được vay vốn của câu lạc bộ"),
        unit="%",
        numerator_text=_(
            "thành viên vào ngày xem đã được câu lạc bộ cho vay ít nhất một lần (đếm người, không đếm lượt)"
        ),
        denominator_text=_("thành viên vào ngày xem"),
        disaggregations=LINES,
        value=_borrowers,
        series=lambda ask, days: [_borrowers(ask.at(day)) for day in days],
        records=_borrower_records,
        by_club=_borrowers_by_club,
    ),
    Indicator(
        code="loans.par30",
        version=1,
        what=_("Gốc cho vay có rủi ro (PAR30)"),
        unit="%",
        numerator_text=_("toàn bộ gốc còn nợ của các khoản vay có kỳ trễ trên 30 ngày, đồng"),
        denominator_text=_("toàn bộ gốc còn nợ, đồng"),
        disaggregations=LINES,
        **_share(lambda found: found.par(30)),
    ),
    Indicator(
        code="loans.arrears_rate",
        version=1,
        what=_("Tỷ lệ gốc cho vay quá hạn"),
        unit="%",
        numerator_text=_("gốc đã đến hạn mà chưa trả, đồng"),
        denominator_text=_("toàn bộ gốc còn nợ, đồng"),
        disaggregations=LINES,
        **_share(lambda found: found.arrears_rate),
    ),
)

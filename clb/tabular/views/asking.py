"""What an address asks for: of which place, on which day, for which period, on the map of which day, in which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.dates import month_end
from clb.papers.charts import as_svg
from clb.papers.files import LANGUAGE, file_name, format_of, paper_response
from clb.papers.grid import Head, heads
from clb.papers.sheets import XLSX
from clb.places.models import Unit, UnitVersion
from clb.places.queries import ancestors, names_on, units_called
from clb.plans.queries.targets import home_unit, may_see_figures
from clb.tabular.papers import chart_block, table_block, table_paper
from clb.tabular.queries import Filled, NotOnMap, TooLarge, compute, may_fill
from clb.tabular.rules.design import Design, DesignError
from clb.tabular.sheets import table_csv, write_table_xlsx
from clb.web.pages import chosen_day, paged

ROWS_A_PAGE = 100
LEAST_BARE = 10  # so many units with nothing but zeros are not shown before they are asked for; files have them all
ENDINGS = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV"))


@dataclass(frozen=True)
class Asked:
    """A place and its days; `others` are units that the words typed may mean as well."""

    place: Unit
    on: date
    first: date | None
    last: date | None
    map_on: date
    others: tuple[UnitVersion, ...] = ()


def last_month_end(today: date) -> date:
    """The end of the last month that is over: its figures stand."""
    return month_end(today.replace(day=1) - timedelta(days=1))


def asked(request: SignedInRequest) -> Asked:
    """What `?noi=` (or `?tim=`), `?ngay=`, `?tu=`, `?den=` and `?ban-do=` ask for. Raises Http404 where the person may
    not see the figures of the place."""
    today = timezone.localdate()
    on = chosen_day(request, last_month_end(today))
    map_on = chosen_day(request, on, "ban-do")
    first = chosen_day(request, on, "tu") if request.GET.get("tu", "").strip() else None
    last = chosen_day(request, on, "den") if request.GET.get("den", "").strip() else None
    if first and last and first > last:
        messages.error(request, _("Ngày đầu kỳ phải trước ngày cuối kỳ; đang xem theo kỳ của biểu."))
        first = last = None
    place, others = _place(request, map_on)
    if not may_see_figures(request.user, place, today):
        raise Http404
    return Asked(place, on, first, last, map_on, others)


def _place(request: SignedInRequest, day: date) -> tuple[Unit, tuple[UnitVersion, ...]]:
    """The unit of that key, code or name; where several are meant the person's own, and those beside."""
    word = (request.GET.get("tim", "") or request.GET.get("noi", "")).strip()
    if not word:
        return home_unit(request.user), ()
    found = units_called(word, day)
    if len(found) == 1:
        return found[0].unit, ()
    if not found:
        messages.error(request, _("Không có đơn vị nào tên hay mã «%s» vào ngày này.") % word[:60])
    return home_unit(request.user), tuple(found[:12])


def filled_for(request: SignedInRequest, design: Design, told: Asked, *, is_linked: bool = True) -> Filled | None:
    """The table; None, with a message where it may be said why, where it can't be filled now. 404 where it names clubs
    that the person may not see."""
    if not may_fill(request.user, design, told.place, timezone.localdate()):
        raise Http404
    try:
        days: dict[str, Any] = {"on": told.on, "first": told.first, "last": told.last, "map_on": told.map_on}
        return compute(design, told.place, is_linked=is_linked, **days)
    except NotOnMap:
        messages.error(request, _("Đơn vị này chưa có trên bản đồ ngày %s.") % f"{told.map_on:%d/%m/%Y}")
    except DesignError as error:
        messages.error(request, _("Chưa lập được biểu này, hãy sửa mẫu: %s") % "; ".join(error.reasons))
    except TooLarge as error:
        told_rows = _("Biểu này có %s dòng, quá nhiều để lập ngay; hãy lập trong nền.") % error.rows
        messages.info(request, told_rows)
    return None


def crumbs_for(place: Unit, day: date) -> list[tuple[str, str]]:
    """Key and name of each unit above a place on a day, and of the place itself."""
    path = [*ancestors(place, day), place]
    names = names_on([unit.pk for unit in path], day)
    return [(unit.key, names[unit.pk]) for unit in path]


def heads_of(filled: Filled) -> list[list[Head]]:
    """The heads of the table on a page, without the column of numbers."""
    above = heads(table_block(replace(filled, is_numbered=False)))
    return [[head for head in row if not head.continues] for row in above]


def shown(request: SignedInRequest, filled: Filled | None, told: Asked, **more: Any) -> dict[str, Any]:
    """What every page with a table shows."""
    crumbs = crumbs_for(told.place, told.map_on)
    context = {"asked": told, "filled": filled, "crumbs": crumbs, "endings": ENDINGS, **more}
    if filled is not None:
        chart = chart_block(filled, more.get("drawn", ""))
        bare = [row for row in filled.rows if row.is_bare]
        is_short = LEAST_BARE <= len(bare) < len(filled.rows) and request.GET.get("du") != "1"
        rows = [row for row in filled.rows if not row.is_bare] if is_short else filled.rows
        context |= {
            "page": paged(request, rows, ROWS_A_PAGE),
            "bare": len(bare) if is_short else 0,
            "heads": heads_of(filled),
            "chart": chart,
            "chart_svg": mark_safe(as_svg(chart)) if chart else "",
            "has_notes": any(cell.note for row in filled.rows for cell in row.cells),
        }
    return context


def file_of(
    request: SignedInRequest, design: Design, ending: str, *, drawn: str | None = None, told: Asked | None = None
) -> HttpResponse:
    """The table as docx, PDF, .xlsx or CSV, in Vietnamese like every paper; `drawn` is a column drawn there too."""
    told = told or asked(request)
    with translation.override(LANGUAGE):
        filled = filled_for(request, design, told, is_linked=False)
    if filled is None:
        return render(request, "tabular/no_file.html", {"asked": told}, status=422)
    name = f"{filled.title} {filled.place} {filled.on:%d-%m-%Y}"
    if ending == "xlsx":
        return _download(lambda file: write_table_xlsx(file, filled), XLSX, f"{file_name(name)}.xlsx")
    if ending == "csv":
        text = table_csv(filled).encode()
        return _download(lambda file: file.write(text), "text/csv; charset=utf-8", f"{file_name(name)}.csv")
    return paper_response(request, lambda: table_paper(filled, chart=drawn), format_of(ending), name=name)


def _download(write: Callable[[BytesIO], object], kind: str, name: str) -> HttpResponse:
    out = BytesIO()
    with translation.override(LANGUAGE):
        write(out)
    return download(out.getvalue(), kind, name)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved, which no browser keeps for another."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response

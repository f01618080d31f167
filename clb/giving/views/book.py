"""The golden-heart book: for those who are signed in, as files, and for everyone where its keeper said so."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clb.access.http import SignedInRequest, fetch
from clb.giving.commands import PUBLISH_BOOK, WITHDRAW_BOOK
from clb.giving.models import GoldenBook
from clb.giving.papers import book_paper
from clb.giving.queries.book import Book, book_years, golden_book, public_book
from clb.giving.queries.keepers import Keeper, keeper_of, keepers_of
from clb.giving.sheets import book_xlsx
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX
from clb.web.pages import chosen_year, command_page

from .access import asked_keeper
from .drives import may_read

ASKED_A_MINUTE = 60  # from one address; a public page is read, not harvested


def _year(request: HttpRequest) -> int:
    this_year = timezone.localdate().year
    return chosen_year(request, range(2016, this_year + 1), this_year)


def _asked(request: SignedInRequest) -> Book | None:
    may_read(request)
    keeper = asked_keeper(request)
    return golden_book(keeper, _year(request), timezone.localdate()) if keeper else None


def book(request: SignedInRequest) -> HttpResponse:
    """The book of one keeper, as everyone may read it, and whether everyone does."""
    found, today = _asked(request), timezone.localdate()
    if found is None:
        return render(request, "giving/no_book.html")
    keeper = found.keeper
    published = GoldenBook.objects.filter(unit=keeper.unit, office=keeper.office, until_on__isnull=True).first()
    own = {one.key for one in keepers_of(request.user, PUBLISH_BOOK.name)}
    context = {
        "book": found,
        "years": book_years(keeper, today),
        "keepers": keepers_of(request.user, "giving.read"),
        "published": published,
        "public_url": request.build_absolute_uri(_public(published)) if published else "",
        "may_publish": keeper.key in own,
    }
    return render(request, "giving/book.html", context)


def _public(found: GoldenBook) -> str:
    return reverse("giving:public_book", args=[found.pk])


def book_file(request: SignedInRequest, file_format: str) -> HttpResponse:
    """The same to print."""
    found = _asked(request)
    if found is None:
        return redirect("giving:book")
    name = _name(found.keeper, found.year)
    return paper_response(request, lambda: book_paper(found, timezone.localdate()), format_of(file_format), name=name)


def book_sheet(request: SignedInRequest) -> HttpResponse:
    """The same as .xlsx."""
    found, file = _asked(request), BytesIO()
    if found is None:
        return redirect("giving:book")
    book_xlsx(found, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(_name(found.keeper, found.year))}.xlsx"'
    return response


def _name(keeper: Keeper, year: int) -> str:
    return f"So tam long vang {keeper.name} {year}"


def publish_book(request: SignedInRequest) -> HttpResponse:
    """Everyone may read it from now on."""
    initial = {"keeper": request.GET.get("so", ""), "from_on": timezone.localdate()}
    then = reverse("giving:book")
    if initial["keeper"]:
        then += f"?so={initial['keeper']}"
    told = _(
        "Ai có địa chỉ của trang đều đọc được, không cần đăng nhập. Người không muốn nêu tên thì không có tên ở đó."
    )
    return command_page(request, PUBLISH_BOOK, initial=initial, then=then, context={"intro": told})


def withdraw_book(request: SignedInRequest, golden_book_id: UUID) -> HttpResponse:
    """It is public no more."""
    rows = GoldenBook.objects.visible_to(request.user).select_related("unit")
    found = fetch(request, rows, golden_book_id, WITHDRAW_BOOK, at=lambda row: row.unit)
    initial: dict[str, Any] = {"book": found, "until_on": timezone.localdate()}
    then = f"{reverse('giving:book')}?so={found.office}@{found.unit.key}"
    context = {"intro": keeper_of(found, timezone.localdate()).name}
    return command_page(request, WITHDRAW_BOOK, initial=initial, then=then, context=context)


@login_not_required
@require_safe
def public(request: HttpRequest, golden_book_id: UUID) -> HttpResponse:
    """The book, for everyone; of any address that is not public, the same plain 404."""
    if _asks_too_often(request):
        return HttpResponse(_("Đang có quá nhiều lượt xem. Hãy đợi một phút."), status=429)
    today = timezone.localdate()
    found = public_book(golden_book_id, today)
    if found is None:
        raise Http404
    keeper = keeper_of(found, today)
    context = {"book": golden_book(keeper, _year(request), today), "years": book_years(keeper, today)}
    response = render(request, "giving/public_book.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def _asks_too_often(request: HttpRequest) -> bool:
    key = f"giving.book:{request.META.get('REMOTE_ADDR', '')}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > ASKED_A_MINUTE

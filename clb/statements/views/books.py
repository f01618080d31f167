"""The treasurer's books on a page and as files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.fund.models import ClubBook
from clb.ledger.models import Book
from clb.papers.blocks import Paper
from clb.papers.files import LANGUAGE, file_name, format_of, paper_response
from clb.statements.papers import cash_book_paper, fund_book_paper, loan_book_paper
from clb.statements.queries.books import cash_books, fund_books, ledger_lines, ledger_rows, loan_book
from clb.statements.sheets import cash_xlsx, fund_xlsx, ledger_xlsx, loan_xlsx
from clb.web.pages import chosen_day, paged

from .access import Asked, asked, club_of, may_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACES = {"": "cash", "tien-gui": "bank"}


def _shown(request: SignedInRequest, club: Club, days: Asked | None, **more: Any) -> dict[str, Any]:
    return {"club": club, "asked": days, "funds": ClubBook.Fund.choices, "names": may_name(request, club), **more}


def _place(request: SignedInRequest) -> str:
    return PLACES.get(request.GET.get("noi", ""), "cash")


def cash_book(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Money in the box (or the bank) of each fund by days: opening, in, out, what was left after each."""
    club, days, place = club_of(request, club_id), asked(request), _place(request)
    books = cash_books(club, days.funds, place, days.first, days.last)
    return render(request, "statements/cash_book.html", _shown(request, club, days, books=books, place=place))


def cash_book_file(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same to print or as .xlsx."""
    club, days, place = club_of(request, club_id), asked(request), _place(request)
    names = may_name(request, club)
    books = cash_books(club, days.funds, place, days.first, days.last)
    return _file(
        request,
        file_format,
        _("Sổ quỹ %s") % club.name,
        lambda: cash_book_paper(club, books, names=names),
        lambda file: cash_xlsx(club, books, file, names=names),
    )


def loans(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Every loan: granted, terms, paid, left, due."""
    club, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    book = loan_book(club, on, is_open_only=request.GET.get("loc") == "con-no")
    return render(request, "statements/loan_book.html", _shown(request, club, None, book=book, on=on))


def loans_file(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same to print or as .xlsx."""
    club, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    names, book = may_name(request, club), loan_book(club, on, is_open_only=request.GET.get("loc") == "con-no")
    return _file(
        request,
        file_format,
        _("Sổ cho vay %s") % club.name,
        lambda: loan_book_paper(club, book, names=names),
        lambda file: loan_xlsx(club, book, file, names=names),
    )


def fund_book(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The accounts of each fund: opening, debit, credit, closing."""
    club, days = club_of(request, club_id), asked(request)
    books = fund_books(club, days.funds, days.first, days.last)
    return render(request, "statements/fund_book.html", _shown(request, club, days, books=books))


def fund_book_file(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same to print or as .xlsx."""
    club, days = club_of(request, club_id), asked(request)
    books = fund_books(club, days.funds, days.first, days.last)
    name = _("Sổ quỹ theo tài khoản %s") % club.name
    return _file(
        request, file_format, name, lambda: fund_book_paper(club, books), lambda file: fund_xlsx(club, books, file)
    )


def ledger(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Every line as entered: Nợ, Có, sum. It names nobody."""
    club, days = club_of(request, club_id), asked(request)
    books = list(ClubBook.objects.filter(club=club, fund__in=days.funds).values_list("book", flat=True))
    page = paged(request, ledger_rows(books, days.first, days.last), 100)
    lines = list(ledger_lines(page.object_list))  # type: ignore[arg-type]  # a slice of the rows
    return render(request, "statements/ledger.html", _shown(request, club, days, page=page, lines=lines))


def ledger_file(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The general ledger as .xlsx."""
    club, days = club_of(request, club_id), asked(request)
    books = list(Book.objects.filter(club_book__club=club, club_book__fund__in=days.funds))
    name = _("Sổ cái %s") % club.name

    def write(file: BinaryIO) -> None:
        ledger_xlsx(books, days.first, days.last, file, title=name)

    return _xlsx(name, write)


def _file(
    request: SignedInRequest,
    ending: str,
    name: str,
    paper: Callable[[], Paper],
    write: Callable[[BinaryIO], None],
) -> HttpResponse:
    if ending == "xlsx":
        return _xlsx(name, write)
    return paper_response(request, paper, format_of(ending), name=name)


def _xlsx(name: str, write: Callable[[BinaryIO], None]) -> HttpResponse:
    out = BytesIO()
    with translation.override(LANGUAGE):
        write(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name)}.xlsx"'
    add_never_cache_headers(response)
    return response

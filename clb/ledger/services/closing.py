"""Closing a book: the days to a month's end stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.ledger.models import Book, Closing

CLOSED = "closed"


@transaction.atomic
def close_book(book: Book, *, until_on: date) -> Closing:
    """Let nothing be posted or reversed in `book` any more on `until_on` or before it.

    Raises ValidationError beside `until_on` where that day is not over yet, or the book is closed to it already.
    """
    book = book.lock()
    if until_on >= timezone.localdate():
        raise ValidationError({"until_on": _("Chỉ khóa được đến một ngày đã qua hết.")})
    so_far = book.closed_until_on
    if so_far is not None and until_on <= so_far:
        raise ValidationError({"until_on": _("Sổ đã khóa đến hết ngày %s.") % f"{so_far:%d/%m/%Y}"}, code=CLOSED)
    return _row(book, until_on)


@transaction.atomic
def reopen_book(book: Book, *, until_on: date | None = None) -> Closing:
    """Move the closing of `book` back to an earlier day, or open it wholly; who did it and why is the caller's to keep.

    Raises ValidationError beside `until_on` where the book is not closed, or not beyond that day.
    """
    book = book.lock()
    so_far = book.closed_until_on
    if so_far is None:
        raise ValidationError({"until_on": _("Sổ này đang mở.")})
    if until_on is not None and until_on >= so_far:
        told = _("Sổ chỉ khóa đến hết ngày %s: hãy chọn ngày trước đó.") % f"{so_far:%d/%m/%Y}"
        raise ValidationError({"until_on": told})
    return _row(book, until_on)


def _row(book: Book, until_on: date | None) -> Closing:
    book.closed_until_on = until_on
    book.save(update_fields=["closed_until_on"])
    return Closing.objects.create(book=book, until_on=until_on, last_number=book.last_number, last_seal=book.last_seal)


def refuse_closed(book: Book, on: date, reversed_days: Iterable[date] = ()) -> None:
    """Raises ValidationError (code `closed`) where `on` is closed in `book`, or one of the days of what is reversed is.

    What is reversed counts as if it had never been (queries.standing), so to reverse an entry of a closed month would
    change that month. The caller holds the book's lock.
    """
    until = book.closed_until_on
    if until is None:
        return
    told = {"until": f"{until:%d/%m/%Y}"}
    for day in sorted(reversed_days):
        if day <= until:
            said = _(
                "Sổ đã khóa đến hết ngày %(until)s: chứng từ ngày %(day)s không đảo được nữa."
                " Hãy ghi một phiếu điều chỉnh vào ngày sau đó."
            )
            raise ValidationError(said % {**told, "day": f"{day:%d/%m/%Y}"}, code=CLOSED)
    if on <= until:
        raise ValidationError(_("Sổ đã khóa đến hết ngày %(until)s. Hãy ghi vào ngày sau đó.") % told, code=CLOSED)

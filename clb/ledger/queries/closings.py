"""To which day books are closed, and whether that was kept."""

from __future__ import annotations

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from clb.ledger.models import Book, Closing, Entry


def closed_until(book: Book) -> date | None:
    """The last day of `book` to which nothing may be added any more; None where it is wholly open."""
    return Closing.objects.filter(book=book).order_by("pk").values_list("until_on", flat=True).last()


def written_into_closed_days() -> QuerySet[Entry]:
    """Entries written into closed days of their book, or reversing such, after it was closed; none when all is well."""
    of_book = Closing.objects.filter(book=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    newest = Book.objects.filter(closings__isnull=False).annotate(newest=Subquery(of_book)).values("newest")
    in_force = Q(book__closings__in=newest, number__gt=F("book__closings__last_number"))
    early = Q(happened_on__lte=F("book__closings__until_on"))
    back = Q(reverses__happened_on__lte=F("book__closings__until_on"))
    return Entry.objects.filter(in_force & (early | back)).distinct()


def moved_closings() -> QuerySet[Closing]:
    """Closings that hold another seal than their book's entry of that number; none when all is well."""
    seal = Entry.objects.filter(book=OuterRef("book"), number=OuterRef("last_number")).values("seal")
    found = Closing.objects.filter(last_number__gt=0).annotate(seal_now=Subquery(seal))
    return found.filter(Q(seal_now__isnull=True) | ~Q(seal_now=F("last_seal")))

"""To which day books are closed, and whether that was kept."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from clb.ledger.models import Book, Closing, Entry


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


def books_closed_otherwise() -> QuerySet[Book]:
    """Books that hold another day as closed than their newest closing says; none when all is well."""
    newest = Closing.objects.filter(book=OuterRef("pk")).order_by("-pk").values("until_on")[:1]
    found = Book.objects.annotate(newest=Subquery(newest))
    one_of_them = Q(newest__isnull=True) ^ Q(closed_until_on__isnull=True)
    return found.filter(one_of_them | Q(newest__lt=F("closed_until_on")) | Q(newest__gt=F("closed_until_on")))

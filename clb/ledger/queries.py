"""What a book holds."""

from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from .models import Account, Transfer


def balance_vnd(account: Account, *, on: date | None = None) -> int:
    """Whole đồng at the end of `on` (or now): debit less credit for assets and expenses, else credit less debit."""
    lines = Transfer.objects.filter(entry__happened_on__lte=on) if on else Transfer.objects.all()
    debit = lines.filter(debit=account).aggregate(s=Sum("amount_vnd"))["s"] or 0
    credit = lines.filter(credit=account).aggregate(s=Sum("amount_vnd"))["s"] or 0
    return debit - credit if account.kind in (Account.Kind.ASSET, Account.Kind.EXPENSE) else credit - debit


def strayed_transfers() -> QuerySet[Transfer]:
    """Lines that leave the book of their own entry; none when all is well."""
    at_home = Q(debit__book=F("entry__book")) & Q(credit__book=F("entry__book"))
    return Transfer.objects.exclude(at_home)

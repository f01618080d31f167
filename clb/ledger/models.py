"""Books, accounts, entries and transfers. Knows nothing of clubs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AMOUNT_IS_POSITIVE = _("Số tiền phải lớn hơn 0.")
ACCOUNTS_DIFFER = _("Tài khoản Nợ và Có phải khác nhau.")


class Book(models.Model):
    """One set of accounts, kept apart from every other.

    Its last entry's number and seal stand here too, so that a last entry erased behind the program's back is missed;
    and the day to which its newest closing reaches, so that whoever holds its lock knows it.
    """

    name = models.CharField(_("tên sổ"), max_length=200)
    last_number = models.PositiveIntegerField(_("số chứng từ cuối"), default=0)
    last_seal = models.BinaryField(_("dấu của chứng từ cuối"), max_length=32, default=bytes)
    closed_until_on = models.DateField(_("khóa đến hết ngày"), null=True)

    class Meta:
        verbose_name = _("sổ quỹ")

    def __str__(self) -> str:
        return self.name

    def lock(self) -> Book:
        """Serialise the writers of this book until the transaction ends. One lock a command, before the check."""
        return Book.locked([self.pk])[self.pk]

    @classmethod
    def locked(cls, ids: Iterable[int]) -> dict[int, Book]:
        """These books by id, each locked until the transaction ends; always in one order, so that two writers never
        wait for each other."""
        return {book.pk: book for book in cls.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")}


class Account(models.Model):
    """One account of a book."""

    class Kind(models.TextChoices):
        """The five kinds of account."""

        ASSET = "ASSET", _("Tài sản")
        LIABILITY = "LIABILITY", _("Nợ phải trả")
        EQUITY = "EQUITY", _("Nguồn vốn")
        INCOME = "INCOME", _("Thu")
        EXPENSE = "EXPENSE", _("Chi")

    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts", verbose_name=_("sổ"))
    code = models.CharField(_("mã tài khoản"), max_length=40)
    name = models.CharField(_("tên tài khoản"), max_length=120)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [models.UniqueConstraint(fields=["book", "code"], name="account_code_once_per_book")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Entry(models.Model):
    """A dated document in the book (chứng từ). Never edited; corrected by another entry.

    `kind` says why, in a code; the row can't be erased, so it never holds a name. Entries are numbered within their
    book without a gap, each sealed to the one before (rules.sealed).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", verbose_name=_("sổ"))
    happened_on = models.DateField(_("ngày"))
    kind = models.CharField(_("nghiệp vụ"), max_length=40)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", verbose_name=_("đảo")
    )
    made_at = models.DateTimeField(_("ghi lúc"), default=timezone.now)
    number = models.PositiveIntegerField(_("số"))
    seal = models.BinaryField(_("dấu"), max_length=32)

    class Meta:
        verbose_name = _("chứng từ")
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="entry_number_once_per_book")]
        indexes = [models.Index(fields=["book", "happened_on"], name="entry_by_book_and_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on:%d/%m/%Y}"


class Transfer(models.Model):
    """One line: Nợ `debit` / Có `credit`. A line balances by its shape, so every book balances."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transfers", verbose_name=_("chứng từ"))
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", verbose_name="Nợ")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", verbose_name="Có")
    amount_vnd = models.BigIntegerField(_("số tiền"))

    class Meta:
        verbose_name = _("dòng hạch toán")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0),
                name="transfer_amount_positive",
                violation_error_message=AMOUNT_IS_POSITIVE,
            ),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")),
                name="transfer_between_two_accounts",
                violation_error_message=ACCOUNTS_DIFFER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit_id} / {self.credit_id} {self.amount_vnd}"


class Closing(models.Model):
    """To which day, itself included, a book is closed. The newest row of a book holds; no day means open again.

    It keeps where the book's chain stood, so that a paper of that month can be held against the book for ever.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="closings", verbose_name=_("sổ"))
    until_on = models.DateField(_("khóa đến hết ngày"), null=True)
    last_number = models.PositiveIntegerField(_("số chứng từ cuối lúc ấy"), default=0)
    last_seal = models.BinaryField(_("dấu của chứng từ cuối lúc ấy"), max_length=32, default=bytes)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần khóa sổ")

    def __str__(self) -> str:
        return f"{self.book_id} {self.until_on:%d/%m/%Y}" if self.until_on else f"{self.book_id} mở"

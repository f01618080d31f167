"""Books, accounts, entries and transfers. Knows nothing of clubs."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AMOUNT_IS_POSITIVE = _("Số tiền phải lớn hơn 0.")
ACCOUNTS_DIFFER = _("Tài khoản Nợ và Có phải khác nhau.")


class Book(models.Model):
    """One set of accounts, kept apart from every other.

    Its last entry's number and seal stand here too, so that a last entry erased behind the program's back is missed.
    """

    name = models.CharField("tên sổ", max_length=200)
    last_number = models.PositiveIntegerField("số chứng từ cuối", default=0)
    last_seal = models.BinaryField("dấu của chứng từ cuối", max_length=32, default=bytes)

    class Meta:
        verbose_name = "sổ quỹ"

    def __str__(self) -> str:
        return self.name

    def lock(self) -> Book:
        """Serialise the writers of this book until the transaction ends. One lock a command, before the check."""
        return Book.objects.select_for_update().get(pk=self.pk)


class Account(models.Model):
    """One account of a book."""

    class Kind(models.TextChoices):
        """The five kinds of account."""

        ASSET = "ASSET", _("Tài sản")
        LIABILITY = "LIABILITY", _("Nợ phải trả")
        EQUITY = "EQUITY", _("Nguồn vốn")
        INCOME = "INCOME", _("Thu")
        EXPENSE = "EXPENSE", _("Chi")

    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts", verbose_name="sổ")
    code = models.CharField("mã tài khoản", max_length=40)
    name = models.CharField("tên tài khoản", max_length=120)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = "tài khoản"
        constraints = [models.UniqueConstraint(fields=["book", "code"], name="account_code_once_per_book")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Entry(models.Model):
    """A dated document in the book (chứng từ). Never edited; corrected by another entry.

    `kind` says why, in a code; the row can't be erased, so it never holds a name. Entries are numbered within their
    book without a gap, each sealed to the one before (rules.sealed).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", verbose_name="sổ")
    happened_on = models.DateField("ngày")
    kind = models.CharField("nghiệp vụ", max_length=40)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by", verbose_name="đảo")
    made_at = models.DateTimeField("ghi lúc", default=timezone.now)
    number = models.PositiveIntegerField("số")
    seal = models.BinaryField("dấu", max_length=32)

    class Meta:
        verbose_name = "chứng từ"
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="entry_number_once_per_book")]
        indexes = [models.Index(fields=["book", "happened_on"], name="entry_by_book_and_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on:%d/%m/%Y}"


class Transfer(models.Model):
    """One line: Nợ `debit` / Có `credit`. A line balances by its shape, so every book balances."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transfers", verbose_name="chứng từ")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", verbose_name="Nợ")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", verbose_name="Có")
    amount_vnd = models.BigIntegerField("số tiền")

    class Meta:
        verbose_name = "dòng hạch toán"
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

    book = models.ForeignKey(Book, models.PROTECT, related_name="closings", verbose_name="sổ")
    until_on = models.DateField("khóa đến hết ngày", null=True)
    last_number = models.PositiveIntegerField("số chứng từ cuối lúc ấy", default=0)
    last_seal = models.BinaryField("dấu của chứng từ cuối lúc ấy", max_length=32, default=bytes)
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần khóa sổ"

    def __str__(self) -> str:
        return f"{self.book_id} {self.until_on:%d/%m/%Y}" if self.until_on else f"{self.book_id} mở"

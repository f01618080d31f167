"""Money paid out by voucher, documents put right, and what an abolished unit leaves to its heir."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.budget.models import BudgetAccount, BudgetDocument, BudgetYear, ClubReceiptLink, Stage
from clb.budget.queries.clubs import club_of, entries_to_link
from clb.files.services import drop_file, keep_file
from clb.kernel.text import tidy
from clb.ledger.models import Book, Entry
from clb.ledger.queries import balances_vnd
from clb.ledger.services import reverse
from clb.places.models import Unit
from clb.places.queries import successors

from .posting import (
    Cell,
    Move,
    Spot,
    Told,
    accounts_of,
    check_day,
    lock_year,
    post_document,
    refuse_ended,
    refuse_settled,
    refuse_shortfall,
)


def release_money(
    *,
    by: User,
    cell: BudgetAccount,
    amount_vnd: int,
    released_on: date,
    number: str,
    purpose: str,
    payee: str,
    attachment: UploadedFile[Any] | None = None,
) -> BudgetDocument:
    """Pay `amount_vnd` out of what was allocated (`cell`: an account of the stage ALLOCATED), by one voucher.

    Raises ValidationError beside the field for more than is left of the allocation at any day's end from that day on,
    without an adjustment before; for a unit that had ended; an impossible day; without a number, a purpose, a payee;
    for a year that is settled, and a bad attachment.
    """
    year = cell.year
    book = lock_year(year)
    refuse_settled(year)
    check_day(year, released_on, field="released_on")
    for name, words in (("purpose", purpose), ("payee", payee)):
        if not tidy(words):
            raise ValidationError({name: _("Hãy ghi ô này.")})
    if cell.stage != Stage.ALLOCATED or cell.unit is None:
        raise ValidationError({"cell": _("Chỉ giải ngân từ tiền đã phân bổ.")})
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    refuse_ended([cell.unit], released_on)
    here = Cell(cell.source, cell.line_id, cell.unit_id)
    move = Move(Spot(Stage.ALLOCATED, here), Spot(Stage.RELEASED, here), amount_vnd)
    about = {"reason": tidy(purpose)[:300], "payee": tidy(payee)[:200]}
    told = Told("amount_vnd")
    kind = BudgetDocument.Kind.RELEASE
    row = post_document(book, year, on=released_on, kind=kind, number=number, moves=[move], told=told, **about)
    if attachment:
        row.file = keep_file(attachment, field="attachment")
        row.save(update_fields=["file"])
    return row


def attach_budget_file(*, by: User, document: BudgetDocument, attachment: UploadedFile[Any]) -> BudgetDocument:
    """The picture or PDF of a document, in place of an earlier one. Raises ValidationError for a bad file."""
    row = _locked(document)
    old = row.file
    row.file = keep_file(attachment, field="attachment")
    row.save(update_fields=["file"])
    if old is not None:
        drop_file(old)
    return row


def _locked(document: BudgetDocument) -> BudgetDocument:
    lock_year(document.year)
    row: BudgetDocument = BudgetDocument.objects.select_related("year__period", "entry").get(pk=document.pk)
    return row


def take_back_document(*, by: User, document: BudgetDocument, reason: str) -> Entry:
    """What was written wrong is reversed by an opposite entry of today; both stay. A settlement takes with it what
    the next year was brought.

    Raises ValidationError where it was taken back before, where the money it brought went on meanwhile, without a
    reason, for a settlement that is approved, and for any other document of a settled year.
    """
    row = _locked(document)
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi đảo vì sao.")})
    if Entry.objects.filter(reverses=row.entry_id).exists():
        raise ValidationError(_("Chứng từ này đã được đảo."))
    if row.kind == BudgetDocument.Kind.BROUGHT:
        raise ValidationError(_("Khoản này do quyết toán năm trước chuyển sang: hãy đảo quyết toán năm trước."))
    if row.kind == BudgetDocument.Kind.SETTLEMENT:
        _take_back_brought(row, reason)
    else:
        refuse_settled(row.year)
        _refuse_gone(row)
        ClubReceiptLink.objects.filter(document=row).delete()
    row.taken_back_because = tidy(reason)[:300]
    row.save(update_fields=["taken_back_because"])
    return reverse(row.entry, on=max(timezone.localdate(), row.entry.happened_on))


def _refuse_gone(row: BudgetDocument) -> None:
    lines = list(row.entry.transfers.select_related("debit__budget", "credit__budget"))
    accounts, moves = {}, []
    for line in lines:
        spots = []
        for account in (line.debit, line.credit):
            about = account.budget
            spot = Spot(about.stage, Cell(about.source, about.line_id, about.unit_id))
            accounts[spot] = account
            spots.append(spot)
        moves.append(Move(spots[0], spots[1], line.amount_vnd))
    refuse_shortfall(accounts, moves, row.entry.happened_on, Told())


def _take_back_brought(row: BudgetDocument, reason: str) -> None:
    row.year.period.refresh_from_db(fields=["closed_on"])
    if hasattr(row, "approval") or row.year.period.closed_on is not None:
        raise ValidationError(_("Quyết toán này đã được phê duyệt, không đảo được nữa."))
    following = BudgetYear.objects.filter(period=row.year.period_id, year=row.year.year + 1).first()
    if following is None:
        return
    Book.locked([row.year.book_id, following.book_id])
    brought = BudgetDocument.objects.standing().filter(year=following, kind=BudgetDocument.Kind.BROUGHT).first()
    if brought is None:
        return
    refuse_settled(following)
    _refuse_gone(brought)
    brought.taken_back_because = tidy(reason)[:300]
    brought.save(update_fields=["taken_back_because"])
    reverse(brought.entry, on=max(timezone.localdate(), brought.entry.happened_on))


def take_over_money(
    *, by: User, year: BudgetYear, unit: Unit, heir: Unit, number: str, decided_on: date, reason: str = ""
) -> BudgetDocument:
    """The open money of a unit that ended, allocated or released and not settled, becomes its heir's, cell by cell.

    Raises ValidationError beside the field where the unit still stands or `heir` did not take its ground, for a day
    before its end or to come, where nothing is open, and for a settled year. Where the ground was split, adjust the
    rows that go to another heir first or afterwards.
    """
    book = lock_year(year)
    refuse_settled(year)
    check_day(year, decided_on, field="decided_on")
    if unit.until_on is None or decided_on <= unit.until_on:
        raise ValidationError({"unit": _("Đơn vị này chưa hết hoạt động vào ngày ấy.")})
    heirs = {unit.heir_id, *(each.unit.pk for each in successors(unit, decided_on))}
    if heir.pk not in heirs:
        raise ValidationError({"heir": _("Đơn vị này không nhận địa bàn hay hồ sơ của đơn vị đã hết hoạt động.")})
    open_stages = (Stage.ALLOCATED, Stage.RELEASED)
    found = BudgetAccount.objects.filter(year=year, unit=unit, stage__in=open_stages).select_related("account")
    left = balances_vnd([row.account for row in found])
    moves = []
    for row in found:
        old, new = (Cell(row.source, row.line_id, u.pk) for u in (unit, heir))
        moves.append(Move(Spot(row.stage, old), Spot(row.stage, new), left[row.account_id]))
    if not any(move.amount_vnd for move in moves):
        raise ValidationError({"unit": _("Đơn vị này không còn khoản nào chưa quyết toán.")})
    # A cell is settled by its ALLOCATED account: the heir has one of each, also where all of it was released before.
    accounts_of(book, year, [Spot(Stage.ALLOCATED, move.to.cell) for move in moves])
    kind, told = BudgetDocument.Kind.TAKE_OVER, Told("unit")
    words = tidy(reason)[:300] or _("Đơn vị kế thừa nhận phần tiền chưa quyết toán")
    return post_document(book, year, on=decided_on, kind=kind, number=number, moves=moves, told=told, reason=words)


def link_club_receipt(*, by: User, document: BudgetDocument, entry: Entry) -> ClubReceiptLink:
    """Say which entry of the club's own book is this release: the same money is never written twice.

    Raises ValidationError where the release was taken back or is no club's, and where the entry is another club's,
    reversed, or linked before.
    """
    row = _locked(document)
    ClubReceiptLink.objects.filter(document=row).delete()
    club = club_of(row)
    if club is None:
        raise ValidationError(_("Chứng từ này không giải ngân cho câu lạc bộ nào."))
    if Entry.objects.filter(reverses=row.entry_id).exists():
        raise ValidationError(_("Chứng từ này đã được đảo."))
    if not entries_to_link(club).filter(pk=entry.pk).exists():
        raise ValidationError({"entry": _("Phiếu thu này không phải của câu lạc bộ ấy, đã bị đảo hoặc đã được gắn.")})
    return ClubReceiptLink.objects.create(document=row, entry=entry)


def unlink_club_receipt(*, by: User, document: BudgetDocument) -> str:
    """Take the link away; raises ValidationError where there is none."""
    row = _locked(document)
    if not ClubReceiptLink.objects.filter(document=row).delete()[0]:
        raise ValidationError(_("Chứng từ này chưa gắn với phiếu thu nào."))
    return str(row.pk)

"""Things in kind: received, lent to a member, passed on, sold or lost. Never in the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import StockItem, StockMove, StockValue
from clb.fund.queries.stock import moves_by_item
from clb.fund.rules.stock import Move, short_on, sides_wrong
from clb.kernel.text import tidy
from clb.members.models import Membership, Person

from .days import check_day

K = StockMove.Kind


@transaction.atomic
def receive_stock(
    *,
    by: User,
    club: Club,
    what: str,
    counted_in: str,
    quantity: Decimal,
    received_on: date,
    unit_value_vnd: int,
    valued_by: str,
    giver: str = "",
) -> StockItem:
    """A thing comes to the club: so many of it, each worth so much (whole đồng) as somebody says.

    Raises ValidationError beside the field for an impossible day, a quantity of nothing, and where it is not told
    what came, in which unit, or who valued it.
    """
    check_day(club, received_on, field="received_on")
    told = {"what": tidy(what)[:100], "counted_in": tidy(counted_in)[:30], "valued_by": tidy(valued_by)[:200]}
    missing = {"what": _("Hãy ghi hiện vật gì."), "counted_in": _("Hãy ghi đơn vị tính, ví dụ: con, cái, kg.")}
    missing["valued_by"] = _("Hãy ghi ai định giá.")
    wrong = {name: [missing[name]] for name, text in told.items() if not text}
    if quantity <= 0:
        wrong["quantity"] = [_("Số lượng phải lớn hơn 0.")]
    if wrong:
        raise ValidationError(wrong)
    _lock(club)
    number = (StockItem.objects.filter(club=club).aggregate(last=Max("number"))["last"] or 0) + 1
    words = {"what": told["what"], "unit": told["counted_in"], "giver": tidy(giver)[:200]}
    item = StockItem.objects.create(club=club, number=number, **words)
    StockMove.objects.create(item=item, kind=K.RECEIVED, moved_on=received_on, quantity=quantity)
    _value(item, received_on, unit_value_vnd, told["valued_by"])
    return item


@transaction.atomic
def move_stock(
    *,
    by: User,
    item: StockItem,
    kind: str,
    quantity: Decimal,
    moved_on: date,
    giver: Person | None = None,
    taker: Person | None = None,
    note: str = "",
) -> StockMove:
    """So many of a thing change hands, come or go; without a person the club itself hands over or takes.

    Raises ValidationError beside the field for an impossible day, a quantity of nothing, a side that must or may not be
    a member, somebody who was no member on the day, and where somebody would have less than nothing on some day.
    """
    _lock(item.club)
    check_day(item.club, moved_on, field="moved_on")
    if quantity <= 0:
        raise ValidationError({"quantity": _("Số lượng phải lớn hơn 0.")})
    ids = (giver.pk if giver else None, taker.pk if taker else None)
    if wrong := sides_wrong(kind, *ids):
        raise ValidationError({field: [said] for field, said in wrong.items()})
    if taker and not Membership.objects.filter(club=item.club, person=taker).on(moved_on).exists():
        raise ValidationError({"taker": _("Người nhận phải là thành viên của câu lạc bộ vào ngày ấy.")})
    new = Move(kind, moved_on, quantity, *ids)
    _refuse_short(item, [*moves_by_item([item]).get(item.pk, []), new], "quantity")
    sides = {"giver": giver, "taker": taker}
    return StockMove.objects.create(
        item=item, kind=kind, moved_on=moved_on, quantity=quantity, note=tidy(note)[:300], **sides
    )


@transaction.atomic
def take_back_stock_move(*, by: User, move: StockMove, reason: str) -> StockMove:
    """A move that was written down wrong no longer counts. Raises ValidationError where it was taken back before, where
    somebody would then have less than nothing on some day, and beside `reason` without one."""
    item = move.item
    _lock(item.club)
    move.refresh_from_db()
    if move.taken_back_because:
        raise ValidationError(_("Việc này đã được bỏ trước đó."))
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao bỏ.")})
    move.taken_back_because = tidy(reason)[:300]
    move.save(update_fields=["taken_back_because"])
    _refuse_short(item, moves_by_item([item]).get(item.pk, []), "__all__")
    return move


@transaction.atomic
def value_stock(*, by: User, item: StockItem, valued_on: date, unit_value_vnd: int, valued_by: str) -> StockValue:
    """Say anew what one of a thing is worth, whole đồng, and who says so. Raises ValidationError beside the field for
    an impossible day, a value below 0, and where it is not told who valued."""
    check_day(item.club, valued_on, field="valued_on")
    if not tidy(valued_by):
        raise ValidationError({"valued_by": _("Hãy ghi ai định giá.")})
    return _value(item, valued_on, unit_value_vnd, tidy(valued_by)[:200])


def _value(item: StockItem, on: date, unit_value_vnd: int, valued_by: str) -> StockValue:
    if unit_value_vnd < 0:
        raise ValidationError({"unit_value_vnd": _("Giá trị không được nhỏ hơn 0.")})
    told = {"valued_on": on, "unit_value_vnd": unit_value_vnd, "valued_by": valued_by}
    return StockValue.objects.create(item=item, **told)


def _lock(club: Club) -> None:
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)  # one writer of a club's things at a time


def _refuse_short(item: StockItem, moves: list[Move], field: str) -> None:
    short = short_on(moves)
    if short is None:
        return
    day, holder = short
    if holder is None:
        told = _("Làm vậy thì ngày %(day)s câu lạc bộ không còn đủ %(what)s trong tay.")
    else:
        told = _("Làm vậy thì ngày %(day)s người ấy không còn đủ %(what)s trong tay.")
    raise ValidationError({field: told % {"day": f"{day:%d/%m/%Y}", "what": item.what}})

"""Pages of a club's things in kind."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.fund.commands import MOVE_STOCK, RECEIVE_STOCK, TAKE_BACK_STOCK_MOVE, VALUE_STOCK
from clb.fund.models import StockItem, StockMove
from clb.fund.queries.stock import stock_lines, stock_moves, stock_of, stock_value_vnd
from clb.kernel.commands import Command
from clb.web.pages import command_page

from .access import act_page, club_of, shown_at


def stock(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What the club has in kind, with whom it is, and what it is worth."""
    found = club_of(request, club_id)
    context = shown_at(request, found, receive=RECEIVE_STOCK)
    lines = stock_of(found, context["on"])
    return render(request, "fund/stock.html", {**context, "lines": lines, "value_vnd": stock_value_vnd(lines)})


def receive_stock(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A thing comes to the club."""
    found = club_of(request, club_id, RECEIVE_STOCK)
    return act_page(request, RECEIVE_STOCK, found, "fund:stock", {"club": found, "received_on": timezone.localdate()})


def _item(request: SignedInRequest, item_id: int, command: Command | None = None) -> StockItem:
    item = get_object_or_404(StockItem.objects.select_related("club"), pk=item_id)
    club_of(request, item.club_id, command)
    return item


def stock_item(request: SignedInRequest, stock_item_id: int) -> HttpResponse:
    """One thing: where it is now, what it is worth, and everything that happened to it."""
    item = _item(request, stock_item_id)
    context = shown_at(request, item.club, move=MOVE_STOCK, value=VALUE_STOCK, take_back=TAKE_BACK_STOCK_MOVE)
    [line] = stock_lines([item], context["on"])
    context |= {"line": line, "moves": stock_moves(item), "values": item.values.order_by("-valued_on", "-made_at")}
    return render(request, "fund/stock_item.html", context)


def move_stock(request: SignedInRequest, stock_item_id: int) -> HttpResponse:
    """It changes hands, comes or goes."""
    return _act(request, MOVE_STOCK, _item(request, stock_item_id, MOVE_STOCK), moved_on=timezone.localdate())


def value_stock(request: SignedInRequest, stock_item_id: int) -> HttpResponse:
    """It is valued anew."""
    return _act(request, VALUE_STOCK, _item(request, stock_item_id, VALUE_STOCK), valued_on=timezone.localdate())


def take_back_stock_move(request: SignedInRequest, stock_move_id: int) -> HttpResponse:
    """A move written down wrong no longer counts."""
    moves = StockMove.objects.filter(taken_back_because="").select_related("item__club")
    move = get_object_or_404(moves, pk=stock_move_id)
    item = _item(request, move.item_id, TAKE_BACK_STOCK_MOVE)
    told = _("%(what)s ngày %(day)s: dòng này vẫn còn, ghi là đã bỏ, không tính nữa.")
    words = {"what": move.get_kind_display(), "day": f"{move.moved_on:%d/%m/%Y}"}
    context = {"intro": told % words, "danger": True}
    then = reverse("fund:stock_item", args=[item.pk])
    return command_page(request, TAKE_BACK_STOCK_MOVE, initial={"move": move}, then=then, context=context)


def _act(request: SignedInRequest, command: Command, item: StockItem, **initial: object) -> HttpResponse:
    then, names = reverse("fund:stock_item", args=[item.pk]), "members.read" in request.user.rights_at(item.club.unit)
    intro = f"{item.title}: {item.what}" if names else item.title
    return command_page(request, command, initial={"item": item, **initial}, then=then, context={"intro": intro})

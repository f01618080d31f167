"""What is typed about things in kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.fund.models import StockItem, StockMove
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .money import OfClub, PersonField

BY_WHOM = _("Ví dụ: ban chủ nhiệm, theo giá chợ ngày nhận.")
THE_CLUB = _("— câu lạc bộ —")


class QuantityField(forms.DecimalField):
    """How many, with comma or point: 1; 2,5."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 1 hoặc 2,5.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_digits=10, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(str("" if value is None else value).strip().replace(",", "."))


class ReceiveStock(OfClub):
    """A thing that comes to the club. Who gave it stays out of the journal."""

    what = forms.CharField(label=_("Hiện vật gì"), max_length=100, help_text=_("Ví dụ: bò cái sinh sản, ghế nhựa."))
    quantity = QuantityField(label=_("Số lượng"))
    counted_in = forms.CharField(label=_("Đơn vị tính"), max_length=30, help_text=_("Ví dụ: con, cái, kg."))
    giver = forms.CharField(label=_("Người, nơi tặng"), max_length=200, required=False)
    received_on = DayField(label=_("Ngày nhận"))
    unit_value_vnd = VndField(label=_("Giá một đơn vị (đồng)"), min_value=0)
    valued_by = forms.CharField(label=_("Ai định giá"), max_length=200, help_text=BY_WHOM)


class OfItem(CommandForm):
    """Something about one thing."""

    item = forms.ModelChoiceField(StockItem.objects.none(), label=_("Hiện vật"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Things of clubs whose money I may see; members and former members of the club whom I may see."""
        mine = StockItem.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("item", mine.select_related("club__unit"))
        chosen = self.data.get("item") or self.initial.get("item")
        pk = str(getattr(chosen, "pk", chosen))
        here = Membership.objects.visible_to(by)
        if pk.isdecimal():
            here = here.filter(club__stock=int(pk))
        people = Q(pk__in=here.on(timezone.localdate()).values("person"))
        if pk.isdecimal():  # whoever has some of it, also if they left the club
            holding = StockMove.objects.filter(item=int(pk), taker__in=here.values("person"))
            people |= Q(pk__in=holding.values("taker"))
        for name in ("giver", "taker"):
            if name in self.fields:
                self.narrow(name, Person.objects.filter(people).order_by("sort_key", "pk"))

    def unit(self) -> Unit:
        """The club's own unit."""
        item: StockItem = self.cleaned_data["item"]
        return item.club.unit


class MoveStock(OfItem):
    """A thing changes hands, comes or goes."""

    kind = forms.ChoiceField(
        label=_("Việc gì"), choices=[c for c in StockMove.Kind.choices if c[0] != StockMove.Kind.RECEIVED]
    )
    quantity = QuantityField(label=_("Số lượng"))
    giver = PersonField(Person.objects.none(), label=_("Ai giao"), required=False, empty_label=THE_CLUB)
    taker = PersonField(Person.objects.none(), label=_("Ai nhận, nuôi"), required=False, empty_label=THE_CLUB)
    moved_on = DayField(label=_("Ngày"))
    note = forms.CharField(label=_("Ghi thêm"), max_length=300, required=False)


class ValueStock(OfItem):
    """What one of it is worth."""

    unit_value_vnd = VndField(label=_("Giá một đơn vị (đồng)"), min_value=0)
    valued_by = forms.CharField(label=_("Ai định giá"), max_length=200, help_text=BY_WHOM)
    valued_on = DayField(label=_("Ngày định giá"))


class TakeBackStockMove(CommandForm):
    """A move written down wrong."""

    move = forms.ModelChoiceField(StockMove.objects.none(), label=_("Việc"), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Vì sao bỏ"), max_length=300)

    def scope(self, by: Any) -> None:
        """Moves of things of clubs whose money I may see."""
        mine = StockMove.objects.filter(item__club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("move", mine.select_related("item__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        move: StockMove = self.cleaned_data["move"]
        return move.item.club.unit

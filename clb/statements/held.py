"""Statements are made anew from the books; they keep who does not want to be named."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds

from .models import Disclosure, UnnamedGift

PUBLIC = _("Bảng công khai quỹ")

holds(
    Held(UnnamedGift, Group.MONEY, PUBLIC, ("receipt__person",), kept_because=_("Chỉ nói rằng không nêu tên")),
    Held(Disclosure, Group.MONEY, PUBLIC, words=("adopted_by",), clubs="club"),
)

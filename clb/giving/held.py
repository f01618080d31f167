"""What is held of donors. Sums stay as the books need them; a person's name goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, holds

from .models import Donation, DonationPledge, DonationShare, DonationUse, Donor, Drive, GoldenBook
from .services.donors import forget_member

GIVING = _("Vận động nguồn lực: ai ủng hộ gì, đã dùng vào việc gì")
SUMS = _("Khoản ủng hộ phải còn đủ từng đồng; tên thay bằng số nhà tài trợ")
OF_CLUB = "unit__club"

holds(
    Held(
        Donor,
        Group.MONEY,
        GIVING,
        ("person",),
        Erase.OWN,
        kept_because=SUMS,
        erase=forget_member,
        words=("name", "contact", "naming_told"),
        clubs=OF_CLUB,
        shown=("number", "kind", "name", "contact", "is_named", "naming_told"),
    ),
    Held(
        DonationPledge,
        Group.MONEY,
        GIVING,
        ("donor__person",),
        kept_because=SUMS,
        words=("what", "withdrawn_because"),
        clubs=OF_CLUB,
        shown=("form", "value_vnd", "promised_on", "due_on", "withdrawn_on"),
    ),
    Held(
        Donation,
        Group.MONEY,
        GIVING,
        ("donor__person",),
        kept_because=SUMS,
        words=("purpose", "what", "counted_in", "valued_by", "reversed_because"),
        clubs=OF_CLUB,
        shown=("year", "number", "form", "received_on", "value_vnd"),
    ),
    Held(Drive, Group.MONEY, GIVING, words=("title", "purpose", "closing_words"), clubs=OF_CLUB),
    Held(DonationShare, Group.MONEY, GIVING, words=("taken_back_because",), clubs="club"),
    Held(DonationUse, Group.MONEY, GIVING, words=("result",), clubs="share__club"),
    Held(GoldenBook, Group.MONEY, GIVING, words=("decided_by",), clubs=OF_CLUB),
)

"""Donors, promises, and what each keeper has of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.giving.commands import (
    ACCEPT_SHARE,
    ADD_DONOR,
    CORRECT_DONOR,
    FORGET_DONOR,
    RECEIVE_CASH,
    RECEIVE_GOODS,
    RECEIVE_WORK,
    RECORD_PLEDGE,
    RETURN_SHARE,
    WITHDRAW_PLEDGE,
)
from clb.giving.models import CLUB, DonationPledge, Donor
from clb.giving.queries.donors import donor_card, donors_seen_by
from clb.giving.queries.keepers import keeper_names, keeper_of
from clb.giving.queries.pledges import open_pledges, pledge_lines
from clb.giving.queries.uses import waiting_shares
from clb.kernel.commands import Command
from clb.web.pages import command_page, paged

from .access import club_of, donor_of, is_keeper, pledge_of
from .drives import may_read


def donors(request: SignedInRequest) -> HttpResponse:
    """Donors of one's own office and clubs, found by name."""
    may_read(request)
    text = request.GET.get("tim", "")[:100]
    page = paged(request, donors_seen_by(request.user, text))
    context = {
        "page": page,
        "text": text,
        "keepers": keeper_names(page.object_list, timezone.localdate()),
        "may_add": request.user.may_anywhere(ADD_DONOR.name),
    }
    return render(request, "giving/donors.html", context)


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's donors, promises, and the parts that wait to be taken into its book."""
    found, today = club_of(request, club_id), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    mine = {"unit": found.unit, "office": CLUB}
    context = {
        "club": found,
        "waiting": waiting_shares(club=found)[:50],
        "pledges": pledge_lines(open_pledges(DonationPledge.objects.filter(**mine))[:50], today),
        "page": paged(request, Donor.objects.filter(**mine).order_by("number")),
        "keeper": f"{CLUB}@{found.unit.key}",
        "may_add": ADD_DONOR.name in rights,
        "may_accept": ACCEPT_SHARE.name in rights,
        "may_return": RETURN_SHARE.name in rights,
    }
    return render(request, "giving/club.html", context)


def donor(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """One donor: promised, given, and what became of it."""
    found = donor_of(request, donor_id)
    verbs = (CORRECT_DONOR, FORGET_DONOR, RECORD_PLEDGE, RECEIVE_CASH, RECEIVE_GOODS, RECEIVE_WORK)
    context = {
        "donor": found,
        "card": donor_card(found, timezone.localdate()),
        "keeper": keeper_of(found, timezone.localdate()),
        "may": is_keeper(request, found, *verbs),
    }
    return render(request, "giving/donor.html", context)


def add_donor(request: SignedInRequest) -> HttpResponse:
    """Somebody who gives."""
    initial = {"keeper": request.GET.get("so", ""), "kind": Donor.Kind.ENTERPRISE}
    return command_page(request, ADD_DONOR, initial=initial, then=lambda o: reverse("giving:donor", args=[o.ref["id"]]))


def _about(request: SignedInRequest, donor_id: UUID, command: Command, **initial: Any) -> HttpResponse:
    found = donor_of(request, donor_id, command)
    back = reverse("giving:donor", args=[found.pk])
    context = {"intro": f"{found.called} ({keeper_of(found, timezone.localdate()).name})"}
    return command_page(request, command, initial={"donor": found, **initial}, then=back, context=context)


def correct_donor(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """What was written is put right."""
    found = donor_of(request, donor_id, CORRECT_DONOR)
    names = ("kind", "name", "is_abroad", "contact", "person", "is_named", "naming_told")
    return _about(request, donor_id, CORRECT_DONOR, **{name: getattr(found, name) for name in names})


def forget_donor(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """The name goes for good."""
    found = donor_of(request, donor_id, FORGET_DONOR)
    back = reverse("giving:donor", args=[found.pk])
    told = _("Tên và cách liên hệ của %(who)s bị xóa hẳn. Các khoản đã ủng hộ còn nguyên, mang tên «%(code)s».")
    context = {"intro": told % {"who": found.called, "code": found.code}, "danger": True}
    return command_page(request, FORGET_DONOR, initial={"donor": found}, then=back, context=context)


def record_pledge(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """They promise something."""
    return _about(request, donor_id, RECORD_PLEDGE, promised_on=timezone.localdate(), form="CASH")


def withdraw_pledge(request: SignedInRequest, donation_pledge_id: UUID) -> HttpResponse:
    """They will not keep it."""
    found = pledge_of(request, donation_pledge_id, WITHDRAW_PLEDGE)
    initial = {"pledge": found, "withdrawn_on": timezone.localdate()}
    back = reverse("giving:donor", args=[found.donor_id])
    return command_page(request, WITHDRAW_PLEDGE, initial=initial, then=back, context={"intro": found.donor.called})


def pledges(request: SignedInRequest) -> HttpResponse:
    """Promises still open, the soonest first."""
    may_read(request)
    page = paged(request, open_pledges(DonationPledge.objects.visible_to(request.user)))
    lines = pledge_lines(page.object_list, timezone.localdate())
    return render(request, "giving/pledges.html", {"page": page, "lines": lines})

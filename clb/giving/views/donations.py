"""Donations: received, passed on, accepted, used, thanked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.fund.desk import pages
from clb.giving.commands import (
    ACCEPT_SHARE,
    DROP_USE,
    PASS_ON_DONATION,
    RECEIVE_CASH,
    RECEIVE_GOODS,
    RECEIVE_WORK,
    RETURN_SHARE,
    REVERSE_DONATION,
    TAKE_BACK_SHARE,
    TELL_USE,
)
from clb.giving.models import CLUB, DonationPledge, DonationShare, DonationUse, Form
from clb.giving.papers import receipt_paper, thanks_paper
from clb.giving.queries.donations import Wanted, donations_seen_by
from clb.giving.queries.donors import donation_lines
from clb.giving.queries.keepers import keeper_of
from clb.giving.queries.uses import held_of
from clb.giving.sources import source_name, sources
from clb.kernel.commands import Command
from clb.papers.blocks import Paper
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_year, command_page, paged

from .access import donation_of, donor_of, is_keeper, share_of
from .drives import YEARS, may_read


def donations(request: SignedInRequest) -> HttpResponse:
    """Donations of one's own office and clubs, by year, form and source."""
    may_read(request)
    today = timezone.localdate()
    year = chosen_year(request, range(2016, today.year + 1), None)
    form, source = request.GET.get("loai", ""), request.GET.get("nguon", "")
    wanted = Wanted(year, form if form in Form.values else "", source if source in sources() else "")
    page = paged(request, donations_seen_by(request.user, wanted))
    context = {
        "page": page,
        "donations": donation_lines(page.object_list),
        "wanted": wanted,
        "years": range(today.year, today.year - YEARS, -1),
        "forms": Form.choices,
        "sources": [(s.code, _(s.name)) for s in sources().values()],
    }
    return render(request, "giving/donations.html", context)


def donation(request: SignedInRequest, donation_id: UUID) -> HttpResponse:
    """One donation: receipt, where it went, what became of it, what is left."""
    found = donation_of(request, donation_id)
    (line,) = donation_lines([found])
    at_table = request.user.held_among(TELL_USE.name, [trace.share.club.unit_id for trace in line.traces])
    context = {
        "donation": found,
        "traces": [(trace, trace.share.club.unit_id in at_table) for trace in line.traces],
        "held": held_of(found, [trace.share for trace in line.traces]),
        "keeper": keeper_of(found, found.received_on),
        "source": source_name(found.source),
        "is_of_club": found.office == CLUB,
        "slip": pages().get("slip", ""),
        "may": is_keeper(request, found, REVERSE_DONATION, PASS_ON_DONATION, TAKE_BACK_SHARE),
    }
    return render(request, "giving/donation.html", context)


# --- Receiving ----------------------------------------------------------------------------------------------------


def _receive(request: SignedInRequest, donor_id: UUID, command: Command, form: str, **initial: Any) -> HttpResponse:
    donor = donor_of(request, donor_id, command)
    promised = _promised(request, donor_id, form)
    told: dict[str, Any] = {"donor": donor, "received_on": timezone.localdate(), **initial}
    if promised:
        told |= {"pledge": promised, "drive": promised.drive}
    keeper = keeper_of(donor, timezone.localdate()).name
    context = {"intro": f"{donor.called} → {keeper}", "back": reverse("giving:donor", args=[donor.pk])}
    then = lambda outcome: reverse("giving:donation", args=[outcome.ref["id"]])  # noqa: E731
    return command_page(request, command, initial=told, then=then, context=context)


def _promised(request: SignedInRequest, donor_id: UUID, form: str) -> DonationPledge | None:
    try:
        wanted = UUID(request.GET.get("hua", ""))
    except ValueError:
        return None
    return DonationPledge.objects.filter(pk=wanted, donor=donor_id, form=form).select_related("drive").first()


def receive_cash(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """Cash."""
    return _receive(request, donor_id, RECEIVE_CASH, "CASH", fund="OPERATING")


def receive_goods(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """Goods."""
    return _receive(request, donor_id, RECEIVE_GOODS, "GOODS")


def receive_work(request: SignedInRequest, donor_id: UUID) -> HttpResponse:
    """Days of work."""
    return _receive(request, donor_id, RECEIVE_WORK, "WORK")


def reverse_donation(request: SignedInRequest, donation_id: UUID) -> HttpResponse:
    """One written down wrong."""
    found = donation_of(request, donation_id, REVERSE_DONATION)
    initial = {"donation": found, "reversed_on": timezone.localdate()}
    return command_page(request, REVERSE_DONATION, initial=initial, then=_page(found.pk), context=_told(found.title))


def pass_on_donation(request: SignedInRequest, donation_id: UUID) -> HttpResponse:
    """An office gives a club its part."""
    found = donation_of(request, donation_id, PASS_ON_DONATION)
    initial = {"donation": found, "handed_on": timezone.localdate()}
    return command_page(request, PASS_ON_DONATION, initial=initial, then=_page(found.pk), context=_told(found.title))


def _told(intro: str) -> dict[str, str]:
    return {"intro": intro}


def _page(pk: UUID) -> str:
    return reverse("giving:donation", args=[pk])


# --- A club's part ------------------------------------------------------------------------------------------------


def _of_share(share: DonationShare, request: SignedInRequest) -> str:
    """The donation's page for whoever sees it, else the club's."""
    seen = type(share.donation).objects.visible_to(request.user).filter(pk=share.donation_id).exists()
    return _page(share.donation_id) if seen else reverse("giving:club", args=[share.club_id])


def _share_page(
    request: SignedInRequest, pk: UUID, command: Command, field: str, *, of_club: bool, **initial: Any
) -> HttpResponse:
    share = share_of(request, pk, command, of_club=of_club)
    context = _told(f"{share.donation.title} → {share.club.name}")
    told = {"share": share, field: timezone.localdate(), **initial}
    return command_page(request, command, initial=told, then=_of_share(share, request), context=context)


def accept_share(request: SignedInRequest, donation_share_id: UUID) -> HttpResponse:
    """The club takes its part into its book or stock."""
    return _share_page(request, donation_share_id, ACCEPT_SHARE, "accepted_on", of_club=True, fund="OPERATING")


def return_share(request: SignedInRequest, donation_share_id: UUID) -> HttpResponse:
    """The club sends it back."""
    return _share_page(request, donation_share_id, RETURN_SHARE, "taken_back_on", of_club=True)


def take_back_share(request: SignedInRequest, donation_share_id: UUID) -> HttpResponse:
    """The office takes it back."""
    return _share_page(request, donation_share_id, TAKE_BACK_SHARE, "taken_back_on", of_club=False)


def tell_use(request: SignedInRequest, donation_share_id: UUID) -> HttpResponse:
    """What was had for it."""
    voucher = request.GET.get("phieu", "")
    initial = {"voucher": int(voucher)} if voucher.isdecimal() and len(voucher) < 18 else {}
    return _share_page(request, donation_share_id, TELL_USE, "used_on", of_club=True, **initial)


def drop_use(request: SignedInRequest, donation_use_id: int) -> HttpResponse:
    """Words told by mistake go."""
    rows = DonationUse.objects.visible_to(request.user).select_related("share__club__unit", "share__donation")
    found = fetch(request, rows, donation_use_id, DROP_USE, at=lambda row: row.share.club.unit)
    context = {"intro": found.result, "danger": True}
    then = _of_share(found.share, request)
    return command_page(request, DROP_USE, initial={"use": found}, then=then, context=context)


# --- Papers -------------------------------------------------------------------------------------------------------


def receipt_file(request: SignedInRequest, donation_id: UUID, file_format: str) -> HttpResponse:
    """The receipt for whoever gave."""
    found = donation_of(request, donation_id)
    (line,) = donation_lines([found])
    booked = [trace.share.receipt for trace in line.traces if trace.share.receipt]

    def build() -> Paper:
        slips = [f"phiếu thu số {one.entry.number:04} ({one.get_fund_display()})" for one in booked]
        return receipt_paper(found, line.traces, slips=slips)

    return paper_response(request, build, format_of(file_format), name=found.title)


def thanks_file(request: SignedInRequest, donation_id: UUID, file_format: str) -> HttpResponse:
    """The letter of thanks."""
    found = donation_of(request, donation_id)
    (line,) = donation_lines([found])
    build = lambda: thanks_paper(found, line.traces, timezone.localdate())  # noqa: E731
    name = f"Thu cam on {found.number} {found.year}"
    return paper_response(request, build, format_of(file_format), name=name)

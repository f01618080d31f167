"""What the unit above does: invite, print a card, unlock, take back everything when a phone is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, asks_again
from clb.access.models import Assignment
from clb.access.queries import assignments_below
from clb.kernel.commands import Outcome
from clb.kernel.encrypted import seal, unseal
from clb.papers.codes import code_svg
from clb.papers.files import sheet_response
from clb.places.queries import names_on
from clb.signin.commands import INVITE_PERSON, REPLACE_CARD, REVOKE_CARD, UNLOCK_PERSON
from clb.signin.models import Card
from clb.signin.queries import door_state, is_officer
from clb.signin.rules import in_fours
from clb.signin.services.cards import open_card
from clb.web.pages import command_page, never_kept

SHEETS = Path(__file__).parents[1] / "sheets_css"
SIZES = ("A6", "A5")
SHOWN = "clb_card_shown_once"


@asks_again
def invite(request: SignedInRequest) -> HttpResponse:
    """A sign-in for someone below me, and the card for it."""
    if not request.user.may_anywhere(INVITE_PERSON.name):
        raise PermissionDenied(INVITE_PERSON.name)
    context = {
        "intro": _("Không cần địa chỉ thư điện tử. Ghi xong, in thẻ có mã QR rồi trao tận tay."),
        "back": reverse("access_users"),
    }
    initial = {"from_on": timezone.localdate(), "place": request.GET.get("noi", "")}
    return command_page(request, INVITE_PERSON, initial=initial, then=_to_card(request), context=context)


def _to_card(request: SignedInRequest) -> Callable[[Outcome], str]:
    """On to the card; its secret goes along in the session, encrypted, to be shown once."""

    def then(outcome: Outcome) -> str:
        if outcome.result is not None:
            request.session[SHOWN] = seal(outcome.result.secret)
        return reverse("signin:card", args=[outcome.ref["id"]])

    return then


def person(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """How someone below me comes in, and what can be done about it."""
    assignment = _below(request, assignment_id)
    today = timezone.localdate()
    place = names_on([assignment.unit_id], today)[assignment.unit_id]
    shown = {"assignment": assignment, "place": place, "state": door_state(assignment.user, today)}
    return render(request, "signin/person.html", shown)


def _below(request: SignedInRequest, assignment_id: int) -> Assignment:
    if not request.user.may_anywhere("access.read"):
        raise PermissionDenied("access.read")
    return get_object_or_404(assignments_below(request.user, timezone.localdate()), pk=assignment_id)


@asks_again
def replace_card(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """The phone is lost or the PIN forgotten: all is taken back, a new card issued."""
    assignment = _below(request, assignment_id)
    told = _("Mọi máy, mã PIN, mật khẩu, khóa và bước xác nhận của «%s» hết tác dụng ngay. Thẻ mới in ra để vào lại.")
    context = {"intro": told % (assignment.user.first_name or assignment.user.username), "danger": True}
    context["back"] = reverse("signin:person", args=[assignment.pk])
    return command_page(
        request, REPLACE_CARD, initial={"assignment": assignment}, then=_to_card(request), context=context
    )


def unlock(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """The door opens again after wrong guesses."""
    assignment = _below(request, assignment_id)
    then = reverse("signin:person", args=[assignment.pk])
    told = _("Chỉ mở khóa khi chắc chính «%s» đã nhập sai.")
    context = {"intro": told % (assignment.user.first_name or assignment.user.username), "back": then}
    return command_page(request, UNLOCK_PERSON, initial={"assignment": assignment}, then=then, context=context)


def card(request: SignedInRequest, card_id: int) -> HttpResponse:
    """A card: with its code right after it was issued, never again after that."""
    found = _card_below(request, card_id)
    sealed = request.session.pop(SHOWN, "")
    secret = unseal(sealed) if sealed else ""
    if not (secret and open_card(secret) == found):
        secret = ""
    context = _shown(request, found, secret)
    return never_kept(render(request, "signin/card.html", context))


def _card_below(request: SignedInRequest, card_id: int) -> Card:
    if not request.user.may_anywhere("access.read"):
        raise PermissionDenied("access.read")
    people = assignments_below(request.user, timezone.localdate()).values("user")
    return get_object_or_404(Card.objects.filter(user__in=people).select_related("user"), pk=card_id)


def _shown(request: SignedInRequest, found: Card, secret: str) -> dict[str, Any]:
    today = timezone.localdate()
    mine = assignments_below(request.user, today).filter(user=found.user)
    held = list(mine)
    names = names_on([a.unit_id for a in held], today)
    return {
        "card": found,
        "assignment": held[0],
        "held": [(a.get_role_display(), names[a.unit_id]) for a in held],
        "officer": is_officer(found.user, today),
        "secret": secret,
        "code": in_fours(secret),
        "site": request.build_absolute_uri(reverse("signin:by_card")).partition("://")[2].rstrip("/"),
        "qr": code_svg(request.build_absolute_uri(reverse("signin:by_link", args=[secret]))) if secret else "",
        "sizes": SIZES,
    }


def card_paper(request: SignedInRequest, card_id: int, size: str) -> HttpResponse:
    """The same as a paper of A6 or A5. The page that shows the code sends it along; it is kept nowhere."""
    found = _card_below(request, card_id)
    if size not in SIZES:
        raise Http404(size)
    secret = request.POST.get("secret", "")
    if not secret or open_card(secret) != found:
        return redirect("signin:card", found.pk)
    stylesheet = SHEETS / f"card-{size.lower()}.css"
    return sheet_response(
        request, "signin/card_paper.html", stylesheet, lambda: _shown(request, found, secret), name="The moi"
    )


def revoke_card(request: SignedInRequest, card_id: int) -> HttpResponse:
    """A card that was not used opens nothing any more."""
    found = _card_below(request, card_id)
    then = reverse("signin:card", args=[found.pk])
    context = {"intro": _("Thẻ đã in sẽ không mở được nữa."), "back": then}
    return command_page(request, REVOKE_CARD, initial={"card": found}, then=then, context=context)

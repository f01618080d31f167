"""The one page of a phone that needs a session: where it is given its key."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, asks_again
from clb.access.models import User
from clb.access.queries import offices
from clb.kernel.commands import run
from clb.phone.commands import MAKE_KEY
from clb.phone.models import PhoneKey, PhoneLane
from clb.phone.queries.keys import holds_office
from clb.phone.rules import key_lasts_until
from clb.phone.services.parking import waiting_rows
from clb.signin.queries import is_officer
from clb.signin.stamps import device_at
from clb.web.pages import never_kept


@asks_again
def make_key(request: SignedInRequest) -> HttpResponse:
    """POST: a key for me on this phone. GET: who I am; as a page, back to the app once I have proved it.

    With the key the site's session ends: the phone has no use for it, and left open it would show to whoever holds the
    phone, past the PIN, all that the PIN guards; the next person of the phone could not sign in as themselves.
    """
    if not holds_office(request.user, timezone.localdate()):
        raise PermissionDenied("phone.make_key")
    if request.method != "POST":
        return _offer(request)
    request.user.on_device = device_at(request)
    data = {"phone": request.POST.get("phone") or _told(request)}
    outcome = run(MAKE_KEY, by=request.user, data=data, channel="page")
    if outcome.status != "done":
        why = " ".join(one for told in outcome.errors.values() for one in told)
        return never_kept(JsonResponse({"code": "REFUSED", "why": why}, status=422))
    given = _given(request.user, outcome.result)
    logout(request)
    return never_kept(JsonResponse(given, status=201))


def _offer(request: SignedInRequest) -> HttpResponse:
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect(reverse("phone:app") + "#/them")
    today = timezone.localdate()
    lasts = key_lasts_until(today, is_officer=is_officer(request.user, today)) - today
    told = {"csrf": get_token(request), "person": _person(request.user), "lasts_days": lasts.days}
    return never_kept(JsonResponse(told))


def _given(user: User, key: PhoneKey) -> dict[str, Any]:
    """The secret, said this once; `lanes` = how far the server has come with this phone, which counts on from there;
    `parked` = what waits for the person, which holds a meeting open though the phone forgot it."""
    lanes = dict(PhoneLane.objects.filter(key=key).values_list("lane", "come_until"))
    told = {"key": key.secret, "key_id": str(key.pk), "until": key.expires_on.isoformat()}
    return {**told, "person": _person(user), "lanes": lanes, "parked": waiting_rows(key)}


def _person(user: User) -> dict[str, str]:
    held = offices(user, timezone.localdate()).first()
    told = {"id": str(user.pk), "name": user.called, "initial": user.called[:1].upper()}
    return told | {"role": held.role if held else "", "label": held.shown if held else ""}


def _told(request: SignedInRequest) -> str:
    """The phone's id out of a body of JSON."""
    try:
        body = json.loads(request.body) if request.content_type == "application/json" else None
    except ValueError:
        return ""
    return str(body.get("phone") or "") if isinstance(body, dict) else ""

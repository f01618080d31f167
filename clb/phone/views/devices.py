"""Phones: my own and those of the people whom I look after, one with all that is known of it, and taking one back."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Outcome
from clb.phone.commands import MAKE_KEY, REVOKE_KEY
from clb.phone.models import PhoneKey
from clb.phone.queries.desk import key_rows, keys_shown, seat_at, state_of
from clb.phone.queries.keys import fault_of
from clb.phone.queries.syncing import RIGHT, facts_of, newest_on, parked_by_key
from clb.phone.standing import troubles
from clb.web.pages import command_page, paged


def devices(request: SignedInRequest) -> HttpResponse:
    """My phones; for whoever looks after others' those too."""
    if not request.user.may_anywhere(MAKE_KEY.name):
        raise PermissionDenied(MAKE_KEY.name)
    shown = keys_shown(request.user)
    mine = key_rows(shown.filter(user=request.user), request.user)
    looks_after = request.user.may_anywhere(RIGHT)
    page = paged(request, shown.exclude(user=request.user) if looks_after else shown.none())
    context = {"mine": mine, "page": page, "rows": key_rows(page, request.user), "looks_after": looks_after}
    return render(request, "phone/devices.html", context)


def _key(request: SignedInRequest, pk: UUID) -> PhoneKey:
    return get_object_or_404(keys_shown(request.user), pk=pk)


def device(request: SignedInRequest, phone_key_id: UUID) -> HttpResponse:
    """One person on one phone."""
    key = _key(request, phone_key_id)
    now = timezone.now()
    parked = parked_by_key([key.pk]).get(key.pk, (0, None))
    is_open = fault_of(key, timezone.localdate()) != "WIPE"
    context = {
        "key": key,
        "state": state_of(key),
        "told": troubles(facts_of(key, parked), now, newest_on()) if is_open else (),
        "parked": parked[0],
        "is_mine": key.user_id == request.user.pk,
        "is_open": is_open,
        "seat": seat_at(key, request.user),
    }
    return render(request, "phone/device.html", context)


def revoke_key(request: SignedInRequest, phone_key_id: UUID) -> HttpResponse:
    """The phone is to forget the person."""
    key = _key(request, phone_key_id)
    then = reverse("phone:device", args=[key.pk])
    named = {"who": key.user.called, "phone": str(key.phone)}
    told = _("Máy «%(phone)s» sẽ xóa mọi dữ liệu của %(who)s ngay lần liên lạc tới và không gửi được gì nữa.") % named
    context = {"intro": f"{told} {_lost(key)}", "danger": True, "back": then, "submit": _("Thu hồi, xóa trên máy")}

    def done(outcome: Outcome) -> str:
        return then

    return command_page(request, REVOKE_KEY, initial={"key": key}, then=done, context=context)


def _lost(key: PhoneKey) -> str:
    """What goes with it: what the phone had not sent, as it last told."""
    if key.left_rows or key.left_photos:
        told = {"rows": key.left_rows, "photos": key.left_photos}
        return _("MẤT THEO: %(rows)s việc và %(photos)s ảnh máy ấy chưa gửi lên (theo lần gửi cuối).") % told
    return _("Việc đã ghi trên máy mà chưa gửi lên (nếu có) sẽ mất theo.")

"""One's own page of signing in: PIN, password, second factor, devices, sessions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, asks_again
from clb.kernel.commands import Outcome
from clb.signin.commands import END_OTHER_SESSIONS, END_SESSION, LEAVE_DEVICE, REPORT_LOST_DEVICE, SET_PIN
from clb.signin.models import DeviceUser
from clb.signin.queries import devices_of, door_state, factors_of, sessions_of
from clb.signin.stamps import DEVICE, device_at
from clb.web.pages import command_page

from .entrance import remembered


def own(request: SignedInRequest) -> HttpResponse:
    """How I come in, on which devices, and where I am signed in now."""
    here = device_at(request)
    devices = [(joined, joined.device_id == getattr(here, "pk", None)) for joined in devices_of(request.user)]
    shown = {
        "state": door_state(request.user, timezone.localdate()),
        "factors": factors_of(request.user),
        "devices": devices,
        "is_known_here": any(is_here for _joined, is_here in devices),
        "sessions": sessions_of(request.user, request.session.session_key),
    }
    return render(request, "signin/own.html", shown)


@asks_again
def set_pin(request: SignedInRequest) -> HttpResponse:
    """My PIN, for this device."""
    request.user.on_device = device_at(request)
    made = []

    def then(outcome: Outcome) -> str:
        if outcome.result is not None:
            made.append(outcome.result.device)
            request.session[DEVICE] = outcome.result.device_id
        return reverse("signin:own")

    initial = {"is_shared": bool(request.user.on_device and request.user.on_device.is_shared)}
    told = _("Mã PIN chỉ mở phần mềm trên máy này. Đặt mã mới thì những lần đăng nhập khác, máy khác phải vào lại.")
    context = {"intro": told, "back": reverse("signin:own")}
    answer = command_page(request, SET_PIN, initial=initial, then=then, context=context)
    return remembered(answer, made[0] if made else None)


def leave_device(request: SignedInRequest, device_user_id: int) -> HttpResponse:
    """I no longer come in there."""
    joined = get_object_or_404(DeviceUser.objects.select_related("device"), pk=device_user_id, user=request.user)
    context = {"intro": _("Máy «%s» sẽ không nhận mã PIN của bạn nữa, và thoát ngay nếu đang mở.") % joined.device}
    return command_page(
        request, LEAVE_DEVICE, initial={"device_user": joined}, then=reverse("signin:own"), context=context
    )


def report_lost_device(request: SignedInRequest, device_user_id: int) -> HttpResponse:
    """It is gone."""
    joined = get_object_or_404(DeviceUser.objects.select_related("device"), pk=device_user_id, user=request.user)
    told = _("Máy «%s» bị khóa ngay: ai đang mở phần mềm trên đó bị thoát, mã PIN của mọi người trên đó hết tác dụng.")
    context = {"intro": told % joined.device, "danger": True}
    return command_page(
        request, REPORT_LOST_DEVICE, initial={"device_user": joined}, then=reverse("signin:own"), context=context
    )


def end_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Sign out somewhere else."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=session_id)
    context = {"intro": _("Máy ấy bị thoát ngay, muốn dùng tiếp phải đăng nhập lại.")}
    return command_page(request, END_SESSION, initial={"session": session}, then=reverse("signin:own"), context=context)


def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    context = {"intro": _("Mọi máy khác đang đăng nhập tên bạn bị thoát ngay. Máy này vẫn dùng tiếp.")}
    return command_page(request, END_OTHER_SESSIONS, initial={}, then=reverse("signin:own"), context=context)

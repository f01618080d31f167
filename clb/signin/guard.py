"""What stands between a session and every page: the device, idle and absolute ends, the second factor, the step-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from clb.kernel.journal import Kind, device_of, note
from clb.web.pages import never_kept

from .again import AskAgain
from .queries import asks_second_factor, has_factor, kind_of
from .rules import GRACE, IDLE, LASTS, PROOF_LASTS
from .services.devices import device_by_secret
from .services.sessions import note_seen
from .stamps import DEVICE, FACTOR, KIND, PROVED, SEEN, SIGNED, device_at, prove, see, since, stamp

COOKIE = "clb_device"
TOUCHED_EVERY = timedelta(minutes=2)
# Open to a session that is locked or lacks its second factor.
ALWAYS = {"account_logout", "account_login", "set_language", "healthz", "readyz"}
ALWAYS |= {"signin:by_card", "signin:by_link", "signin:by_pin"}  # the next person takes the tablet
FACTOR_PAGES = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}
FACTOR_PAGES |= {"mfa_generate_recovery_codes", "signin:own", "account_change_password", "mfa_list_webauthn"}


class Guard:
    """Middleware: `request.device` is the device that the cookie names, and no stale session gets through.

    It asks the database for nothing on most requests: what it needs lies in the session, looked up anew every other
    minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Know the device; tell of a session that is dead."""
        request.device = SimpleLazyObject(partial(device_by_secret, request.COOKIES.get(COOKIE, "")))  # type: ignore[attr-defined]
        _tell_of_a_dead_session(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the CSRF check: refuse, ask again, or let through."""
        user: Any = request.user
        if not user.is_authenticated or _name(request) in ALWAYS:
            return None
        user.session_key = request.session.session_key
        user.sits_at = device_of(request.headers.get("User-Agent", "")) or _("Máy này")
        return _ended(request) or _locked(request, view) or _factor_wanted(request)


def _tell_of_a_dead_session(request: HttpRequest) -> None:
    """Whoever brings a session that was ended, or never was one, leaves a trace; the answer takes the cookie away."""
    brought = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if brought and not request.user.is_authenticated and request.session.session_key is None:
        note(Kind.SESSION_REFUSED, request=request, why="ended")


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _kind(request: HttpRequest) -> str:
    return str(request.session.get(KIND, "OWN"))


def _ended(request: HttpRequest) -> HttpResponse | None:
    """Signed in too long ago, or on a device that was reported lost."""
    session = request.session
    if SIGNED not in session:  # begun before sessions were stamped: it counts from now
        stamp(session, kind=kind_of(request.user, device_at(request), timezone.localdate()), device_id=None)  # type: ignore[arg-type]
    longest = LASTS[_kind(request)] + (GRACE if request.method == "POST" else timedelta())
    if since(session, SIGNED) <= longest.total_seconds():
        return None
    note(Kind.SESSION_REFUSED, request=request, why="old")
    logout(request)
    return _at_the_door(request)


def _at_the_door(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Cần đăng nhập hoặc mã truy cập còn hiệu lực.")}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    return redirect_to_login(request.get_full_path())


def _locked(request: HttpRequest, view: Any) -> HttpResponse | None:
    """Idle for too long, or about to do something dangerous: the PIN or password is asked for again, in place."""
    session = request.session
    is_idle = since(session, SEEN) > IDLE[_kind(request)].total_seconds()
    is_stale = since(session, PROVED) > PROOF_LASTS.total_seconds()
    request.user.is_unproved = is_stale  # type: ignore[union-attr]
    if is_idle or (is_stale and getattr(view, "asks_again", False)):
        answer = _ask(request, is_idle=is_idle)
        if answer:
            return answer
    elif since(session, SEEN) > TOUCHED_EVERY.total_seconds():
        _touch(request)
    return None


def _ask(request: HttpRequest, *, is_idle: bool) -> HttpResponse | None:
    """The page that asks again; None where the right answer came with this very request."""
    if request.path.startswith("/api/") or request.headers.get("HX-Request"):
        return _at_the_door(request)
    asked = AskAgain(request)
    if asked.is_answered and asked.check():
        prove(request.session)
        request.user.is_unproved = False  # type: ignore[union-attr]
        _touch(request)
        return redirect(request.get_full_path()) if asked.was_get else None
    if asked.is_over:
        note(Kind.SESSION_REFUSED, request=request, why="guesses")
        logout(request)
        return _at_the_door(request)
    shown = {"asked": asked, "is_idle": is_idle, "device": device_at(request)}
    return never_kept(render(request, "signin/again.html", shown, status=403))


def _touch(request: HttpRequest) -> None:
    session, user = request.session, request.user
    device = device_at(request)
    see(session)
    session[KIND] = kind_of(user, device, timezone.localdate())  # type: ignore[arg-type]
    session[DEVICE] = device.pk if device else session.get(DEVICE)
    note_seen(session.session_key or "")


def _factor_wanted(request: HttpRequest) -> HttpResponse | None:
    """An officer without a second factor can set one up, and nothing else."""
    session = request.session
    if _kind(request) != "OFFICER" or session.get(FACTOR) or not asks_second_factor():
        return None
    if has_factor(request.user):  # type: ignore[arg-type]
        session[FACTOR] = True
        return None
    if _name(request) in FACTOR_PAGES:
        return None
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Hãy đặt bước xác nhận thứ hai trên trang trước.")}, status=403)
    return redirect("mfa_index")

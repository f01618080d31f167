"""The doors: name and password, a card of invitation, a PIN on a device that knows the person."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from clb.access.models import User
from clb.access.queries import offices
from clb.kernel.journal import Kind, device_of, note
from clb.places.queries import names_on
from clb.signin.doors import address_of, refused
from clb.signin.guard import COOKIE
from clb.signin.models import Card, Device, DeviceUser
from clb.signin.queries import is_officer, people_of
from clb.signin.services import cards
from clb.signin.services.devices import came_in, is_pin_of
from clb.signin.services.tries import Shut, begin, succeeded
from clb.signin.stamps import device_at
from clb.signin.welcome import UseCard
from clb.web.pages import never_kept

CARD = "clb_card"  # in the session, between the link and the PIN: the card's id, not its secret
YEARS_S = 400 * 24 * 3600  # the longest that browsers keep a cookie


class SignInView(LoginView):
    """Name and password; on a device that knows people, their names first."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The people of this device."""
        people = people_of(device_at(self.request))
        shown = {**super().get_context_data(**kwargs), "people": people, "next": self.request.GET.get("next", "")}
        return {**shown, "shut": shown["form"].has_error("__all__", "shut")}

    def form_invalid(self, form: Any) -> HttpResponse:
        """429 while the door is shut."""
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "shut"):
            answer.status_code = 429
        return answer


sign_in = SignInView.as_view()


@login_not_required
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of a card's QR code: remembered, then out of the address, so that no history or log can be read."""
    return _known(request, secret) or redirect("signin:by_card")


@sensitive_post_parameters()
@login_not_required
def by_card(request: HttpRequest) -> HttpResponse:
    """Type a card's code; or, when that is done, choose a PIN or a passphrase."""
    if "code" in request.POST:
        return _known(request, request.POST["code"]) or redirect("signin:by_card")
    card = Card.objects.select_related("user").filter(pk=request.session.get(CARD) or 0).first()
    if card is None or not card.is_open:
        return never_kept(render(request, "signin/code.html", {"title": _("Nhập mã trên thẻ mời")}))
    officer = is_officer(card.user, timezone.localdate())
    form = UseCard(request.POST or None, officer=officer)
    if request.method == "POST" and form.is_valid():
        try:
            return _card_used(request, card, form)
        except ValidationError as error:
            for name, errors in error.message_dict.items() if hasattr(error, "error_dict") else [(None, error)]:
                form.add_error(name, errors)
    wants_words = officer or "loi" in request.GET or bool(request.POST.get("passphrase"))
    shown = {"card": card, "form": form, "officer": officer, "wants_words": wants_words, "held": _held(card.user)}
    return never_kept(render(request, "signin/welcome.html", shown, status=422 if form.errors else 200))


def _held(user: User) -> list[tuple[str, str]]:
    today = timezone.localdate()
    held = list(offices(user, today))
    names = names_on([a.unit_id for a in held], today)
    return [(str(a.get_role_display()), names[a.unit_id]) for a in held]


def _known(request: HttpRequest, secret: str) -> HttpResponse | None:
    """Remember the card of a secret; a page that says why where it opens nothing."""
    fault = _("Thẻ này không mở được: đã dùng rồi, đã hết hạn, hoặc gõ sai mã. Hãy xem lại, hoặc xin thẻ mới.")
    status = 404
    try:
        begin("CARD", address_of(request))
        card = cards.open_card(secret)
    except Shut as shut:
        card, status, fault = None, 429, str(refused(shut, request, None, "CARD").message)
    if card is None:
        note(Kind.INVITATION_REFUSED, request=request)
        shown = {"title": _("Thẻ không mở được"), "fault": fault}
        return never_kept(render(request, "signin/code.html", shown, status=status))
    succeeded("CARD", address_of(request))
    if request.user.is_authenticated:
        logout(request)
    request.session[CARD] = card.pk
    return None


def _card_used(request: HttpRequest, card: Card, form: UseCard) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("pin", "passphrase", "is_shared")}
    here = device_at(request)
    sits_at = device_of(request.headers.get("User-Agent", "")) or _("Máy này")
    device = cards.use_card(card, device=here, sits_at=sits_at, **said)
    note(Kind.INVITATION_USED, request=request, by=card.user, card=card.pk)
    request.device = device or here  # type: ignore[attr-defined]
    del request.session[CARD]
    card.user.refresh_from_db()
    return remembered(_let_in(request, card.user, "card"), device)


def _let_in(request: HttpRequest, user: User, method: str) -> HttpResponse:
    """Through allauth's own door, so that a second factor is asked for and the session is new."""
    record_authentication(request, user, method=method)
    target = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=target))
    return answer


def remembered(answer: HttpResponse, device: Device | None) -> HttpResponse:
    """The answer with the cookie of a device that is new."""
    if device and device.secret:
        answer.set_cookie(
            COOKIE, device.secret, max_age=YEARS_S, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return answer


@sensitive_post_parameters()
@login_not_required
def by_pin(request: HttpRequest, device_user_id: int) -> HttpResponse:
    """The PIN of someone whom this device knows."""
    people = DeviceUser.objects.select_related("user", "device").filter(
        pk__in=[j.pk for j in people_of(device_at(request))]
    )
    joined = get_object_or_404(people, pk=device_user_id)
    fault, status = "", 200
    if request.method == "POST":
        try:
            fault, status = _fault(request, joined), 422
            if not fault:
                return _let_in(request, joined.user, "pin")
        except Shut as shut:
            fault, status = str(refused(shut, request, joined.user, "PIN").message), 429
    shown = {"joined": joined, "next": request.GET.get("next", ""), "fault": fault}
    return never_kept(render(request, "signin/pin.html", shown, status=status))


def _fault(request: HttpRequest, joined: DeviceUser) -> str:
    """Why this PIN does not open; "" where it does. Raises Shut where no more guesses are taken."""
    today = timezone.localdate()
    begin("PIN", joined.pk, joined.user)
    if not is_pin_of(joined.user, request.POST.get("pin", "")):
        note(Kind.SIGN_IN_FAILED, request=request, user=joined.user_id, guess="PIN")
        return _("Mã PIN chưa đúng. Hãy xem lại rồi nhập lần nữa.")
    succeeded("PIN", joined.pk)
    if is_officer(joined.user, today):
        note(Kind.SIGN_IN_FAILED, request=request, user=joined.user_id, guess="PIN", why="officer")
        return _("Vai trò mới của bạn cần mật khẩu và bước xác nhận thứ hai. Hãy nhờ cấp trên cấp thẻ mới.")
    came_in(joined, today)
    return ""

"""What is ours in allauth's own flows: nobody signs up, wrong guesses are counted, factors are kept encrypted."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.kernel.journal import Kind, note

from .browsers import browser_of, remember_browser
from .queries import MAIN_FACTORS, asks_second_factor, is_officer, people_of
from .services.sealed import seal, unsealed, use_once
from .services.tries import Shut, begin, succeeded
from .stamps import device_at


class ClosedDoor(DefaultAccountAdapter):
    """No one signs up by themselves, the unit above makes the account; nothing is ever sent by e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never: `guard.Guard` has asked already, see `asks_again` in urls.py."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody here has e-mail; the journal tells."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say it themselves."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Where to after a sign-in, second factor and all; the browser is known from now on."""
        return remember_browser(super().post_login(request, user, **kwargs), request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page of signing in."""
        return "/tai-khoan/an-toan/"


class Factors(DefaultMFAAdapter):
    """Second factors: secrets encrypted, the code drawn by segno, and no officer is left without one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Mã chưa đúng. Hãy chờ mã mới trên điện thoại rồi nhập lại."),
        "cannot_delete_authenticator": gettext_lazy(
            "Vai trò của bạn cần ít nhất một cách xác nhận. Hãy thêm cách khác trước."
        ),
    }

    def encrypt(self, text: str) -> str:
        """What is kept instead of a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return unsealed(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The QR code for the app."""
        drawn = BytesIO()
        segno.make(url, error="m", micro=False).save(drawn, kind="svg", scale=4, xmldecl=False)
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """The name that the app shows."""
        return "CLB Liên Thế Hệ"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An officer keeps at least one."""
        if not (asks_second_factor() and is_officer(authenticator.user, timezone.localdate())):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=MAIN_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """What a new passkey is called before its owner says."""
        return _("Khóa trên máy này")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as guesses are counted by it."""
    return str(ClosedDoor(request).get_client_ip(request))


def subject_of(request: HttpRequest, username: str) -> str:
    """What guesses of a password are counted by: the name, and apart from strangers on a device that knows the person
    or in a browser where they came in before, so that nobody can lock them out from afar."""
    name = username.strip().lower()
    known = any(joined.user.username.lower() == name for joined in people_of(device_at(request)))
    here = request.device.pk if known else browser_of(request, name)  # type: ignore[attr-defined]  # see guard.Guard
    return f"{name} {here}" if here else name


def shut_sentence(shut: Shut) -> str:
    """What a person reads before a door that is shut; the same whether or not the name exists."""
    if not shut.minutes:
        return _("Đã sai quá nhiều lần nên khóa lại. Hãy nhờ ủy ban nhân dân xã hoặc người phụ trách mở khóa.")
    told = {"minutes": shut.minutes}
    return _("Đã sai nhiều lần. Hãy đợi %(minutes)s phút rồi thử lại, hoặc nhờ người phụ trách mở khóa.") % told


def refused(shut: Shut, request: HttpRequest, user: User | None, kind: str) -> ValidationError:
    """The refusal of a guess that was not looked at, written down."""
    note(Kind.LOCKED_OUT, request=request, user=user.pk if user else None, guess=kind)
    return ValidationError(shut_sentence(shut), code="shut")


class SignIn(LoginForm):
    """Name and password, counted before they are looked at."""

    def clean(self) -> Any:
        """Raises ValidationError where the door is shut, or the guess was wrong."""
        if self.errors:
            return super().clean()
        name = self.cleaned_data["login"]
        user = User.objects.filter(username__iexact=name[:150]).first()
        counts = [("ADDRESS", address_of(self.request)), ("PASSWORD", subject_of(self.request, name))]
        try:
            for kind, about in counts:
                begin(kind, about, user if kind == "PASSWORD" else None)
        except Shut as shut:
            raise refused(shut, self.request, user, "PASSWORD") from shut
        cleaned = super().clean()
        for kind, about in counts:
            succeeded(kind, about)
        return cleaned


class ChangePassphrase(ChangePasswordForm):
    """The password in use is a guess too."""

    def clean_oldpassword(self) -> str:
        """Raises ValidationError where it is wrong or guessed too often."""
        about = subject_of(context.request, self.user.username)
        try:
            begin("PASSWORD", about, self.user)
        except Shut as shut:
            raise refused(shut, context.request, self.user, "PASSWORD") from shut
        old = str(super().clean_oldpassword())
        succeeded("PASSWORD", about)
        return old


class _Counted:
    """Codes are counted by person before they are looked at."""

    user: User

    def counted(self, check: Any) -> Any:
        """What `check` gives; raises ValidationError where it raises one, or the door is shut."""
        try:
            begin("CODE", self.user.pk, self.user)
        except Shut as shut:
            raise refused(shut, context.request, self.user, "CODE") from shut
        found = check()
        succeeded("CODE", self.user.pk)
        return found


class SayCode(_Counted, AuthenticateForm):
    """A code of the app or a recovery code, taken once."""

    def clean_code(self) -> str:
        """Raises ValidationError where it is wrong, was taken before, or was guessed too often."""
        return str(self.counted(self._clean_once))

    def _clean_once(self) -> str:
        code = str(super().clean_code())
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not use_once(self.authenticator, "".join(filter(str.isdigit, code))):
            self._emit_authentication_failed(self.authenticator)
            raise Factors().validation_error("incorrect_code")
        return code


class ShowPasskey(_Counted, AuthenticateWebAuthnForm):
    """A passkey at sign-in."""

    def clean_credential(self) -> Any:
        """Raises ValidationError where it is none of the person's."""
        return self.counted(super().clean_credential)


class StartCodes(_Counted, ActivateTOTPForm):
    """The first code of an app that is being set up."""

    def clean_code(self) -> str:
        """Raises ValidationError where it is wrong."""
        return str(self.counted(super().clean_code))

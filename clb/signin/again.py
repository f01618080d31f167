"""Asking for the PIN or password again in the middle of work, without losing what was typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clb.kernel.journal import Kind, note

from .doors import refused, shut_sentence, subject_of
from .models import DeviceUser
from .services.devices import is_pin_of
from .services.tries import Shut, begin, is_shut, succeeded
from .stamps import device_at

ANSWER, METHOD = "again_secret", "again_method"
# Typed secrets are not carried along on a page that anyone may look at.
_SECRET = ("password", "pin", "passphrase", "secret", "code", "csrf", "again_")


class AskAgain:
    """The question, and the answer that came with this request. A PIN on a device that knows the person, else the
    password; `kept` is what was typed meanwhile."""

    def __init__(self, request: HttpRequest) -> None:
        self.request: Any = request
        self.user: Any = request.user
        joined = self._joined()
        self.is_pin = joined is not None
        self.about: object
        self.kind, self.about = ("PIN", joined.pk) if joined else ("PASSWORD", subject_of(request, self.user.username))
        self.is_answered = request.method == "POST" and ANSWER in request.POST
        self.was_get = request.method == "GET" or request.POST.get(METHOD) == "GET"
        self.method = "GET" if self.was_get else "POST"
        self.fault = ""
        self.is_over = False

    def _joined(self) -> DeviceUser | None:
        device = device_at(self.request)
        if not device:
            return None
        return DeviceUser.objects.filter(device=device, user=self.user, user__pin__isnull=False).first()

    def check(self) -> bool:
        """Is the answer right? Where it was guessed too often, `is_over`: the session ends."""
        try:
            begin(self.kind, self.about, self.user)
        except Shut as shut:
            refused(shut, self.request, self.user, self.kind)
            self.fault, self.is_over = shut_sentence(shut), True
            return False
        said = self.request.POST.get(ANSWER, "")
        if is_pin_of(self.user, said) if self.is_pin else self.user.check_password(said):
            succeeded(self.kind, self.about)
            return True
        note(Kind.SIGN_IN_FAILED, request=self.request, user=self.user.pk, guess=self.kind)
        self.fault = "WRONG"
        self.is_over = is_shut(self.kind, self.about)
        return False

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Names and values of what the page was about to send."""
        sent = self.request.POST.lists() if not self.was_get else []
        return [(n, v) for n, values in sent if not any(w in n.lower() for w in _SECRET) for v in values]

    @property
    def lost_files(self) -> bool:
        """Was something attached, which has to be chosen again?"""
        return bool(self.request.FILES)

"""How people come in: cards of invitation, devices that the house knows, PINs, and tries that failed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.kernel.encrypted import EncryptedTextField


class Card(models.Model):
    """An invitation on paper: a link that opens once, until a moment. Only a hash of its secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="cards", verbose_name=_("cho ai"))
    secret_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ai cấp"))
    issued_at = models.DateTimeField(_("cấp lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    # The secret itself, in memory only, for the page that shows it once.
    secret: str | None = None

    class Meta:
        verbose_name = _("thẻ mời")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_card_per_person",
                violation_error_message=_("Người này đang có một thẻ chưa dùng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Does it still open the door?"""
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Device(models.Model):
    """A phone, tablet or computer that someone opened by a card or by a full sign-in; a cookie holds its secret."""

    secret_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("máy"), max_length=60)
    is_shared = models.BooleanField(_("nhiều người dùng chung"), default=False)
    known_since = models.DateTimeField(_("nhận máy lúc"), auto_now_add=True)
    lost_at = models.DateTimeField(_("báo mất lúc"), null=True)

    # The secret itself, in memory only, for the cookie.
    secret: str | None = None

    class Meta:
        verbose_name = _("máy đã nhận")

    def __str__(self) -> str:
        return self.name


class DeviceUser(models.Model):
    """Someone who may come in on a device by PIN."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="users", verbose_name=_("máy"))
    user = models.ForeignKey(User, models.CASCADE, related_name="devices", verbose_name=_("người dùng"))
    since = models.DateTimeField(_("từ lúc"), auto_now_add=True)
    last_on = models.DateField(_("vào lần cuối"), null=True)

    class Meta:
        verbose_name = _("người của máy")
        constraints = [
            models.UniqueConstraint(
                fields=["device", "user"],
                name="once_per_device",
                violation_error_message=_("Người này đã có trên máy này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.user_id}"


class Pin(models.Model):
    """A person's PIN, salted and hashed like a password. It opens only devices that know the person."""

    user = models.OneToOneField(User, models.CASCADE, related_name="pin", verbose_name=_("người dùng"))
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(_("đặt lúc"), auto_now=True)

    class Meta:
        verbose_name = _("mã PIN")

    def __str__(self) -> str:
        return f"PIN {self.user_id}"


class Sealed(models.Model):
    """A secret of a second factor, encrypted: allauth keeps only this row's id."""

    text = EncryptedTextField(_("nội dung"))

    class Meta:
        verbose_name = _("bí mật của bước xác nhận thứ hai")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Tries(models.Model):
    """How often in a row something was guessed wrong, and until when no more guesses are taken."""

    class Kind(models.TextChoices):
        """What was guessed, or from where."""

        PASSWORD = "PASSWORD", _("Mật khẩu")
        PIN = "PIN", _("Mã PIN")
        CODE = "CODE", _("Mã bước hai")
        CARD = "CARD", _("Mã trên thẻ")
        ADDRESS = "ADDRESS", _("Địa chỉ mạng")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    about_hash = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    failed = models.PositiveIntegerField(_("số lần sai"), default=0)
    last_at = models.DateTimeField(_("lần cuối"))
    shut_until = models.DateTimeField(_("khóa đến"), null=True)

    class Meta:
        verbose_name = _("lần thử sai")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_hash"],
                name="one_count_per_kind_and_subject",
                violation_error_message=_("Đã có dòng đếm này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.failed}"

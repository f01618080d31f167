"""Phones and the people on them: their keys, how far each has sent, what waits for a person, what they are told."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import commands
from clb.kernel.encrypted import EncryptedTextField
from clb.signin.models import Device


def offline_commands() -> frozenset[str]:
    """What a phone may send, by name."""
    return frozenset(name for name, command in commands().items() if command.offline)


class Phone(models.Model):
    """One browser on one phone or tablet; it names itself by an id that it made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(_("máy"), max_length=60, blank=True)
    # The same machine as the doors know it, where they do: lost there is lost here.
    device = models.ForeignKey(
        Device, models.SET_NULL, null=True, blank=True, related_name="phones", verbose_name=_("máy đã nhận")
    )
    first_seen_at = models.DateTimeField(_("nhận máy lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("điện thoại")

    def __str__(self) -> str:
        return self.name or gettext("Điện thoại chưa rõ tên")


class PhoneKeyQuerySet(models.QuerySet["PhoneKey"]):
    """Keys that someone may see and take back."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those of people who hold an office where `user` looks after phones today; of whoever held
        one and left, what they set up while they held it.
        """
        lasted = Q(user__assignments__until_on__isnull=True) | Q(user__assignments__until_on__gte=F("made_at__date"))
        here = user.reach("phone.read").values("below")
        held = PhoneKey.objects.filter(lasted, user__assignments__unit__in=here)
        return self.filter(Q(user=user) | Q(pk__in=held.values("pk")))


class PhoneKey(models.Model):
    """A person on a phone. Its secret opens the phone's own addresses and nothing else; only a hash of it is kept.

    What the phone last said of itself stands here too, for whoever wants to know who has not sent and why.
    """

    class Why(models.TextChoices):
        """Why it was taken back."""

        LOST = "LOST", _("Mất máy")
        LEFT = "LEFT", _("Thôi nhiệm vụ")
        NEW_PHONE = "NEW_PHONE", _("Đổi sang máy khác")
        NOT_THEIRS = "NOT_THEIRS", _("Máy cho mượn, cho người khác")
        LEFT_PHONE = "LEFT_PHONE", _("Tự thôi dùng máy này")
        OTHER = "OTHER", _("Lý do khác")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone = models.ForeignKey(Phone, models.CASCADE, related_name="keys", verbose_name=_("điện thoại"))
    user = models.ForeignKey(User, models.CASCADE, related_name="phone_keys", verbose_name=_("người dùng"))
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("cấp lúc"))
    expires_on = models.DateField(_("hết hạn ngày"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ai thu hồi"))
    revoked_why = models.CharField(_("vì sao thu hồi"), max_length=10, choices=Why.choices, blank=True)
    # When the phone was first told to wipe what it holds.
    wiped_at = models.DateTimeField(_("báo xóa lúc"), null=True)
    seen_at = models.DateTimeField(_("liên lạc lần cuối"), null=True)
    packed_at = models.DateTimeField(_("nhận dữ liệu lần cuối"), null=True)
    pushed_at = models.DateTimeField(_("gửi lên lần cuối"), null=True)
    version = models.CharField(_("bản ứng dụng"), max_length=40, blank=True)
    left_rows = models.PositiveIntegerField(_("việc còn chờ trên máy"), default=0)
    left_photos = models.PositiveIntegerField(_("ảnh còn chờ trên máy"), default=0)
    left_since = models.DateTimeField(_("chờ từ lúc"), null=True)
    left_why = models.CharField(_("vì sao còn chờ"), max_length=20, blank=True)

    # The secret itself, in memory only, for the phone that asked.
    secret: str | None = None

    objects = PhoneKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa điện thoại")
        constraints = [
            models.UniqueConstraint(
                fields=["phone", "user"],
                name="one_key_per_phone_and_person",
                violation_error_message=_("Người này đã có trên máy này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.phone_id} {self.user_id}"


class PackMark(models.Model):
    """What a phone was given: of every row its name and a short hash of its content, so that the next is a difference.

    No names of people, no values. `marks` is JSON, packed.
    """

    key = models.ForeignKey(PhoneKey, models.CASCADE, related_name="marks", verbose_name=_("khóa"))
    etag = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("lúc"))
    marks = models.BinaryField()

    class Meta:
        verbose_name = _("bản dữ liệu đã gửi")
        constraints = [models.UniqueConstraint(fields=["key", "etag"], name="pack_mark_once_a_key")]

    def __str__(self) -> str:
        return self.etag


class PhoneLane(models.Model):
    """How far the rows of one lane (a club, or the person's own) have come in, by their running numbers."""

    key = models.ForeignKey(PhoneKey, models.CASCADE, related_name="lanes", verbose_name=_("khóa"))
    lane = models.CharField(_("hàng"), max_length=36)
    come_until = models.PositiveIntegerField(_("đã đến số"), default=0)

    class Meta:
        verbose_name = _("hàng gửi lên")
        constraints = [models.UniqueConstraint(fields=["key", "lane"], name="phone_lane_once_a_key")]

    def __str__(self) -> str:
        return f"{self.lane} {self.come_until}"


class PhoneTouch(models.Model):
    """A phone itself made the counter of something reach a number, so that its later rows do not collide with it."""

    key = models.ForeignKey(PhoneKey, models.CASCADE, related_name="touches", verbose_name=_("khóa"))
    about = models.CharField(_("về"), max_length=60)
    number = models.PositiveIntegerField(_("số đếm"))

    class Meta:
        verbose_name = _("lần chạm của máy")
        constraints = [models.UniqueConstraint(fields=["key", "about", "number"], name="phone_touch_once")]

    def __str__(self) -> str:
        return f"{self.about} {self.number}"


class ParkedRowQuerySet(models.QuerySet["ParkedRow"]):
    """What waits for a person."""

    def open(self) -> Self:
        """Not settled yet."""
        return self.filter(settled_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """One's own; and of clubs where `user` may read members, since rows name people: all where they look after
        phones, and elsewhere what they could have written themselves.
        """
        there = Q(club__unit__in=user.reach("phone.read").values("below"))
        for name in sorted(user.rights_anywhere() & offline_commands()):
            there |= Q(command=name, club__unit__in=user.reach(name).values("below"))
        return self.filter(Q(key__user=user) | Q(club__unit__in=user.reach("members.read").values("below")) & there)


class ParkedRow(models.Model):
    """A row of an outbox that was not done: refused, or in collision with another's. It stays until a person settles
    it, and what was typed is erased then; it lies here only encrypted.
    """

    class Reason(models.TextChoices):
        """Why it was not done."""

        REFUSED = "REFUSED", _("Không ghi được")
        COLLISION = "COLLISION", _("Người khác vừa ghi")
        NO_RIGHT = "NO_RIGHT", _("Không còn quyền")
        UNREADABLE = "UNREADABLE", _("Không đọc được")

    class How(models.TextChoices):
        """What a person said of it."""

        DROPPED = "DROPPED", _("Bỏ")
        REPLACED = "REPLACED", _("Ghi lại")

    id = models.UUIDField(primary_key=True)
    key = models.ForeignKey(PhoneKey, models.CASCADE, related_name="parked", verbose_name=_("khóa"))
    club = models.ForeignKey(Club, models.CASCADE, null=True, related_name="parked_rows", verbose_name=_("câu lạc bộ"))
    command = models.CharField(_("lệnh"), max_length=80)
    reason = models.CharField(_("lý do"), max_length=10, choices=Reason.choices)
    # Some rows of a meeting were done, and only those kept here were not.
    is_part = models.BooleanField(_("đã ghi phần còn lại"), default=False)
    typed = EncryptedTextField(_("điều đã ghi"), blank=True, default="")
    told = EncryptedTextField(_("lời báo"), blank=True, default="")
    written_at = models.DateTimeField(_("ghi trên máy lúc"), null=True)
    parked_at = models.DateTimeField(_("gác lại lúc"), db_index=True)
    settled_at = models.DateTimeField(_("xử lý lúc"), null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ai xử lý"))
    how = models.CharField(_("xử lý thế nào"), max_length=8, choices=How.choices, blank=True)
    replaced_by = models.UUIDField(_("ghi lại bằng việc"), null=True)

    objects = ParkedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc gác lại")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(typed="", told="") & ~Q(how=""),
                name="settled_row_keeps_nothing_typed",
            )
        ]
        indexes = [models.Index(fields=["club", "settled_at"], name="parked_row_by_club")]

    def __str__(self) -> str:
        return f"{self.command} {self.id}"


class ToldMessage(models.Model):
    """A sentence for a person about rows of phones: what was parked and why, also to whoever the other one is."""

    class Kind(models.TextChoices):
        """What it is about."""

        PARKED = "PARKED", _("Việc của tôi bị gác lại")
        CLASH = "CLASH", _("Người khác cũng ghi việc của tôi")
        SETTLED = "SETTLED", _("Việc của tôi đã được xử lý")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="phone_messages", verbose_name=_("cho ai"))
    club = models.ForeignKey(Club, models.CASCADE, null=True, related_name="+", verbose_name=_("câu lạc bộ"))
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    about = models.UUIDField(_("về việc"))
    text = EncryptedTextField(_("lời báo"))
    made_at = models.DateTimeField(_("lúc"))
    seen_at = models.DateTimeField(_("xem lúc"), null=True)

    class Meta:
        verbose_name = _("lời báo cho điện thoại")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "about"], name="told_once_about_a_row")]
        indexes = [models.Index(fields=["user", "made_at"], name="told_message_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

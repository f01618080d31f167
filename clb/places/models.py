"""The tree of units through time: nation, province, district, commune, hamlet, and the club as its leaf."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import Period, PeriodQuerySet, on_day
from clb.law.norms import TRUST

# The day of founding of units of which only the name and code are known.
UNKNOWN_START = date(1900, 1, 1)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as they stood on a day."""

    def on(self, day: date) -> Self:
        """Units that existed on `day`."""
        return self.filter(on_day(day))


class Unit(models.Model):
    """A node of the tree that carries rights and reports, one from its founding to its end.

    `key` names it for ever, unlike its code, which may be given to another unit later.
    """

    class Level(models.TextChoices):
        """How high in the tree."""

        NATION = "NATION", _("Cả nước")
        PROVINCE = "PROVINCE", _("Tỉnh, thành phố")
        DISTRICT = "DISTRICT", _("Huyện")
        COMMUNE = "COMMUNE", _("Xã, phường")
        HAMLET = "HAMLET", _("Ấp, khóm, tổ dân phố")
        CLUB = "CLUB", _("Câu lạc bộ")

    key = models.CharField(_("khóa"), max_length=60, unique=True)
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices)
    from_on = models.DateField(_("có từ ngày"))
    until_on = models.DateField(_("còn đến hết ngày"), null=True, blank=True)
    # Who holds the rights over what is recorded at a unit that has ended.
    heir = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="heir_of", verbose_name=_("đơn vị giữ hồ sơ")
    )
    source = models.CharField(_("nguồn của tên và mã"), max_length=200, blank=True, default="", db_default="")
    trust = models.CharField(
        _("độ tin cậy"), max_length=1, choices=list(TRUST.items()), blank=True, default="", db_default=""
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("Đơn vị không thể kết thúc trước khi bắt đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def rank(self) -> int:
        """0 for the nation, growing downwards."""
        return RANK[self.level]

    @property
    def is_start_unknown(self) -> bool:
        """No source tells since when it exists."""
        return self.from_on == UNKNOWN_START

    def seen_on(self, day: date) -> date:
        """The day on which to look at this unit: `day` itself, or its last day where it ended before."""
        return min(day, self.until_on) if self.until_on else day


RANK: dict[str, int] = {level: rank for rank, level in enumerate(Unit.Level.values)}


class UnitVersion(Period):
    """What a unit was called, which code it bore and what it belonged to, in a period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions", verbose_name=_("đơn vị"))
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="child_versions", verbose_name=_("thuộc"))
    name = models.CharField(_("tên"), max_length=200)
    search_key = models.CharField(max_length=200, db_index=True)
    code = models.CharField(_("mã"), max_length=10, blank=True, db_index=True)
    awaits_assignment = models.BooleanField(_("chờ gán"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("tên và mã theo thời gian")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "from_on"], name="unit_version_begins_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until_on__isnull=True), name="unit_has_one_open_version"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_start_unknown(self) -> bool:
        """No source tells since when it was so."""
        return self.from_on == UNKNOWN_START


class UnitLink(models.Model):
    """`below` lay under `above` in a period. Every unit also lies under itself.

    An heir's link (`is_heir`) gives rights over a unit that has ended to whoever took over its ground;
    it is never counted in a total.
    """

    above = models.ForeignKey(Unit, models.PROTECT, related_name="links_down", verbose_name=_("trên"), db_index=False)
    below = models.ForeignKey(Unit, models.PROTECT, related_name="links_up", verbose_name=_("dưới"), db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    is_heir = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("quan hệ trên dưới")
        # Both hold every column, so that a total or a right is answered from the index alone.
        indexes = [
            models.Index(fields=["above", "below", "from_on", "until_on", "is_heir"], name="link_down"),
            models.Index(fields=["below", "above", "from_on", "until_on", "is_heir"], name="link_up"),
        ]

    def __str__(self) -> str:
        return f"{self.above_id} > {self.below_id}"


class UnitEvent(models.Model):
    """What happened to units on a day, with the legal paper behind it."""

    class Kind(models.TextChoices):
        """The kinds of change that the law knows."""

        FOUND = "FOUND", _("Thành lập")
        RENAME = "RENAME", _("Đổi tên, đổi mã")
        MERGE = "MERGE", _("Nhập")
        SPLIT = "SPLIT", _("Chia, tách")
        ABOLISH = "ABOLISH", _("Bãi bỏ")
        ABOLISH_LEVEL = "ABOLISH_LEVEL", _("Bỏ một cấp")

    key = models.CharField(_("khóa"), max_length=120, unique=True)
    kind = models.CharField(_("loại"), max_length=15, choices=Kind.choices)
    happened_on = models.DateField(_("ngày"))
    legal_doc = models.CharField(_("văn bản"), max_length=200)
    trust = models.CharField(_("độ tin cậy"), max_length=1, choices=list(TRUST.items()))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("biến động đơn vị")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d/%m/%Y}"


class Succession(models.Model):
    """In an event, `after` took the ground of `before`: all of it, or a part.

    A unit newly founded has no `before`, one abolished without successor no `after`, one renamed is both.
    """

    event = models.ForeignKey(UnitEvent, models.PROTECT, related_name="successions", verbose_name=_("biến động"))
    before = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="successors", verbose_name=_("đơn vị cũ"))
    after = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="predecessors", verbose_name=_("đơn vị mới")
    )
    is_partial = models.BooleanField(_("một phần"), default=False)
    has_other_ground = models.BooleanField(_("đơn vị mới còn nhận đất của đơn vị chưa nạp"), default=False)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["event", "before", "after"], name="succession_once_per_event"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                name="succession_names_a_unit",
                violation_error_message=_("Phải có đơn vị cũ hoặc đơn vị mới."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"

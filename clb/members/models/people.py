"""People, their households, their membership and class through time, and the month's count of each club."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import Period, PeriodQuerySet
from clb.kernel.encrypted import EncryptedTextField
from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class PersonQuerySet(models.QuerySet["Person"]):
    """People whose records someone may see."""

    def visible_to(self, user: User) -> Self:
        """People who are or were members of a club where `user` may read members today."""
        clubs = Club.objects.filter(unit__in=user.reach("members.read").values("below"))
        mine = Membership.objects.filter(person=models.OuterRef("pk"), club__in=clubs)
        return self.filter(models.Exists(mine))


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Households of which someone may see a person."""

    def visible_to(self, user: User) -> Self:
        """Households in which a person lives whom `user` may see."""
        here = Person.objects.visible_to(user).filter(household=models.OuterRef("pk"))
        return self.filter(models.Exists(here))


class Household(models.Model):
    """People who live together, and where: a hamlet or a commune, and the address as the post would find it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        verbose_name=_("ấp, khóm hoặc xã, phường"),
    )
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    head = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="heads", verbose_name=_("chủ hộ")
    )

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ")

    def __str__(self) -> str:
        return str(self.pk)


class Person(models.Model):
    """Someone known to a club. A birth of which only the year is known counts from 1 January of that year."""

    class Sex(models.TextChoices):
        """As on the person's papers."""

        FEMALE = "FEMALE", _("Nữ")
        MALE = "MALE", _("Nam")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    search_key = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=120)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex.choices)
    birth_on = models.DateField(_("ngày sinh"), db_index=True)
    is_birth_year_only = models.BooleanField(_("chỉ biết năm sinh"), default=False)
    died_on = models.DateField(_("ngày mất"), null=True, blank=True)
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("hộ")
    )
    known_as = models.CharField(_("tên thường gọi"), max_length=80, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=15, blank=True, db_index=True)
    # Many elders have none, and a slip of the pen may give two people the same: suspected, never refused.
    id_number = EncryptedTextField(_("số định danh"), max_length=12, blank=True, default="")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người")
        indexes = [
            # Parts of words, by PostgreSQL's trigrams; on SQLite an ordinary index, which small clubs do not need.
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="person_by_part_of_name"),
            models.Index(fields=["sort_key", "id"], name="person_by_given_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def birth_shown(self) -> str:
        """'1950' where only the year is known, else '01/02/1950'."""
        return str(self.birth_on.year) if self.is_birth_year_only else self.birth_on.strftime("%d/%m/%Y")

    def age_on(self, day: date) -> int:
        """Full years on `day`."""
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class NameWord(models.Model):
    """A word of a name that people bear: the index by which names are searched, one row a word and name.

    Names repeat: a nation of 1.2 million people bears far fewer. Derived from Person.search_key; a name that nobody
    bears any more may stay.
    """

    word = models.CharField(max_length=120, db_index=True)
    search_key = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("chữ trong tên")
        constraints = [models.UniqueConstraint(fields=["search_key", "word"], name="name_word_once_a_name")]

    def __str__(self) -> str:
        return self.word


class HouseholdClass(Period):
    """The class of a person's household by the commune's yearly list. No row: neither poor nor near-poor."""

    class Class(models.TextChoices):
        """Classes of the national multi-dimensional standard, and hardship as the commune confirms it."""

        POOR = "POOR", _("Hộ nghèo")
        NEAR_POOR = "NEAR_POOR", _("Hộ cận nghèo")
        HARDSHIP = "HARDSHIP", _("Hoàn cảnh khó khăn khác")

    person = models.ForeignKey(Person, models.CASCADE, related_name="household_classes", verbose_name=_("người"))
    household_class = models.CharField(_("diện hộ"), max_length=10, choices=Class.choices)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("diện hộ theo thời gian")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["person", "from_on"], name="household_class_begins_once_a_day"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until_on__isnull=True), name="person_has_one_open_household_class"
            ),
        ]
        # By day alone, for what changed since a month's end in a whole province.
        indexes = [
            models.Index(fields=["from_on"], name="household_class_by_first_day"),
            models.Index(fields=["until_on"], name="household_class_by_last_day"),
        ]

    def __str__(self) -> str:
        return self.get_household_class_display()


class MembershipQuerySet(PeriodQuerySet):
    """Memberships that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Memberships of clubs where `user` may read members today."""
        return self.filter(club__unit__in=user.reach("members.read").values("below"))


class Membership(Period):
    """Someone belonged to a club from a day until a day."""

    class LeavingReason(models.TextChoices):
        """Why a membership ended."""

        ASKED = "ASKED", _("Xin thôi")
        MOVED = "MOVED", _("Chuyển nơi ở")
        TRANSFERRED = "TRANSFERRED", _("Chuyển câu lạc bộ")
        DIED = "DIED", _("Qua đời")
        REMOVED = "REMOVED", _("Câu lạc bộ cho thôi")
        CLUB_ENDED = "CLUB_ENDED", _("Câu lạc bộ giải thể")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("người"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="memberships", verbose_name=_("câu lạc bộ"))
    leaving_reason = models.CharField(_("lý do thôi"), max_length=12, choices=LeavingReason.choices, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("tư cách thành viên")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "club"],
                condition=Q(until_on__isnull=True),
                name="membership_once_per_club_at_a_time",
                violation_error_message=_("Người này đang là thành viên của câu lạc bộ."),
            ),
        ]
        indexes = [
            models.Index(fields=["club", "from_on", "until_on"], name="membership_by_club_and_day"),
            models.Index(fields=["from_on"], name="membership_by_first_day"),
            models.Index(fields=["until_on"], name="membership_by_last_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.club_id}"


class ClubMonthQuerySet(models.QuerySet["ClubMonth"]):
    """Months of clubs that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs that `user` may read today; they name nobody."""
        return self.filter(club__unit__in=user.reach("clubs.read").values("below"))


class ClubMonth(models.Model):
    """What a club's members were on the last day of a month, as far as is recorded.

    Kept in the transaction of the command that changes it, and re-derivable from memberships at any time.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="months", verbose_name=_("câu lạc bộ"))
    month_end = models.DateField(_("cuối tháng"))
    members = models.IntegerField(_("thành viên"))
    women = models.IntegerField(_("phụ nữ"))
    older_60 = models.IntegerField(_("từ 60 tuổi"))
    older_55 = models.IntegerField(_("từ 55 tuổi"))
    older_60_women = models.IntegerField(_("phụ nữ từ 60 tuổi"))
    poor = models.IntegerField(_("hộ nghèo"))
    near_poor = models.IntegerField(_("hộ cận nghèo"))
    hardship = models.IntegerField(_("khó khăn khác"))

    objects = ClubMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tháng của câu lạc bộ")
        constraints = [models.UniqueConstraint(fields=["club", "month_end"], name="one_summary_per_club_and_month")]
        indexes = [models.Index(fields=["month_end", "club"], name="club_month_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.month_end:%m/%Y}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        return f"{self.month_end:%m/%Y}"

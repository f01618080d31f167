"""What is asked for, of whom, and what they promised."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.members.models import Person
from clb.plans.models import Task

from .kept import Kept, KeptQuerySet


class Drive(Kept):
    """A drive to mobilise: what for, how much, from when until when, and which duty of a plan it serves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(_("tên đợt vận động"), max_length=200)
    purpose = models.CharField(_("để làm gì"), max_length=500)
    target_vnd = models.BigIntegerField(_("mục tiêu"))
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, related_name="drives", verbose_name=_("nhiệm vụ của kế hoạch")
    )
    closed_on = models.DateField(_("kết thúc ngày"), null=True)
    closing_words = models.CharField(_("kết quả"), max_length=500, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt vận động")
        constraints = [
            models.CheckConstraint(
                condition=Q(target_vnd__gt=0),
                name="drive_has_a_target",
                violation_error_message=_("Mục tiêu phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="drive_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "office", "-from_on"], name="drive_by_keeper")]

    def __str__(self) -> str:
        return self.title


class Donor(Kept):
    """Whoever gives, as one office or club knows them. A person is unnamed to the public until they agreed."""

    class Kind(models.TextChoices):
        """Who gives."""

        ORGANISATION = "ORGANISATION", _("Tổ chức, cơ quan, hội")
        ENTERPRISE = "ENTERPRISE", _("Doanh nghiệp, cơ sở kinh doanh")
        PERSON = "PERSON", _("Cá nhân, gia đình")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(_("số"))
    kind = models.CharField(_("là ai"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=200, blank=True)
    is_abroad = models.BooleanField(_("ở nước ngoài"), default=False)
    contact = models.CharField(_("cách liên hệ"), max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("là thành viên"))
    is_named = models.BooleanField(_("được nêu tên công khai"), default=False)
    naming_told = models.CharField(_("đồng ý nêu tên thế nào"), max_length=200, blank=True)
    forgotten_on = models.DateField(_("xóa tên ngày"), null=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhà tài trợ")
        constraints = [
            models.UniqueConstraint(fields=["unit", "office", "number"], name="donor_number_once_per_keeper"),
            models.CheckConstraint(
                condition=~Q(kind="PERSON", is_named=True, naming_told=""),
                name="person_named_as_agreed",
                violation_error_message=_("Cá nhân chỉ được nêu tên khi đã đồng ý: hãy ghi đồng ý thế nào."),
            ),
            models.CheckConstraint(
                condition=~Q(name="", is_named=True),
                name="named_donor_has_a_name",
                violation_error_message=_("Nhà tài trợ không còn tên thì không nêu tên được."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """'Nhà tài trợ số 12', which names nobody."""
        return gettext("Nhà tài trợ số %d") % self.number

    @property
    def called(self) -> str:
        """The name for those who may read it; the code where it was erased."""
        return self.name or self.code


class DonationPledge(Kept):
    """What a donor promised, until when. How much of it was kept, the donations say that name it."""

    class Form(models.TextChoices):
        """In which form something is given."""

        CASH = "CASH", _("Tiền")
        GOODS = "GOODS", _("Hiện vật")
        WORK = "WORK", _("Ngày công")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges", verbose_name=_("nhà tài trợ"))
    drive = models.ForeignKey(Drive, models.PROTECT, null=True, related_name="pledges", verbose_name=_("đợt vận động"))
    form = models.CharField(_("hứa gì"), max_length=5, choices=Form.choices)
    value_vnd = models.BigIntegerField(_("trị giá"))
    what = models.CharField(_("cụ thể"), max_length=200, blank=True)
    promised_on = models.DateField(_("hứa ngày"))
    due_on = models.DateField(_("hẹn đến ngày"))
    withdrawn_on = models.DateField(_("rút ngày"), null=True)
    withdrawn_because = models.CharField(_("rút vì sao"), max_length=300, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời hứa ủng hộ")
        constraints = [
            models.CheckConstraint(
                condition=Q(value_vnd__gt=0),
                name="donation_pledge_of_something",
                violation_error_message=_("Trị giá phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("promised_on")),
                name="donation_pledge_due_after_promised",
                violation_error_message=_("Ngày hẹn không được trước ngày hứa."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because=""),
                name="donation_pledge_withdrawn_says_why",
                violation_error_message=_("Hãy ghi vì sao rút."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "office", "due_on"], name="pledge_by_keeper_and_due")]

    def __str__(self) -> str:
        return str(self.pk)

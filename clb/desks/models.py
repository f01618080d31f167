"""What an agency writes at its desk: notes and findings, proposals with their answer, and what follows from both."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.queries import offices
from clb.access.roles import Role
from clb.files.models import StoredFile
from clb.places.models import Unit
from clb.plans.models import Task

if TYPE_CHECKING:
    from clb.access.models import User


def of_own_office(user: User) -> Q:
    """Rows written at a desk that `user` holds today."""
    own = Q(pk__in=[])
    for office in offices(user, timezone.localdate()):
        own |= Q(unit=office.unit_id, role=office.role)
    return own


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of the own desk; of others those that were written for people like `user`, on the own ground."""
        told = Note.Audience
        leads, reads, clubs = (user.reach(f"desks.{right}").values("below") for right in RIGHTS)
        for_agencies = Q(audience__in=(told.AGENCIES, told.CLUB), unit__in=reads)
        for_leaders = Q(audience__in=(told.LEADERS, told.AGENCIES, told.CLUB), unit__in=leads)
        own = of_own_office(user) if user.may_anywhere("desks.read") else Q(pk__in=[])
        return self.filter(own | for_leaders | for_agencies | Q(audience=told.CLUB, about__in=clubs))


RIGHTS = ("read_addressed", "read", "read_notes")


class AtDesk(models.Model):
    """Something written at a desk: an office (role) at a unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(class)ss", verbose_name=_("đơn vị"))
    role = models.CharField(_("cơ quan"), max_length=20, choices=Role.choices)
    text = models.TextField(_("nội dung"), max_length=4000)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp kèm theo")
    )
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class Note(AtDesk):
    """What an agency saw or heard on its ground, of a club or of no one club, and whom it is for."""

    class Kind(models.TextChoices):
        """What it is."""

        SUPERVISION = "SUPERVISION", _("Phiếu giám sát")
        FINDING = "FINDING", _("Điều chưa đúng, cần sửa")
        PRAISE = "PRAISE", _("Cách làm hay, điển hình")
        OPINION = "OPINION", _("Ý kiến, phản ánh của người dân")
        REMARK = "REMARK", _("Ghi nhận khác")

    class Audience(models.TextChoices):
        """Whom it is for; each includes those before."""

        OFFICE = "OFFICE", _("Chỉ cơ quan mình")
        LEADERS = "LEADERS", _("Thêm Ủy ban nhân dân và Hội Người cao tuổi")
        AGENCIES = "AGENCIES", _("Thêm các cơ quan cùng địa bàn và cấp trên")
        CLUB = "CLUB", _("Thêm câu lạc bộ được nêu")

    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    noted_on = models.DateField(_("ngày"))
    about = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="noted", verbose_name=_("nơi được nêu")
    )
    audience = models.CharField(_("cho ai xem"), max_length=8, choices=Audience.choices)
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="notes", verbose_name=_("phục vụ nhiệm vụ")
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("ghi nhận của cơ quan")
        indexes = [
            models.Index(fields=["unit", "role", "-noted_on"], name="note_by_desk"),
            models.Index(fields=["about", "-noted_on"], name="note_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="CLUB") | Q(about__isnull=False),
                name="note_for_a_club_names_it",
                violation_error_message=_("Muốn cho câu lạc bộ xem thì hãy chọn câu lạc bộ."),
            )
        ]


class PetitionQuerySet(models.QuerySet["Petition"]):
    """Proposals that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of the own desk, and those sent from or to ground that `user` leads."""
        leads = user.reach("desks.read_addressed").values("below")
        own = of_own_office(user) if user.may_anywhere("desks.read") else Q(pk__in=[])
        return self.filter(own | Q(unit__in=leads) | Q(to_place__in=leads))


class Petition(AtDesk):
    """A proposal to a People's Committee: by whom, to whom, by which paper, and by when an answer is awaited."""

    to_place = models.ForeignKey(Unit, models.PROTECT, related_name="asked", verbose_name=_("gửi Ủy ban nhân dân ở"))
    about = models.CharField(_("về việc"), max_length=200)
    number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    sent_on = models.DateField(_("ngày gửi"))
    answer_by = models.DateField(_("xin trả lời trước ngày"))

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị, đề xuất")
        indexes = [models.Index(fields=["unit", "role", "-sent_on"], name="petition_by_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("sent_on")),
                name="petition_answered_after_it_was_sent",
                violation_error_message=_("Ngày xin trả lời không được trước ngày gửi."),
            )
        ]

    def __str__(self) -> str:
        return self.about


class PetitionAnswer(models.Model):
    """The answer to a proposal."""

    class Outcome(models.TextChoices):
        """What was said."""

        ACCEPTED = "ACCEPTED", _("Đồng ý")
        PARTLY = "PARTLY", _("Đồng ý một phần")
        REFUSED = "REFUSED", _("Không đồng ý")

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="answer", verbose_name=_("kiến nghị"))
    outcome = models.CharField(_("kết quả"), max_length=8, choices=Outcome.choices)
    answered_on = models.DateField(_("ngày trả lời"))
    number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    text = models.TextField(_("nội dung trả lời"), max_length=4000)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        verbose_name = _("trả lời kiến nghị")

    def __str__(self) -> str:
        return self.get_outcome_display()


class NextStep(models.Model):
    """Something to be done after a note or a proposal, by whom and until when."""

    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="steps", verbose_name=_("ghi nhận"))
    petition = models.ForeignKey(Petition, models.CASCADE, null=True, related_name="steps", verbose_name=_("kiến nghị"))
    text = models.CharField(_("việc làm tiếp"), max_length=300)
    owner = models.CharField(_("ai làm"), max_length=120)
    due_on = models.DateField(_("hạn"), db_index=True)
    done_on = models.DateField(_("xong ngày"), null=True)
    result = models.CharField(_("kết quả"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("việc làm tiếp của ghi nhận, kiến nghị")
        constraints = [
            models.CheckConstraint(
                condition=Q(note__isnull=False, petition__isnull=True) | Q(note__isnull=True, petition__isnull=False),
                name="next_step_follows_one_thing",
                violation_error_message=_("Việc làm tiếp thuộc về một ghi nhận hoặc một kiến nghị."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def after(self) -> Note | Petition:
        """What it follows from."""
        found = self.note or self.petition
        assert found is not None
        return found

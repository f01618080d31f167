"""Decisions and plans, and what they order: objectives, targets, duties, agencies, money, recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.law.norms import TRUST
from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Confirmed plans for everyone who reads plans anywhere; drafts only where the person may confirm them."""
        drafts = Q(place__in=user.reach("plans.confirm_plan").values("below"))
        confirmed = Q(status=Plan.Status.CONFIRMED) if user.may_anywhere("plans.read") else Q(pk__in=[])
        return self.filter(drafts | confirmed)


class Plan(models.Model):
    """A decision or a plan of a place for a period. Old ones are never lost."""

    class Kind(models.TextChoices):
        """The kinds of paper that order a programme."""

        DECISION = "DECISION", _("Quyết định")
        PLAN = "PLAN", _("Kế hoạch")

    class Status(models.TextChoices):
        """A draft is read from a text; a person confirms it."""

        DRAFT = "DRAFT", _("Dự thảo, chờ người duyệt")
        CONFIRMED = "CONFIRMED", _("Đã xác nhận")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    title = models.CharField(_("tên"), max_length=400)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("địa bàn"))
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    implements = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="implemented_by", verbose_name=_("thực hiện")
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("tiếp nối")
    )
    status = models.CharField(_("trạng thái"), max_length=10, choices=Status.choices)
    confirmed_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)
    trust = models.CharField(_("độ tin cậy của nguồn"), max_length=1, choices=list(TRUST.items()), default="S")
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    # False where the text does not tell the period: the days are then a suggestion until a person says them.
    is_period_known = models.BooleanField(_("kỳ đã rõ"), default=True)
    text_hash = models.CharField(_("dấu của văn bản"), max_length=64, blank=True, db_index=True)
    reference_key = models.CharField(_("khóa trong dữ liệu kèm phần mềm"), max_length=40, blank=True)
    lines = models.JSONField(_("các dòng phần đầu và phần ký"), default=list, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="plan_ends_after_it_begins",
                violation_error_message=_("Kế hoạch không thể kết thúc trước khi bắt đầu."),
            ),
            models.CheckConstraint(
                condition=~Q(status="CONFIRMED") | Q(is_period_known=True),
                name="plan_confirmed_with_its_period",
                violation_error_message=_("Hãy nhập kỳ kế hoạch trước khi xác nhận."),
            ),
            models.UniqueConstraint(
                fields=["place", "text_hash"],
                condition=Q(status="DRAFT") & ~Q(text_hash=""),
                name="plan_text_drafted_once_a_place",
                violation_error_message=_("Văn bản này đang có một dự thảo chờ duyệt."),
            ),
            models.UniqueConstraint(
                fields=["reference_key"], condition=~Q(reference_key=""), name="plan_reference_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def is_draft(self) -> bool:
        """Does it wait for a person to confirm it?"""
        return self.status == self.Status.DRAFT


class PlanLine(models.Model):
    """A line of the plan's own text, as it was read."""

    class Aside(models.TextChoices):
        """Why a line is in no item."""

        PAGE_NOISE = "PAGE_NOISE", _("Số trang hoặc dòng lặp lại ở đầu, cuối trang")
        HEADING = "HEADING", _("Tiêu đề mục")
        CONTEXT = "CONTEXT", _("Bối cảnh, phạm vi, không giao việc")
        CLOSING = "CLOSING", _("Lời kết hoặc điều khoản thi hành")
        ANNEX = "ANNEX", _("Đầu bảng, dòng cộng hoặc ghi chú của phụ lục")
        NOT_RECOGNISED = "NOT_RECOGNISED", _("Chưa nhận ra, cần người đọc xem")
        DROPPED = "DROPPED", _("Người duyệt bỏ khỏi mục")

    # What a person should look at before the plan is confirmed; the rest is the paper's frame.
    TO_READ = (Aside.CONTEXT, Aside.CLOSING, Aside.NOT_RECOGNISED, Aside.DROPPED)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="text_lines", verbose_name=_("kế hoạch"))
    number = models.PositiveIntegerField(_("dòng"))
    page = models.PositiveIntegerField(_("trang"), null=True)
    text = models.TextField(_("chữ"))
    set_aside = models.CharField(_("lý do để riêng"), max_length=20, choices=Aside.choices, blank=True)

    class Meta:
        verbose_name = _("dòng văn bản")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_line_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"


class PlanItem(models.Model):
    """What every part of a plan has: its wording, its order, the lines that it came from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss", verbose_name=_("kế hoạch"))
    order = models.PositiveIntegerField(_("thứ tự"))
    text = models.TextField(_("nội dung"))
    lines = models.JSONField(_("các dòng"), default=list, blank=True)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Objective(PlanItem):
    """What the plan is for."""

    class Meta(PlanItem.Meta):
        verbose_name = _("mục tiêu")


class Target(PlanItem):
    """A number (or a quality) that the plan wants by a day."""

    class Measure(models.TextChoices):
        """What kind of figure is wanted."""

        COUNT = "COUNT", _("Số lượng")
        SHARE = "SHARE", _("Tỷ lệ %")
        MONEY_VND = "MONEY_VND", _("Số tiền (đồng)")
        QUALITY = "QUALITY", _("Chất lượng, không có con số")

    class Scope(models.TextChoices):
        """Of the whole place, or of each club in it."""

        TOTAL = "TOTAL", _("Toàn địa bàn")
        EACH_CLUB = "EACH_CLUB", _("Mỗi câu lạc bộ")

    subject = models.CharField(_("về"), max_length=200)
    measure = models.CharField(_("loại con số"), max_length=10, choices=Measure.choices)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    scope = models.CharField(_("phạm vi"), max_length=10, choices=Scope.choices, default=Scope.TOTAL)
    minimum = models.DecimalField(_("ít nhất"), max_digits=18, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("nhiều nhất"), max_digits=18, decimal_places=2, null=True, blank=True)
    is_min_strict = models.BooleanField(_("phải trên mức ít nhất"), default=False)
    is_max_strict = models.BooleanField(_("phải dưới mức nhiều nhất"), default=False)
    share_of = models.CharField(_("tỷ lệ của"), max_length=200, blank=True)
    is_aspiration = models.BooleanField(_("phấn đấu"), default=False)
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    place_name = models.CharField(_("riêng cho"), max_length=200, blank=True)
    indicator = models.CharField(_("chỉ số"), max_length=60, blank=True)
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, verbose_name=_("trong đó của"))

    class Meta(PlanItem.Meta):
        verbose_name = _("chỉ tiêu")


class ActivityArea(PlanItem):
    """One of the eight areas of activity, in the plan's own wording."""

    code = models.PositiveSmallIntegerField(_("mã mảng"))

    class Meta(PlanItem.Meta):
        verbose_name = _("mảng hoạt động")


class Agency(PlanItem):
    """A numbered head of the plan that gives duties to one or more bodies; `text` is the head."""

    is_request = models.BooleanField(_("đề nghị"), default=False)

    class Meta(PlanItem.Meta):
        verbose_name = _("đầu mối")


class AgencyBody(models.Model):
    """One body named by a head, and the office of the people who act for it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="bodies", verbose_name=_("đầu mối"))
    name = models.CharField(_("cơ quan"), max_length=200)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices, blank=True)
    # Who took over its duties when it was abolished, since when, and where that office is held.
    successor = models.CharField(_("nơi nhận việc"), max_length=200, blank=True, default="")
    succeeded_on = models.DateField(_("nhận từ ngày"), null=True, blank=True)
    successor_place = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nơi nhận việc ở đâu")
    )

    class Meta:
        verbose_name = _("cơ quan")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor="", succeeded_on__isnull=True, successor_place__isnull=True)
                | ~Q(successor="") & Q(succeeded_on__isnull=False),
                name="successor_of_a_body_since_a_day",
                violation_error_message=_("Hãy ghi cả nơi nhận việc và ngày nhận."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Task(PlanItem):
    """A duty: what an agency must do, how often, by when. A duty without an agency is shown as such."""

    class Rhythm(models.TextChoices):
        """How often."""

        ONCE = "ONCE", _("Không nói nhịp")
        MONTHLY = "MONTHLY", _("Mỗi tháng")
        QUARTERLY = "QUARTERLY", _("Mỗi quý")
        HALF_YEARLY = "HALF_YEARLY", _("Sáu tháng")
        YEARLY = "YEARLY", _("Hằng năm")
        PERIODIC = "PERIODIC", _("Định kỳ")
        UNTIL_END = "UNTIL_END", _("Đến hết giai đoạn")
        CONTINUOUS = "CONTINUOUS", _("Thường xuyên")

    class Part(models.TextChoices):
        """The agency's part in the duty."""

        LEAD = "LEAD", _("Chủ trì")
        COORDINATE = "COORDINATE", _("Phối hợp")
        DO = "DO", _("Thực hiện")

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("đầu mối")
    )
    group = models.CharField(_("nhóm việc"), max_length=300, blank=True)
    rhythm = models.CharField(_("nhịp"), max_length=12, choices=Rhythm.choices)
    part = models.CharField(_("vai"), max_length=10, choices=Part.choices)
    partners = models.CharField(_("cùng với"), max_length=500, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_month = models.PositiveSmallIntegerField(_("tháng đến hạn"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("ngày đến hạn"), null=True, blank=True)
    # What the software itself knows of it: a code of `plans.proofs`; empty where the words of the duty suggest it.
    proof = models.CharField(_("số liệu đối chiếu"), max_length=20, blank=True, default="")
    # Of a duty that the plan gave to nobody: who took it on since, by which paper.
    given_to = models.ForeignKey(
        AgencyBody, models.SET_NULL, null=True, blank=True, related_name="taken_on", verbose_name=_("giao thêm cho")
    )
    given_by = models.CharField(_("theo văn bản"), max_length=200, blank=True, default="")

    class Meta(PlanItem.Meta):
        verbose_name = _("nhiệm vụ")


class MoneySource(PlanItem):
    """Where the plan says that money comes from; `text` is its name."""

    class Kind(models.TextChoices):
        """The kinds of source that plans name."""

        STATE_BUDGET = "STATE_BUDGET", _("Ngân sách nhà nước")
        SOCIAL = "SOCIAL", _("Xã hội hóa")
        LOCAL_FUND = "LOCAL_FUND", _("Quỹ tại địa phương")
        NAMED_FUND = "NAMED_FUND", _("Quỹ có tên")
        OTHER = "OTHER", _("Nguồn khác")

    kind = models.CharField(_("loại nguồn"), max_length=12, choices=Kind.choices)

    class Meta(PlanItem.Meta):
        verbose_name = _("nguồn kinh phí")


class Recipient(PlanItem):
    """Who gets a copy of the plan."""

    class Meta(PlanItem.Meta):
        verbose_name = _("nơi nhận")

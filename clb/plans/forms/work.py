"""What is typed about duties at work."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.plans.models import AgencyBody, DutyExtension, Plan, Task, TaskEvidence, TaskReport
from clb.plans.proofs import NONE, proofs
from clb.plans.queries.duties import bodies_of, communes_of, is_owed_by_communes

from .papers import OfTask

LEVELS = (Unit.Level.NATION, Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)


class PlaceField(forms.ModelChoiceField):
    """A unit by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return name_on(obj, timezone.localdate())


class UserField(forms.ModelChoiceField):
    """Somebody who signs in, by the name that people know."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.called)


def chosen(form: CommandForm, name: str) -> Any:
    """The record that a form is about, before it is judged: as the page gave it, or as it was sent; None if unknown."""
    given = form.initial.get(name) or form.data.get(name)
    if given is None or not isinstance(given, (int, str)):
        return given
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField) and field.queryset is not None
    return field.queryset.filter(pk=given).first() if str(given).isdecimal() else None


def unit_of_work(by: Any, right: str, task: Task, place: Unit | None) -> Unit:
    """Where a right over a duty is checked: the unit that owes it; else where a body that took it over sits."""
    at = place or task.plan.place
    if not by.may(right, at):
        heirs = [body.successor_place for body in bodies_of(task) if body.successor_place]
        return next((unit for unit in heirs if by.may(right, unit)), at)
    return at


class OfDueDay(OfTask):
    """Something about one due day of a duty."""

    right = ""

    due_on = DayField(label=_("Kỳ hạn"), widget=forms.HiddenInput)
    place = PlaceField(
        Unit.objects.none(), label=_("Đơn vị làm"), to_field_name="key", required=False, empty_label=_("Cả địa bàn")
    )

    def scope(self, by: Any) -> None:
        """Units where I may say something of duties."""
        super().scope(by)
        reached = by.reach(self.right).values("below")
        places = Unit.objects.filter(pk__in=reached, level__in=LEVELS)
        task = chosen(self, "task")
        if task and not is_owed_by_communes(task):
            self.fields["place"].widget = forms.HiddenInput()
        elif task:
            communes = [unit.pk for unit in communes_of(task.plan, timezone.localdate())]
            places = places.filter(pk__in=communes)
        self.narrow("place", places)

    def unit(self) -> Unit:
        """The unit that owes it."""
        return unit_of_work(self.by, self.right, self.cleaned_data["task"], self.cleaned_data.get("place"))


class ReportTask(OfDueDay):
    """A duty done for a due day."""

    right = "plans.report_task"

    done_on = DayField(label=_("Làm xong ngày"))
    evidence = forms.CharField(label=_("Bằng chứng (số văn bản, nơi lưu, việc đã làm)"), max_length=400)
    file = EvidenceField(label=_("Ảnh hoặc văn bản kèm theo"), required=False)


class ChargeDuty(OfDueDay):
    """Who sees to a duty from a due day on."""

    right = "plans.charge_duty"

    user = UserField(
        User.objects.none(),
        label=_("Người phụ trách có tài khoản"),
        required=False,
        empty_label=_("Ghi tên ở dưới"),
    )
    in_charge = forms.CharField(label=_("Hoặc ghi tên, chức vụ"), max_length=120, required=False)

    def scope(self, by: Any) -> None:
        """People who hold an office at the units that I may see to."""
        super().scope(by)
        held = Q(assignments__unit__in=by.reach(self.right).values("below"), assignments__until_on__isnull=True)
        officers = User.objects.filter(held, is_active=True).exclude(assignments__unit__level="CLUB").distinct()
        self.narrow("user", officers.order_by("first_name", "username"))


class ExtendDuty(OfDueDay):
    """A due day put off."""

    right = "plans.extend_duty"

    granted_on = DayField(label=_("Cho gia hạn ngày"))
    until_on = DayField(label=_("Gia hạn đến ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    paper = forms.CharField(label=_("Theo văn bản (nếu có)"), max_length=200, required=False)

    def unit(self) -> Unit:
        """The plan's place: whoever gave the duty puts it off."""
        task: Task = self.cleaned_data["task"]
        return task.plan.place


class DropExtension(CommandForm):
    """An extension taken back."""

    extension = forms.ModelChoiceField(DutyExtension.objects.none(), label=_("Gia hạn"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Extensions on plans that I may see."""
        rows = DutyExtension.objects.filter(task__plan__in=Plan.objects.visible_to(by))
        self.narrow("extension", rows.select_related("task__plan__place"))

    def unit(self) -> Unit:
        """The plan's place."""
        extension: DutyExtension = self.cleaned_data["extension"]
        return extension.task.plan.place


class OfReport(CommandForm):
    """Something about one report."""

    right = "plans.prove_task"

    report = forms.ModelChoiceField(TaskReport.objects.none(), label=_("Báo cáo"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Reports on plans that I may see."""
        reports = TaskReport.objects.visible_to(by)
        self.narrow("report", reports.select_related("place", "task__plan__place", "task__agency", "task__given_to"))
        report = chosen(self, "report") if "record" in self.fields else None
        if report:
            choices = [("", "—"), *self.records(report)]
            self.fields["record"].widget = forms.Select(choices=choices)

    def records(self, report: TaskReport) -> list[tuple[str, str]]:
        """Records that I may point to: `kind:key` and what each is, of the plan's period until it was done."""
        return [
            (f"{proof.code}:{row.key}", f"{proof.what}: {row.what}")
            for proof in proofs().values()
            if proof.records
            for row in proof.records(self.by, report.place, report.task.plan.from_on, report.done_on)
        ]

    def unit(self) -> Unit:
        """The unit that did it."""
        report: TaskReport = self.cleaned_data["report"]
        return unit_of_work(self.by, self.right, report.task, report.place)


class WithdrawTaskReport(OfReport):
    """A report taken back."""

    right = "plans.withdraw_task_report"


class ProveTask(OfReport):
    """What shows a report."""

    file = EvidenceField(label=_("Ảnh hoặc văn bản"), required=False)
    record = forms.CharField(label=_("Hoặc chọn việc đã ghi trong phần mềm"), max_length=62, required=False)

    def clean(self) -> dict[str, Any]:
        """A record must be one that I may see on the report's ground; its name is kept as it was shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        record, report = cleaned.get("record"), cleaned.get("report")
        cleaned["what"] = ""
        if record and report:
            known = dict(self.records(report))
            if record not in known:
                self.add_error("record", _("Không có việc này trong phần mềm, hoặc bạn không được xem."))
            cleaned["what"] = known.get(record, "")
        return cleaned


class DropTaskEvidence(CommandForm):
    """What was added by mistake."""

    proof = forms.ModelChoiceField(TaskEvidence.objects.none(), label=_("Bằng chứng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Papers and records that I may see."""
        rows = TaskEvidence.objects.visible_to(by)
        self.narrow("proof", rows.select_related("file", "report__place", "report__task__plan__place"))

    def unit(self) -> Unit:
        """The unit that did it."""
        proof: TaskEvidence = self.cleaned_data["proof"]
        return unit_of_work(self.by, "plans.drop_task_evidence", proof.report.task, proof.report.place)


def proof_choices() -> list[tuple[str, Any]]:
    """What its words suggest, none, or one kind of count."""
    suggested = [("", _("Theo lời văn của nhiệm vụ")), (NONE, _("Không có số liệu nào"))]
    return [*suggested, *((code, proof.what) for code, proof in proofs().items())]


class BindDuty(OfTask):
    """Which count of the software belongs to a duty."""

    proof = forms.ChoiceField(label=_("Số liệu đối chiếu"), choices=proof_choices, required=False)


class BodyField(forms.ModelChoiceField):
    """A body by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.name)


class GiveDuty(OfTask):
    """A duty that nobody owns is given to a body."""

    journal_text = frozenset({"paper"})

    body = BodyField(AgencyBody.objects.none(), label=_("Giao cho"), required=False, empty_label=_("Chưa giao cho ai"))
    paper = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Bodies of plans that I may see; the service holds them to the same plan."""
        super().scope(by)
        bodies = AgencyBody.objects.filter(agency__plan__in=Plan.objects.visible_to(by)).select_related("agency")
        task = chosen(self, "task")
        self.narrow("body", (bodies.filter(agency__plan=task.plan_id) if task else bodies).order_by("agency", "pk"))

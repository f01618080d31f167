"""What is typed about findings, by the team and by the club."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.supervision.models import (
    BODIES,
    CorrectiveAction,
    FindingKind,
    Severity,
    SupervisionFile,
    SupervisionFinding,
)

from .visits import NO_NAMES, OfVisit, words


class RecordFinding(OfVisit):
    """Something is not as it should be."""

    kind = forms.ChoiceField(label=_("Về việc gì"), choices=FindingKind.choices)
    severity = forms.ChoiceField(label=_("Mức độ"), choices=Severity.choices, widget=forms.RadioSelect)
    text = words(_("Phát hiện"), 1000, rows=3, help_text=NO_NAMES)
    body = forms.ChoiceField(label=_("Cơ quan phát hiện"), choices=BODIES)
    is_fixed_at_once = forms.BooleanField(label=_("Đã khắc phục tại chỗ"), required=False)
    action = words(_("Việc phải làm"), 300, required=False)
    owner = words(_("Ai làm (chức danh)"), 120, required=False)
    due_on = DayField(label=_("Hạn"), required=False)
    file = EvidenceField(label=_("Ảnh hoặc giấy tờ"), required=False)


class OfFinding(CommandForm):
    """Something that the team does about one finding."""

    finding = forms.ModelChoiceField(SupervisionFinding.objects.none(), label=_("Phát hiện"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Findings that I may see."""
        rows = SupervisionFinding.objects.visible_to(by)
        self.narrow("finding", rows.select_related("visit__programme__unit", "club__unit"))

    def unit(self) -> Unit:
        """The place of the programme."""
        finding: SupervisionFinding = self.cleaned_data["finding"]
        return finding.visit.programme.unit


class DropFinding(OfFinding):
    """One written down by mistake goes."""


class PlanAction(OfFinding):
    """Something is to be done about it."""

    text = words(_("Việc phải làm"), 300, help_text=NO_NAMES)
    owner = words(_("Ai làm (chức danh)"), 120)
    due_on = DayField(label=_("Hạn"))


class AttachSupervisionFile(OfFinding):
    """A photo or a paper of a finding."""

    file = EvidenceField(label=_("Ảnh hoặc giấy tờ"))


class AnswerFinding(OfFinding):
    """What the club has to say about it."""

    answer = words(_("Ý kiến của câu lạc bộ"), 1000, rows=4, help_text=NO_NAMES)

    def unit(self) -> Unit:
        """The club's own unit."""
        finding: SupervisionFinding = self.cleaned_data["finding"]
        return finding.club.unit


class OfAction(CommandForm):
    """Something that the team does about one corrective action."""

    action = forms.ModelChoiceField(
        CorrectiveAction.objects.none(), label=_("Việc khắc phục"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Of findings that I may see."""
        rows = CorrectiveAction.objects.visible_to(by)
        self.narrow("action", rows.select_related("finding__visit__programme__unit", "finding__club__unit"))

    def unit(self) -> Unit:
        """The place of the programme."""
        action: CorrectiveAction = self.cleaned_data["action"]
        return action.finding.visit.programme.unit


class ReportAction(OfAction):
    """The club says that it is done."""

    done_on = DayField(label=_("Xong ngày"))
    words = words(_("Đã làm thế nào"), 500, rows=3, help_text=NO_NAMES)
    file = EvidenceField(label=_("Ảnh hoặc giấy tờ làm bằng chứng"), required=False)

    def unit(self) -> Unit:
        """The club's own unit."""
        action: CorrectiveAction = self.cleaned_data["action"]
        return action.finding.club.unit


class VerifyAction(OfAction):
    """The team looked and agrees."""

    verified_on = DayField(label=_("Ngày xác nhận"))
    words = words(_("Đã xem gì để xác nhận"), 300, required=False)


class ReturnAction(OfAction):
    """The team looked and does not agree."""

    because = words(_("Vì sao trả lại"), 300)


class DropSupervisionFile(CommandForm):
    """One sent by mistake goes."""

    evidence = forms.ModelChoiceField(SupervisionFile.objects.none(), label=_("Bằng chứng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Of findings that I may see."""
        seen = SupervisionFinding.objects.visible_to(by)
        rows = SupervisionFile.objects.filter(finding__in=seen) | SupervisionFile.objects.filter(
            action__finding__in=seen
        )
        names = ("finding__visit__programme__unit", "action__finding__visit__programme__unit", "file")
        self.narrow("evidence", rows.select_related(*names))

    def unit(self) -> Unit:
        """The place of the programme."""
        evidence: SupervisionFile = self.cleaned_data["evidence"]
        finding = evidence.finding or evidence.action.finding  # type: ignore[union-attr]  # one of both, by constraint
        return finding.visit.programme.unit

"""Forms of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.reports.models import Report

from .calendar import OfPeriod


class DraftReport(OfPeriod):
    """A report is begun."""

    def unit(self) -> Unit:
        """The unit that owes it."""
        return self.owing_unit()


class OfReport(CommandForm):
    """Something about one report."""

    report = forms.ModelChoiceField(Report.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Reports that I may see."""
        self.narrow("report", Report.objects.visible_to(by).select_related("unit", "receiver", "type"))

    def unit(self) -> Unit:
        """The unit that writes it."""
        report: Report = self.cleaned_data["report"]
        return report.unit


class OfReceived(OfReport):
    """Something that the receiver says of a report."""

    def unit(self) -> Unit:
        """The unit that receives it."""
        report: Report = self.cleaned_data["report"]
        return report.receiver


class RefreshReport(OfReport):
    """Figures and drafts are computed anew."""


class EditPassage(OfReport):
    """A person's words for a paragraph."""

    section = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Đoạn văn"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Để trống rồi ghi: dùng lại đoạn máy soạn. Số liệu ở bảng không đổi theo. Đừng ghi tên, hoàn cảnh của ai."
        ),
    )
    journal_text = frozenset({"section"})


class DropReport(OfReport):
    """A draft that was never handed in goes."""


class SubmitReport(OfReport):
    """It is handed in."""


class RecheckReport(OfReport):
    """Held against the records of today."""


class AcceptReport(OfReceived):
    """It is taken."""


class ReturnReport(OfReceived):
    """It goes back."""

    reason = forms.CharField(
        label=_("Lý do trả lại, cần sửa gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenReport(OfReceived):
    """It is opened for a new version."""

    reason = forms.CharField(label=_("Lý do mở lại"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RecordPaperReport(OfPeriod):
    """One that came on paper."""

    received_on = DayField(label=_("Ngày nhận bản giấy"))
    file = EvidenceField(label=_("Bản chụp, bản quét"))

    def unit(self) -> Unit:
        """The unit that received it."""
        return self.receiver()

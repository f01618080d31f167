"""What is typed on sheets, and in appeals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.grading.models import Appeal, Criterion, MarkFile, Sheet
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .parts import PointsField


class OfSheet(CommandForm):
    """Something about one sheet."""

    sheet = forms.ModelChoiceField(Sheet.objects.none(), label=_("Phiếu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Sheets that I may see."""
        rows = Sheet.objects.visible_to(by)
        self.narrow("sheet", rows.select_related("club__unit", "commune", "round__place", "round__scorecard"))

    def _sheet(self) -> Sheet:
        sheet: Sheet = self.cleaned_data["sheet"]
        return sheet


class AtClub(OfSheet):
    """Done by the club."""

    def unit(self) -> Unit:
        """The club."""
        return self._sheet().club.unit


class AtCommune(OfSheet):
    """Done by the commune."""

    def unit(self) -> Unit:
        """The commune where the club lies in this round."""
        return self._sheet().commune


class AtPlace(OfSheet):
    """Done by those who hold the round."""

    def unit(self) -> Unit:
        """The place whose clubs are graded."""
        return self._sheet().round.place


class Points(OfSheet):
    """Points in one criterion, why, and what proves it."""

    criterion = forms.ModelChoiceField(Criterion.objects.all(), label=_("Tiêu chí"), widget=forms.HiddenInput)
    points = PointsField(label=_("Điểm"), max_digits=4)
    reason = forms.CharField(
        label=_("Lý do, dựa vào đâu"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Phải ghi khi điểm khác điểm từ sổ, hoặc khi tiêu chí do người chấm."),
    )
    file = EvidenceField(label=_("Ảnh, giấy tờ làm bằng chứng"), required=False)


class GradeOwnClub(AtClub, Points):
    """The club's own points."""


class GradeForCommune(AtCommune, Points):
    """The commune's points."""


class GradeFromAbove(AtPlace, Points):
    """The points that stand."""


class Noted(OfSheet):
    """With a word, if one likes."""

    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class Explained(OfSheet):
    """With a reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SendOwnSheet(AtClub, Noted):
    """The club is done."""


class FetchSheet(AtCommune, Explained):
    """The commune takes a sheet that its club did not send."""


class SendToAbove(AtCommune, Noted):
    """The commune is done."""


class TellResult(AtPlace, Noted):
    """The result is told."""


class ReturnToClub(AtCommune, Explained):
    """Back to the club."""


class ReturnToCommune(AtPlace, Explained):
    """Back to the commune."""


class LeaveOut(AtPlace, Explained):
    """A club is not graded."""


class TakeBackIn(AtPlace, Explained):
    """It is graded after all."""


class DropMarkFile(CommandForm):
    """A file sent by mistake goes."""

    mark_file = forms.ModelChoiceField(MarkFile.objects.none(), label=_("Tệp"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Files of sheets that I may see."""
        rows = MarkFile.objects.visible_to(by)
        self.narrow("mark_file", rows.select_related("sheet__club__unit", "sheet__commune", "sheet__round__place"))

    def unit(self) -> Unit:
        """Where the level that sent it sits."""
        found: MarkFile = self.cleaned_data["mark_file"]
        return file_unit(found)


def file_unit(found: MarkFile) -> Unit:
    """Where the right to drop a file is held: with the level that sent it."""
    units = {"CLUB": found.sheet.club.unit, "COMMUNE": found.sheet.commune, "ABOVE": found.sheet.round.place}
    return units[found.level]


class AppealResult(AtClub):
    """The club does not agree."""

    text = forms.CharField(
        label=_("Điều câu lạc bộ chưa đồng ý"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


class AnswerAppeal(CommandForm):
    """The answer."""

    appeal = forms.ModelChoiceField(Appeal.objects.none(), label=_("Khiếu nại"), widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Trả lời"), choices=Appeal.Answer.choices, widget=forms.RadioSelect)
    answer_text = forms.CharField(label=_("Lời trả lời"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def scope(self, by: Any) -> None:
        """Appeals of sheets that I may see."""
        self.narrow("appeal", Appeal.objects.visible_to(by).select_related("sheet__round__place", "sheet__club"))

    def unit(self) -> Unit:
        """The place whose clubs are graded."""
        appeal: Appeal = self.cleaned_data["appeal"]
        return appeal.sheet.round.place

"""What is typed about rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.grading.models import Round, Scorecard
from clb.grading.queries.cards import scorecards_for_rounds
from clb.grading.queries.rounds import places_for
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .parts import PlaceField


class OpenRound(CommandForm):
    """Clubs of a place are graded for a period."""

    place = PlaceField(Unit.objects.none(), label=_("Xếp loại câu lạc bộ của"), to_field_name="key", empty_label=None)
    title = forms.CharField(label=_("Tên vòng"), max_length=200, help_text=_("Ví dụ: Xếp loại câu lạc bộ năm 2026."))
    body = forms.CharField(label=_("Cơ quan xếp loại"), max_length=200, help_text=_("Đứng tên trên giấy tờ của vòng."))
    scorecard = forms.ModelChoiceField(Scorecard.objects.none(), label=_("Bảng điểm"), empty_label=None)
    period_from = DayField(label=_("Kỳ từ ngày"))
    period_until = DayField(label=_("Đến hết ngày"))
    map_on = DayField(label=_("Theo địa giới ngày"), help_text=_("Câu lạc bộ thuộc nơi này vào ngày ấy."))
    clubs_due_on = DayField(label=_("Câu lạc bộ tự chấm xong trước ngày"), required=False)

    def scope(self, by: Any) -> None:
        """Where I may open a round, by which scorecards."""
        self.narrow("place", places_for(by, "grading.open_round"))
        self.narrow("scorecard", scorecards_for_rounds(by))

    def unit(self) -> Unit:
        """Whose clubs are graded."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfRound(CommandForm):
    """Something about one round."""

    round = forms.ModelChoiceField(Round.objects.none(), label=_("Vòng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Rounds that I may see."""
        self.narrow("round", Round.objects.visible_to(by).select_related("place"))

    def unit(self) -> Unit:
        """Whose clubs are graded."""
        round: Round = self.cleaned_data["round"]
        return round.place


class RefreshRound(OfRound):
    """Records are read again."""


class LockRound(OfRound):
    """The results stand for good."""

    decision = forms.CharField(
        label=_("Quyết định công nhận (số, ngày)"),
        max_length=200,
        required=False,
        help_text=_("Để trống nếu chưa có; dự thảo quyết định in được từ trang của vòng."),
    )


class DropRound(OfRound):
    """A round opened by mistake goes."""


class TellAllResults(OfRound):
    """Every sheet that is ready is told."""


class SendAllToAbove(OfRound):
    """Every sheet of a commune that is ready goes on."""

    commune = forms.ModelChoiceField(
        Unit.objects.filter(level=Unit.Level.COMMUNE), label=_("Xã, phường"), widget=forms.HiddenInput
    )

    def unit(self) -> Unit:
        """The commune whose sheets go on."""
        commune: Unit = self.cleaned_data["commune"]
        return commune

"""What is typed about scorecards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.grading.models import Criterion, Scorecard
from clb.grading.queries.cards import scorecards_for_rounds
from clb.grading.queries.measures import MEASURES
from clb.grading.queries.rounds import places_for
from clb.grading.rules import read_steps
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .parts import PlaceField, PointsField

STEPS = [("1.0", _("điểm tròn")), ("0.5", _("nửa điểm"))]


class Head(CommandForm):
    """What stands above a scorecard."""

    title = forms.CharField(label=_("Tên bảng điểm"), max_length=200)
    number = forms.CharField(
        label=_("Số văn bản ban hành"),
        max_length=100,
        required=False,
        help_text=_("Để trống nếu chưa có văn bản: mọi trang, mọi giấy sẽ ghi rõ là gợi ý."),
    )
    source = forms.CharField(label=_("Nguồn, căn cứ"), max_length=300, required=False)
    from_on = DayField(label=_("Áp dụng từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"), required=False)


class StartScorecard(Head):
    """A new scorecard of a place."""

    place = PlaceField(Unit.objects.none(), label=_("Áp dụng ở"), to_field_name="key", empty_label=None)
    copy_of = forms.ModelChoiceField(
        Scorecard.objects.none(),
        label=_("Chép tiêu chí từ"),
        required=False,
        empty_label=_("Bảng điểm gợi ý của phần mềm"),
    )
    field_order = ["place", "copy_of"]

    def scope(self, by: Any) -> None:
        """Where I may write scorecards, and those that I may copy."""
        self.narrow("place", places_for(by, "grading.start_scorecard"))
        self.narrow("copy_of", scorecards_for_rounds(by))

    def unit(self) -> Unit:
        """Whose scorecard it will be."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfScorecard(CommandForm):
    """Something about one scorecard."""

    scorecard = forms.ModelChoiceField(Scorecard.objects.none(), label=_("Bảng điểm"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Scorecards that I may see."""
        self.narrow("scorecard", Scorecard.objects.visible_to(by).select_related("place"))

    def unit(self) -> Unit:
        """Whose scorecard it is."""
        scorecard: Scorecard = self.cleaned_data["scorecard"]
        return scorecard.place


class CorrectScorecard(OfScorecard, Head):
    """The head of a draft is put right."""

    step = forms.TypedChoiceField(label=_("Chấm đến"), choices=STEPS, widget=forms.RadioSelect)
    total = PointsField(label=_("Tổng điểm"))
    good_from = PointsField(label=_("Loại tốt: từ (điểm)"))
    fair_from = PointsField(label=_("Loại khá: từ (điểm)"))
    average_from = PointsField(label=_("Loại trung bình: từ (điểm)"), help_text=_("Dưới mức này là yếu."))
    min_months = forms.IntegerField(
        label=_("Chỉ xếp loại câu lạc bộ hoạt động từ (tháng trong kỳ)"), min_value=0, max_value=24
    )
    field_order = ["scorecard", "title"]

    def clean_step(self) -> Any:
        """As a number."""
        return PointsField().clean(self.cleaned_data["step"])


class BandsField(forms.CharField):
    """Lines of 'value: points', the best first."""

    default_error_messages = {"steps": _("Không đọc được «%s». Mỗi dòng một mức, ví dụ 90: 8.")}

    def clean(self, value: Any) -> Any:
        """Bands, as the rules know them."""
        text = super().clean(value)
        try:
            return read_steps(text)
        except ValueError as error:
            message = str(self.error_messages["steps"]) % str(error)[:30]
            raise forms.ValidationError(message, code="steps") from None


class SetCriterion(OfScorecard):
    """A line is added or put right."""

    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Tiêu chí"), required=False, widget=forms.HiddenInput
    )
    group = forms.CharField(label=_("Nhóm"), max_length=60, help_text=_("Ví dụ: Hoạt động, Quản lý."))
    text = forms.CharField(label=_("Tiêu chí"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    max_points = PointsField(label=_("Điểm tối đa"), max_digits=4)
    measure = forms.ChoiceField(
        label=_("Lấy số liệu từ sổ"),
        choices=[("", _("Không, người chấm cho điểm")), *((m.code, m.what) for m in MEASURES.values())],
        required=False,
    )
    bands = BandsField(
        label=_("Các mức điểm"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mức, tốt nhất trước: «100: 10» nghĩa là từ 100 (hoặc 100%) được 10 điểm."),
    )
    is_lower_better = forms.BooleanField(label=_("Số càng thấp càng tốt"), required=False)
    when_none = forms.ChoiceField(label=_("Khi không có gì để tính"), choices=Criterion.WhenNone.choices)
    order = forms.IntegerField(label=_("Thứ tự"), min_value=1, max_value=99, required=False)

    def scope(self, by: Any) -> None:
        """Lines of scorecards that I may see."""
        super().scope(by)
        cards = Scorecard.objects.visible_to(by).values("pk")
        self.narrow("criterion", Criterion.objects.filter(scorecard__in=cards))


class OfCriterion(CommandForm):
    """Something about one line."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), label=_("Tiêu chí"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lines of scorecards that I may see."""
        cards = Scorecard.objects.visible_to(by).values("pk")
        self.narrow("criterion", Criterion.objects.filter(scorecard__in=cards).select_related("scorecard__place"))

    def unit(self) -> Unit:
        """Whose scorecard it is."""
        criterion: Criterion = self.cleaned_data["criterion"]
        return criterion.scorecard.place


class DropCriterion(OfCriterion):
    """A line of a draft goes."""


class AdoptScorecard(OfScorecard):
    """From now on rounds may use it."""


class DropScorecard(OfScorecard):
    """A draft goes."""

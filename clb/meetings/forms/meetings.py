"""What is typed about a meeting: one form with a field of rows for each part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.fund.models import ClubBook, FundSource
from clb.health.rules import REFERRAL_ANSWERS
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.meetings.models import Attendance, Meeting, MeetingNote, MoneyLine, Reopening
from clb.members.fields import BirthField
from clb.members.models import Person
from clb.places.models import Unit

HEAD = ("kind", "place", "begun_at", "ended_at", "chair", "secretary")
DECISIONS = [("", gettext_lazy("chưa xét")), *MoneyLine.Decision.choices]
FUNDS = [("", gettext_lazy("Quỹ hoạt động")), *ClubBook.Fund.choices]


def text(length: int, label: Any = "") -> forms.CharField:
    """Words that may stay empty."""
    return forms.CharField(label=label, max_length=length, required=False)


class WeightField(forms.DecimalField):
    """Kilograms as people say them (54,5), kept as whole grams."""

    def to_python(self, value: Any) -> Any:
        """Whole grams, or None."""
        kilograms = super().to_python(value.replace(",", ".") if isinstance(value, str) else value)
        return kilograms if kilograms is None or not kilograms.is_finite() else int(kilograms * 1000)

    def validate(self, value: Any) -> None:
        """Only that something is there where it must be: what is humanly possible is the health app's to say."""
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """Not those of a decimal number, since the value is grams by now."""


class OfMeeting(CommandForm):
    """Something about one meeting."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=gettext_lazy("Buổi họp"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Meetings that I may see."""
        self.narrow("meeting", Meeting.objects.visible_to(by).select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        meeting: Meeting = self.cleaned_data["meeting"]
        return meeting.club.unit


class ReopenMeeting(OfMeeting):
    """The last meeting is opened again."""

    reason = forms.CharField(label=gettext_lazy("Vì sao mở lại"), max_length=300)


class DropMeeting(OfMeeting):
    """A meeting opened by mistake goes."""


class SeeReopening(CommandForm):
    """Someone of the board has read what was changed."""

    reopening = forms.ModelChoiceField(
        Reopening.objects.none(), label=gettext_lazy("Lần mở lại"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Reopenings of meetings that I may see."""
        rows = Reopening.objects.filter(meeting__in=Meeting.objects.visible_to(by))
        self.narrow("reopening", rows.select_related("meeting__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        reopening: Reopening = self.cleaned_data["reopening"]
        return reopening.meeting.club.unit


class RecordMeeting(CommandForm):
    """A meeting, whole or in part. Rows that are not sent stay as they are."""

    sensitive = frozenset({"newcomers", "readings", "gifts", "notes"})

    club = forms.ModelChoiceField(Club.objects.none(), label=gettext_lazy("Câu lạc bộ"), widget=forms.HiddenInput)
    meeting = forms.UUIDField(
        label=gettext_lazy("Mã buổi họp"),
        help_text=gettext_lazy("Do bên gửi đặt; mã chưa có thì mở buổi họp mới."),
        required=False,
        widget=forms.HiddenInput,
    )
    seen = forms.IntegerField(
        label=gettext_lazy("Lần ghi đã xem"), min_value=0, max_value=1_000_000, required=False, widget=forms.HiddenInput
    )
    held_on = DayField(label=gettext_lazy("Ngày họp"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại buổi họp"), choices=Meeting.Kind.choices, required=False)
    place = text(200, gettext_lazy("Nơi họp"))
    begun_at = forms.TimeField(label=gettext_lazy("Bắt đầu lúc"), required=False)
    ended_at = forms.TimeField(label=gettext_lazy("Kết thúc lúc"), required=False)
    chair = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Người chủ trì"), required=False)
    secretary = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Người ghi biên bản"), required=False)
    newcomers = RowsField(
        {
            "key": forms.UUIDField(),
            "full_name": forms.CharField(max_length=120),
            "sex": forms.ChoiceField(choices=Person.Sex.choices),
            "birth": BirthField(),
            "same_person_confirmed": forms.BooleanField(required=False),
        },
        key="key",
        deciding=("full_name", "birth"),
        most=50,
        label=gettext_lazy("Người mới vào"),
    )
    attendance = RowsField(
        {"membership": forms.UUIDField(), "mark": forms.ChoiceField(choices=Attendance.Mark.choices)},
        key="membership",
        deciding=("mark",),
        label=gettext_lazy("Điểm danh"),
    )
    attendance_rest = forms.ChoiceField(
        label=gettext_lazy("Những người chưa đánh dấu"),
        choices=[("", gettext_lazy("để trống")), *Attendance.Mark.choices],
        required=False,
    )
    fees = RowsField(
        {
            "membership": forms.UUIDField(),
            "amount_vnd": VndField(min_value=0),
            "fund": forms.ChoiceField(choices=FUNDS, required=False),
        },
        key="membership",
        deciding=("amount_vnd",),
        label=gettext_lazy("Hội phí"),
    )
    fees_rest_vnd = VndField(
        label=gettext_lazy("Mọi người có mặt khác đã đóng (đồng)"), min_value=1, max_value=10**9, required=False
    )
    gifts = RowsField(
        {
            "key": forms.UUIDField(),
            "membership": forms.UUIDField(required=False),
            "giver": text(200),
            "amount_vnd": VndField(min_value=1),
            "fund": forms.ChoiceField(choices=FUNDS, required=False),
            "source": forms.ChoiceField(choices=[("", ""), *FundSource.choices], required=False),
        },
        key="key",
        deciding=("membership", "giver", "amount_vnd"),
        most=200,
        label=gettext_lazy("Ủng hộ, tặng"),
    )
    repayments = RowsField(
        {
            "loan": forms.UUIDField(),
            "amount_vnd": VndField(min_value=0, required=False),
            "interest_vnd": VndField(min_value=0, required=False),
        },
        key="loan",
        deciding=("amount_vnd", "interest_vnd"),
        label=gettext_lazy("Trả nợ vay"),
    )
    repayments_rest = forms.BooleanField(label=gettext_lazy("Các khoản vay khác đều trả đúng số gợi ý"), required=False)
    loans = RowsField(
        {
            "key": forms.UUIDField(),
            "membership": forms.UUIDField(required=False),
            "amount_vnd": VndField(min_value=1),
            "months": forms.IntegerField(min_value=1, max_value=600),
            "rate_percent_year": forms.DecimalField(
                min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
            ),
            "purpose": text(200),
            "decision": forms.ChoiceField(choices=DECISIONS, required=False),
            "votes_for": forms.IntegerField(min_value=0, max_value=10_000, required=False),
            "votes_against": forms.IntegerField(min_value=0, max_value=10_000, required=False),
            "reason": text(300),
        },
        key="key",
        deciding=("membership", "amount_vnd"),
        most=100,
        label=gettext_lazy("Xét vay"),
    )
    readings = RowsField(
        {
            "membership": forms.UUIDField(),
            "systolic_mmhg": forms.IntegerField(required=False, min_value=0, max_value=999),
            "diastolic_mmhg": forms.IntegerField(required=False, min_value=0, max_value=999),
            "weight_g": WeightField(required=False, min_value=0, max_value=999),
            # What is answered where a value is unusual, or so far off that a referral is asked for.
            "is_sure": forms.BooleanField(required=False),
            "referral": forms.ChoiceField(choices=REFERRAL_ANSWERS, required=False),
        },
        key="membership",
        deciding=("systolic_mmhg", "diastolic_mmhg", "weight_g"),
        label=gettext_lazy("Huyết áp, cân nặng"),
    )
    notes = RowsField(
        {"part": forms.ChoiceField(choices=MeetingNote.Part.choices), "text": forms.CharField(max_length=4000)},
        key="part",
        deciding=("text",),
        most=len(MeetingNote.Part.choices),
        label=gettext_lazy("Nội dung"),
    )
    counts = RowsField(
        {
            "fund": forms.ChoiceField(choices=ClubBook.Fund.choices),
            "counted_vnd": VndField(min_value=0),
            "reason": text(300),
        },
        key="fund",
        deciding=("counted_vnd",),
        most=2,
        label=gettext_lazy("Kiểm quỹ"),
    )
    close_now = forms.BooleanField(label=gettext_lazy("Kết thúc buổi họp"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose meetings I may see; people of theirs."""
        clubs = Club.objects.filter(unit__in=by.reach("meetings.read").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        people = Person.objects.visible_to(by) | Person.objects.filter(board_posts__club__in=clubs)
        for name in ("chair", "secretary"):
            self.narrow(name, people.distinct())

    def clean(self) -> dict[str, Any]:
        """What was said of the meeting itself goes together in `head`; what was not sent is not in it."""
        cleaned: dict[str, Any] = super().clean() or {}
        begun, ended = cleaned.get("begun_at"), cleaned.get("ended_at")
        if begun and ended and ended < begun:
            self.add_error("ended_at", ValidationError(_("Giờ kết thúc không được trước giờ bắt đầu.")))
        told = {name: cleaned.pop(name, None) for name in HEAD}
        cleaned["head"] = {name: _said(name, told[name]) for name in HEAD if name in self.data}
        return cleaned

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


def _said(name: str, value: Any) -> Any:
    return (value or Meeting.Kind.MONTHLY) if name == "kind" else value

"""What is typed about requests, erasing, putting aside, breaches. Words of people stay out of the journal."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import UnitField
from clb.members.models import Person
from clb.members.queries import unit_of_person
from clb.places.models import Unit

from .models import Breach, BreachNotice, DataRequest, Restriction


def words(label: Any, length: int, *, required: bool = False, **more: Any) -> forms.CharField:
    """A few lines of words."""
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class ReceiveRequest(CommandForm):
    """A person asks something about their data."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Yêu cầu gì"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("Nhận bằng"), choices=DataRequest.Way.choices, widget=forms.RadioSelect)
    received_on = DayField(label=_("Nhận ngày"))
    words = words(_("Người ấy nói gì"), 2000)
    asked_by = forms.CharField(
        label=_("Ai nộp thay"),
        max_length=200,
        required=False,
        help_text=_("Để trống nếu chính người ấy nộp. Người nộp thay phải có giấy ủy quyền hoặc là người giám hộ."),
    )
    proof = forms.ChoiceField(
        label=_("Bằng chứng người ấy yêu cầu"),
        choices=[("", _("Không có")), *DataRequest.Proof.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Xin xem, xin bản sao thì bắt buộc. Người khác nộp thay thì phải có đơn."),
    )
    proof_file = EvidenceField(label=_("Ảnh chụp hoặc bản quét của đơn"), required=False)
    is_shared = forms.BooleanField(label=_("Dữ liệu này đã đưa cho bên khác (thì hạn dài hơn)"), required=False)

    def scope(self, by: User) -> None:
        """People whom I may see."""
        self.narrow("person", Person.objects.visible_to(by))

    def clean(self) -> dict[str, Any]:
        """The club where I meet the person."""
        cleaned: dict[str, Any] = super().clean() or {}
        if person := cleaned.get("person"):
            cleaned["club"] = Club.objects.get(unit=unit_of_person(self.by, person))
        return cleaned

    def unit(self) -> Unit:
        """That club."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfRequest(CommandForm):
    """Something about one request."""

    request = forms.ModelChoiceField(DataRequest.objects.none(), label=_("Yêu cầu"), widget=forms.HiddenInput)

    def scope(self, by: User) -> None:
        """Requests that I may see."""
        self.narrow("request", DataRequest.objects.visible_to(by).select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """Where it was received."""
        request: DataRequest = self.cleaned_data["request"]
        return request.club.unit


class AnswerRequest(OfRequest):
    """The first answer."""

    answer = forms.ChoiceField(label=_("Trả lời"), choices=DataRequest.Answer.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Trả lời ngày"))
    reason = words(_("Lý do không làm được"), 1000, help_text=_("Bắt buộc khi không làm được; ghi vào giấy trả lời."))


class ExtendRequest(OfRequest):
    """More days, once."""

    days = forms.IntegerField(
        label=_("Thêm bao nhiêu ngày"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = words(_("Vì sao"), 500, required=True)


class FinishRequest(OfRequest):
    """It is done."""

    done_on = DayField(label=_("Làm xong ngày"))
    outcome = words(_("Đã làm gì"), 1000, required=True)


class ErasePerson(OfRequest):
    """Everything goes. The box is never ticked beforehand."""

    is_sure = forms.BooleanField(label=_("Tôi đã đọc những gì sẽ xóa và những gì phải giữ; xóa rồi không lấy lại được"))

    def clean(self) -> dict[str, Any]:
        """The service need not know."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop("is_sure", None)
        return cleaned


class RestrictPerson(OfRequest):
    """Everything is put aside."""


class LiftRestriction(CommandForm):
    """Everything comes back."""

    restriction = forms.ModelChoiceField(Restriction.objects.none(), label=_("Hạn chế"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Hạn chế đến hết ngày"))

    def scope(self, by: User) -> None:
        """Of requests that I may see."""
        rows = Restriction.objects.filter(request__in=DataRequest.objects.visible_to(by))
        self.narrow("restriction", rows.select_related("request__club__unit", "person"))

    def unit(self) -> Unit:
        """Where the request was received."""
        restriction: Restriction = self.cleaned_data["restriction"]
        return restriction.request.club.unit


# --- Breaches ---------------------------------------------------------------------------------------------------


def moment(day: date | None, at: time | None) -> datetime | None:
    """A day with an hour, noon where none is known, in our time."""
    return timezone.make_aware(datetime.combine(day, at or time(12))) if day else None


def hour(label: Any) -> forms.TimeField:
    """An hour as people type it."""
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H"],
        help_text=_("Ví dụ 14:30. Không nhớ thì để trống, tính là 12 giờ trưa."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RecordBreach(CommandForm):
    """Data were seen, taken, lost."""

    place = UnitField(label=_("Nơi xảy ra"), empty_label=None)
    kind = forms.ChoiceField(label=_("Chuyện gì"), choices=Breach.Kind.choices, widget=forms.RadioSelect)
    what = words(_("Xảy ra thế nào"), 2000, required=True, help_text=_("Không ghi tên ai."))
    data_kinds = forms.CharField(
        label=_("Dữ liệu nào"), max_length=300, help_text=_("Ví dụ: tên và số điện thoại; sổ cho vay; số đo sức khỏe.")
    )
    people = forms.IntegerField(
        label=_("Khoảng bao nhiêu người"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    happened_on = DayField(label=_("Xảy ra ngày"), required=False)
    known_on = DayField(label=_("Biết ngày"))
    known_time = hour(_("Biết lúc mấy giờ"))
    measures = words(_("Đã làm gì để chặn"), 2000)

    def scope(self, by: User) -> None:
        """Places where I hold an office, and the clubs below a commune of mine."""
        here = by.reach("privacy.record_breach")
        own = here.filter(above=F("below")).values("below")
        clubs = Club.objects.filter(unit__in=here.values("below")).values("unit")
        field = self.fields["place"]
        assert isinstance(field, UnitField)
        field.offer(Unit.objects.filter(pk__in=own) | Unit.objects.filter(pk__in=clubs))

    def clean(self) -> dict[str, Any]:
        """Day and hour are one moment."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["known_at"] = _not_ahead(moment(cleaned.get("known_on"), cleaned.pop("known_time", None)))
        return cleaned

    def unit(self) -> Unit:
        """Where it happened."""
        place: Unit = self.cleaned_data["place"]
        return place


def _not_ahead(at: datetime | None) -> datetime | None:
    """Noon of today may still be to come: then it is now."""
    now = timezone.now()
    return now if at and at > now and timezone.localdate(at) == timezone.localdate() else at


class OfBreach(CommandForm):
    """Something about one breach."""

    breach = forms.ModelChoiceField(Breach.objects.none(), label=_("Vụ việc"), widget=forms.HiddenInput)

    def scope(self, by: User) -> None:
        """Breaches that I may see."""
        self.narrow("breach", Breach.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where it happened."""
        breach: Breach = self.cleaned_data["breach"]
        return breach.unit


class TellOfBreach(OfBreach):
    """Somebody was told."""

    to = forms.ChoiceField(label=_("Báo cho"), choices=BreachNotice.To.choices, widget=forms.RadioSelect)
    told_on = DayField(label=_("Báo ngày"))
    told_time = hour(_("Báo lúc mấy giờ"))
    how = forms.CharField(label=_("Báo bằng cách nào, số văn bản"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Day and hour are one moment."""
        cleaned: dict[str, Any] = super().clean() or {}
        at = _not_ahead(moment(cleaned.get("told_on"), cleaned.pop("told_time", None)))
        breach = cleaned.get("breach")
        if at and breach and at < breach.known_at and timezone.localdate(at) == timezone.localdate(breach.known_at):
            raise ValidationError({"told_time": _("Lúc báo phải sau lúc biết.")})
        return cleaned | {"told_at": at}


class CloseBreach(OfBreach):
    """Nothing is left to do."""

    measures = words(_("Đã làm gì để chặn, khắc phục"), 2000, required=True, help_text=_("Không ghi tên ai."))
    closed_on = DayField(label=_("Xong ngày"))

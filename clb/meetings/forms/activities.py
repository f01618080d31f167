"""What is typed about activities, and what proves them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.board.models import SubGroup
from clb.clubs.models import Club
from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.meetings.models import Activity, ActivityEvidence, Area
from clb.members.models import Membership
from clb.places.models import Unit


class QuantityField(forms.DecimalField):
    """Hours or days of work as people say them: 2; 1,5; 1.5."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 2 hoặc 1,5.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            min_value=0, max_value=99_999, max_digits=6, decimal_places=1, required=False, widget=widget, **kwargs
        )

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


class MembersField(forms.ModelMultipleChoiceField):
    """Some of a club's members, by name and birth."""

    def label_from_instance(self, obj: Any) -> str:
        """Namesakes are told apart by their birth."""
        return f"{obj.person.full_name}, {obj.person.birth_shown}"


def area_field(**more: Any) -> forms.TypedChoiceField:
    """One of the eight areas, as a number."""
    choices = [(str(area.value), f"{area.value}. {area.label}") for area in Area]
    return forms.TypedChoiceField(label=_("Mảng hoạt động"), choices=choices, coerce=int, **more)


class WhatWasDone(CommandForm):
    """The fields of an activity."""

    area = area_field()
    happened_on = DayField(label=_("Ngày"))
    what = forms.CharField(label=_("Việc đã làm"), max_length=300)
    place = forms.CharField(label=_("Nơi làm"), max_length=200, required=False)
    people = forms.IntegerField(
        label=_("Số người tham gia"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Để trống nếu chọn tên ở dưới."),
    )
    hours = QuantityField(label=_("Số giờ"), help_text=_("Tổng số giờ của mọi người, nếu biết."))
    work_days = QuantityField(label=_("Số ngày công"))
    sub_group = forms.ModelChoiceField(
        SubGroup.objects.none(), label=_("Là buổi của tổ nào"), required=False, empty_label=_("Không phải buổi của tổ")
    )
    participants = MembersField(
        Membership.objects.none(),
        label=_("Ai tham gia"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    helped = MembersField(
        Membership.objects.none(),
        label=_("Thành viên được giúp đỡ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer_members(self, by: Any, club: Any) -> None:
        """Let those be chosen who belong, or belonged, to the club (its key, or itself); those of today are shown."""
        for name in ("participants", "helped"):
            offer_members(self, name, by, club)
        groups = SubGroup.objects.filter(club=uuid_of(club), club__in=Club.objects.visible_to(by))
        self.narrow("sub_group", groups.order_by("name", "pk"))


def offer_members(form: CommandForm, name: str, by: Any, club: Any) -> None:
    """Choices of a field of members: whoever belongs or belonged to the club; shown are those of today and those
    named before."""
    here = Membership.objects.visible_to(by).filter(club=uuid_of(club)).select_related("person")
    if not form.is_bound:
        named = form.initial.get(name, ())
        here = here.on(timezone.localdate()) | here.filter(pk__in=[member.pk for member in named])
    form.narrow(name, here.order_by("person__sort_key", "pk"))


def uuid_of(pk: Any) -> UUID | None:
    """The key of a thing as it was sent, or of the thing itself."""
    try:
        return UUID(str(getattr(pk, "pk", pk)))
    except ValueError:
        return None  # the field itself says that there is no such thing


class RecordActivity(WhatWasDone):
    """Something that a club did."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    evidence = EvidenceField(label=_("Ảnh hoặc giấy tờ"), required=False)

    field_order = ["club", "area", "happened_on", "what", "place", "people", "hours", "work_days", "evidence"]

    def scope(self, by: Any) -> None:
        """Clubs whose activities I may read, and the members of the one chosen."""
        clubs = Club.objects.filter(unit__in=by.reach("meetings.read").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        self.offer_members(by, self.data.get("club") or self.initial.get("club"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfActivity(CommandForm):
    """Something about one activity."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label=_("Hoạt động"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Activities that I may see."""
        self.narrow("activity", Activity.objects.visible_to(by).select_related("club__unit"))

    def club_chosen(self, by: Any) -> UUID | None:
        """The key of the club of the activity that is asked for, where I may see it."""
        chosen = uuid_of(self.data.get("activity") or self.initial.get("activity"))
        return (
            Activity.objects.visible_to(by).filter(pk__in=filter(None, [chosen])).values_list("club", flat=True).first()
        )

    def unit(self) -> Unit:
        """The club's own unit."""
        activity: Activity = self.cleaned_data["activity"]
        return activity.club.unit


class CorrectActivity(WhatWasDone, OfActivity):
    """An activity put right."""

    field_order = ["activity", "area", "happened_on", "what", "place", "people", "hours", "work_days"]

    def scope(self, by: Any) -> None:
        """Activities that I may see, and the members of the club of the one chosen."""
        super().scope(by)
        self.offer_members(by, self.club_chosen(by))


class DropActivity(OfActivity):
    """An activity written by mistake goes."""


class NameHelped(OfActivity):
    """For which members it was done."""

    helped = MembersField(
        Membership.objects.none(),
        label=_("Thành viên được giúp đỡ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Thăm hỏi, cho gạo, sửa nhà… cho ai thì chọn người ấy."),
    )

    def scope(self, by: Any) -> None:
        """Activities that I may see, and the members of the club of the one chosen."""
        super().scope(by)
        offer_members(self, "helped", by, self.club_chosen(by))


class AttachEvidence(OfActivity):
    """A photo or a paper of an activity."""

    file = EvidenceField(label=_("Ảnh hoặc giấy tờ"))


class DropEvidence(CommandForm):
    """A photo or a paper sent by mistake goes."""

    evidence = forms.ModelChoiceField(ActivityEvidence.objects.none(), label=_("Bằng chứng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Evidence that I may see."""
        self.narrow("evidence", ActivityEvidence.objects.visible_to(by).select_related("activity__club__unit", "file"))

    def unit(self) -> Unit:
        """The club's own unit."""
        evidence: ActivityEvidence = self.cleaned_data["evidence"]
        return evidence.activity.club.unit

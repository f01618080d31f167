"""What is typed about volunteers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.care.models import Volunteer, VolunteerTraining
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership
from clb.places.models import Unit

from .parts import (
    MemberField,
    OfClub,
    OfVolunteer,
    VolunteerField,
    chosen,
    kinds_field,
    members_of,
    those_of_today,
    volunteers_for,
    weekdays_field,
)


class AddVolunteer(OfClub):
    """A member cares for people at home."""

    membership = MemberField(Membership.objects.none(), label=_("Thành viên"), empty_label=_("— chọn người —"))
    from_on = DayField(label=_("Nhận việc từ ngày"))
    weekdays = weekdays_field(_("Rảnh ngày nào"))
    kinds = kinds_field(_("Nhận chăm sóc gì"))
    pledged_on = DayField(label=_("Ngày ký cam kết"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose care I may read, and members of the one chosen."""
        super().scope(by)
        self.narrow("membership", members_of(by, chosen(self, "club")))


class CorrectVolunteer(OfVolunteer):
    """Free days, kinds of care, the pledge."""

    weekdays = weekdays_field(_("Rảnh ngày nào"))
    kinds = kinds_field(_("Nhận chăm sóc gì"))
    pledged_on = DayField(label=_("Ngày ký cam kết"), required=False)


class RecordTraining(OfVolunteer):
    """The volunteer was trained."""

    held_on = DayField(label=_("Ngày tập huấn"))
    topic = forms.CharField(label=_("Về việc gì"), max_length=120)


class DropTraining(CommandForm):
    """A training written down wrong."""

    training = forms.ModelChoiceField(
        VolunteerTraining.objects.none(), label=_("Lần tập huấn"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Trainings of volunteers that I may see."""
        mine = VolunteerTraining.objects.filter(volunteer__in=Volunteer.objects.visible_to(by).values("pk"))
        self.narrow("training", mine.select_related("volunteer__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: VolunteerTraining = self.cleaned_data["training"]
        return row.volunteer.club.unit


class UserField(forms.ModelChoiceField):
    """A sign-in, with whose it is said to be."""

    def label_from_instance(self, obj: Any) -> str:
        """'tinh (Trần Thị Lan)'."""
        return f"{obj.username} ({obj.first_name})" if obj.first_name else str(obj.username)


class LinkVolunteer(OfVolunteer):
    """Which sign-in the volunteer uses."""

    user = UserField(
        User.objects.none(),
        label=_("Tên đăng nhập"),
        required=False,
        empty_label=_("— không dùng phần mềm —"),
        help_text=_("Chỉ hiện tên đăng nhập đang giữ vai trò tình nguyện viên ở câu lạc bộ này."),
    )

    def scope(self, by: Any) -> None:
        """Volunteers that I may see, and the sign-ins that are volunteers' at the club of the one chosen."""
        super().scope(by)
        mine = Volunteer.objects.visible_to(by)
        held = Assignment.objects.on(timezone.localdate()).filter(role=Role.VOLUNTEER, unit__club__volunteers__in=mine)
        if pk := chosen(self, "volunteer"):
            held = held.filter(unit__club__volunteers=pk)
        self.narrow("user", User.objects.filter(pk__in=held.values("user")).order_by("username"))


class StopVolunteer(OfVolunteer):
    """The volunteer stops, and whoever is left is handed over."""

    until_on = DayField(label=_("Làm đến hết ngày"))
    stop_reason = forms.ChoiceField(
        label=_("Vì sao thôi"), choices=Volunteer.StopReason.choices, widget=forms.RadioSelect
    )
    successor = VolunteerField(
        Volunteer.objects.none(),
        label=_("Giao những người ấy cho"),
        required=False,
        empty_label=_("— không giao cho ai —"),
        help_text=_("Muốn giao cho nhiều người khác nhau thì phân công từng người trước, rồi ghi thôi sau."),
    )
    leaves_alone = forms.BooleanField(
        label=_("Chưa có ai thay: để những người ấy vào danh sách cần tìm người"), required=False
    )

    def scope(self, by: Any) -> None:
        """Volunteers that I may see; others of the same club who have not stopped."""
        super().scope(by)
        others = those_of_today(volunteers_for(by, "care.stop_volunteer"))
        if pk := chosen(self, "volunteer"):
            others = others.filter(club__volunteers=pk).exclude(pk=pk)
        self.narrow("successor", others)

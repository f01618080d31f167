"""What is typed about joining and leaving a club."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import (
    PERSONAL,
    BirthField,
    address_field,
    class_field,
    id_number_field,
    known_as_field,
    name_field,
    phone_field,
    sex_field,
)
from clb.members.models import Membership, Person
from clb.members.queries import clubs_read_by, lookalikes
from clb.places.models import Unit


class AddMember(CommandForm):
    """Someone joins."""

    sensitive = PERSONAL

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    full_name = name_field()
    sex = sex_field()
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"))
    from_on = DayField(label=_("Vào câu lạc bộ từ ngày"))
    household_class = class_field()
    known_as = known_as_field()
    phone = phone_field()
    id_number = id_number_field()
    address = address_field()
    same_person_confirmed = forms.BooleanField(label=_("Đúng là hai người khác nhau, vẫn ghi thêm"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose members I may see."""
        self.narrow("club", clubs_read_by(by))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit

    @property
    def asks_same_person(self) -> bool:
        """Was it refused only because someone known may be the one meant?"""
        found = self.errors.as_data()
        return list(found) == ["full_name"] and [e.code for e in found["full_name"]] == ["maybe_the_same"]

    def lookalikes(self) -> list[Person]:
        """Who may be the one meant, as far as the person may see them."""
        if not self.asks_same_person:
            return []
        return lookalikes(self.by, self["full_name"].value(), self.cleaned_data["birth"])


class JoinAgain(CommandForm):
    """Someone known comes back, or joins another club."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    club = forms.ModelChoiceField(Club.objects.none(), label=_("Vào câu lạc bộ"), empty_label=None)
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """People and clubs whose members I may see."""
        self.narrow("person", Person.objects.visible_to(by))
        mine = Club.objects.filter(unit__in=by.reach("members.join_again").values("below"))
        self.narrow("club", mine.select_related("unit").order_by("search_key"))

    unit = AddMember.unit


class OfMembership(CommandForm):
    """Something about one membership."""

    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Thành viên"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Memberships that I may see."""
        self.narrow("membership", Membership.objects.visible_to(by).select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        membership: Membership = self.cleaned_data["membership"]
        return membership.club.unit


def _reason(required: bool) -> forms.ChoiceField:
    """Everything but the club's end, which `close_club` writes itself."""
    by_hand = [(v, label) for v, label in Membership.LeavingReason.choices if v != Membership.LeavingReason.CLUB_ENDED]
    return forms.ChoiceField(label=_("Lý do"), choices=[("", _("Hãy chọn")), *by_hand], required=required)


class EndMembership(OfMembership):
    """Someone leaves, moves or dies."""

    until_on = DayField(label=_("Là thành viên đến hết ngày"))
    leaving_reason = _reason(required=True)


class CorrectLeaving(OfMembership):
    """A leaving put right; without a day the person never left."""

    until_on = DayField(
        label=_("Là thành viên đến hết ngày"),
        help_text=_("Để trống nếu thật ra người này không thôi."),
        required=False,
    )
    leaving_reason = _reason(required=False)


class TransferMember(OfMembership):
    """A member moves to another club."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Sang câu lạc bộ"), empty_label=_("Hãy chọn"))
    from_on = DayField(
        label=_("Từ ngày"), help_text=_("Là thành viên câu lạc bộ cũ đến hết ngày hôm trước; lịch sử được giữ.")
    )

    def scope(self, by: Any) -> None:
        """Memberships that I may see, clubs to which I may bring someone."""
        super().scope(by)
        mine = Club.objects.filter(unit__in=by.reach("members.transfer_member").values("below"))
        self.narrow("club", mine.select_related("unit").order_by("search_key"))

"""What is typed about members."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club, ClubStatus
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import HouseholdClass, Membership, Person

OLDEST_BIRTH_YEAR = 1900
PERSONAL = frozenset({"full_name", "sex", "birth", "household_class"})


class BirthField(forms.Field):
    """A birth as people know it: 1950, 01/02/1950, 1-2-50. Gives the day and whether only the year is known."""

    default_error_messages = {
        "invalid": _("Ngày sinh chưa đúng. Hãy nhập năm (1950) hoặc ngày/tháng/năm (01/02/1950)."),
        "out_of_range": _("Năm sinh phải từ 1900 đến năm nay."),
        "two_digits": _("Hãy ghi đủ bốn số của năm sinh."),
    }
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "placeholder": "1950 hoặc 01/02/1950", "autocomplete": "off"}
    )

    def to_python(self, value: Any) -> tuple[date, bool] | None:
        """The day (1 January where only the year is known) and whether only the year is known."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            if re.fullmatch(r"\d{4}", text):
                return self._in_range(date(int(text), 1, 1)), True
            if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
                return self._in_range(date(*map(int, match.groups()))), False
            if match := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})", text):
                day, month, year = map(int, match.groups())
                return self._in_range(date(self._century(year), month, day)), False
        except ValueError:
            pass  # no such day in the calendar
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _century(self, year: int) -> int:
        """1950 for 50; a year that could be of either century is asked for again."""
        if year <= timezone.localdate().year % 100:
            raise ValidationError(self.error_messages["two_digits"], code="two_digits")
        return year + 1900 if year < 100 else year

    def _in_range(self, day: date) -> date:
        if not OLDEST_BIRTH_YEAR <= day.year <= timezone.localdate().year:
            raise ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        return day


def _name() -> forms.CharField:
    return forms.CharField(label=_("Họ và tên"), max_length=120, min_length=2)


def _sex() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Giới tính"), choices=Person.Sex.choices, widget=forms.RadioSelect)


def _class(required: bool = False) -> forms.ChoiceField:
    choices = [("", _("Không thuộc diện nào")), *HouseholdClass.Class.choices]
    return forms.ChoiceField(label=_("Diện hộ"), choices=choices, required=required)


def _clubs_of(by: Any, right: str = "members.read") -> QuerySet[Club]:
    return Club.objects.filter(unit__in=by.reach(right).values("below")).select_related("unit")


class AddMember(CommandForm):
    """Someone joins."""

    sensitive = PERSONAL

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    full_name = _name()
    sex = _sex()
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"))
    from_on = DayField(label=_("Vào câu lạc bộ từ ngày"))
    household_class = _class()
    same_person_confirmed = forms.BooleanField(label=_("Đúng là hai người khác nhau, vẫn ghi thêm"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose members I may see."""
        self.narrow("club", _clubs_of(by))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfPerson(CommandForm):
    """Something about one person. The right is checked at a club where the person is, or last was, a member."""

    sensitive = PERSONAL

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """People whose records I may see."""
        self.narrow("person", Person.objects.visible_to(by))

    def unit(self) -> Unit:
        """The unit of the newest membership that I may see."""
        person: Person = self.cleaned_data["person"]
        mine = Membership.objects.visible_to(self.by).filter(person=person)
        return mine.select_related("club__unit").order_by("-from_on")[0].club.unit


class JoinAgain(CommandForm):
    """Someone known comes back, or joins another club."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    club = forms.ModelChoiceField(Club.objects.none(), label=_("Vào câu lạc bộ"), empty_label=None)
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """People and clubs whose members I may see."""
        self.narrow("person", Person.objects.visible_to(by))
        self.narrow("club", _clubs_of(by, "members.join_again").order_by("search_key"))

    unit = AddMember.unit


class CorrectPerson(OfPerson):
    """A name, a sex or a birth put right."""

    full_name = _name()
    sex = _sex()
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"))


class SetHouseholdClass(OfPerson):
    """By the commune's list."""

    household_class = _class()
    from_on = DayField(label=_("Theo danh sách từ ngày"))


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


class CloseClub(CommandForm):
    """A club is dissolved or merged away; its memberships end with it."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Kết thúc bằng cách"), choices=[(s.value, ClubStatus.Status(s).label) for s in ClubStatus.ENDED]
    )
    from_on = DayField(label=_("Không còn từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Clubs that I may see."""
        self.narrow("club", Club.objects.visible_to(by).select_related("unit"))

    unit = AddMember.unit


class CorrectFoundingDay(CommandForm):
    """The day on which a club was really founded."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    founded_on = DayField(label=_("Ngày thành lập"))

    scope = CloseClub.scope
    unit = AddMember.unit


class CorrectLeaving(OfMembership):
    """A leaving put right; without a day the person never left."""

    until_on = DayField(
        label=_("Là thành viên đến hết ngày"),
        help_text=_("Để trống nếu thật ra người này không thôi."),
        required=False,
    )
    leaving_reason = _reason(required=False)

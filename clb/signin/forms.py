"""What is typed to invite someone, to set a PIN, and to take back ways in."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment
from clb.access.own import OwnForm
from clb.access.queries import appointable, assignments_below
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import names_on

from .models import Card, DeviceUser

LISTED = 300  # units that a list to choose from may hold
DIGITS = {"inputmode": "numeric", "pattern": "[0-9]*", "autocomplete": "new-password", "maxlength": 12}


class PlaceField(forms.ModelChoiceField):
    """A unit, chosen by the name that it bears today."""

    names: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """«Xã Long Phú Thuận»."""
        return self.names.get(obj.pk, str(obj.key))


class InvitePerson(CommandForm):
    """A sign-in for someone with an office below mine, and a card for it."""

    sensitive = frozenset({"username", "full_name"})

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"))
    place = PlaceField(
        Unit.objects.none(),
        label=_("Tại đơn vị"),
        to_field_name="key",
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
    )
    from_on = DayField(label=_("Từ ngày"))
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        required=False,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Để trống thì phần mềm đặt theo họ tên."),
    )

    def scope(self, by: Any) -> None:
        """Offices that I may give, at units that I reach."""
        self.narrow("role", [(r.value, r.label) for r in appointable(by, timezone.localdate())])
        units = Unit.objects.filter(pk__in=by.reach("signin.invite_person").values("below"))
        listed = list(units.values_list("pk", flat=True)[: LISTED + 1])
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        if len(listed) > LISTED:  # a province's list is thousands long
            place.widget = forms.TextInput()
            place.help_text = _("Gõ khóa của đơn vị, có ở cuối địa chỉ trang của đơn vị.")
        else:
            place.names = names_on(listed, timezone.localdate())
        self.narrow("place", units.order_by("pk"))

    def unit(self) -> Unit:
        """The unit of the new office."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfAssignment(CommandForm):
    """Someone's office below mine."""

    assignment = forms.ModelChoiceField(Assignment.objects.none(), label=_("Phân công"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Offices below mine."""
        self.narrow("assignment", assignments_below(by, timezone.localdate()))

    def unit(self) -> Unit:
        """The unit of the office."""
        assignment: Assignment = self.cleaned_data["assignment"]
        return assignment.unit


class ReplaceCard(OfAssignment):
    """Everything by which someone came in is taken back, and a new card issued."""

    WHY = (
        ("LOST", _("Mất điện thoại, máy tính bảng")),
        ("FORGOTTEN", _("Quên mã PIN, mật khẩu")),
        ("NEW", _("Đổi máy, hoặc thẻ trước hết hạn, hỏng")),
    )
    why = forms.ChoiceField(label=_("Vì sao cần thẻ mới"), choices=WHY, widget=forms.RadioSelect)


class UnlockPerson(OfAssignment):
    """The door opens again after wrong guesses."""


class RevokeCard(CommandForm):
    """A card that was not used opens nothing any more."""

    card = forms.ModelChoiceField(Card.objects.none(), label=_("Thẻ mời"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Cards of people below me."""
        people = assignments_below(by, timezone.localdate()).values("user")
        self.narrow("card", Card.objects.filter(user__in=people))

    def unit(self) -> Unit:
        """The unit of an office that the card's person holds below mine."""
        held = assignments_below(self.by, timezone.localdate()).filter(user=self.cleaned_data["card"].user)
        found = held.first()
        assert found is not None
        return found.unit


class SetPin(OwnForm):
    """My PIN, for the device at which I sit."""

    pin = forms.CharField(
        label=_("Mã PIN mới"),
        max_length=12,
        widget=forms.PasswordInput(attrs=DIGITS),
        help_text=_("Từ 6 chữ số, không phải ngày sinh, không phải dãy số liền nhau."),
    )
    pin_again = forms.CharField(label=_("Nhập lại mã PIN mới"), max_length=12, widget=forms.PasswordInput(attrs=DIGITS))
    is_shared = forms.BooleanField(label=_("Máy này nhiều người dùng chung"), required=False)


class OfMyDevice(OwnForm):
    """A device on which I come in by PIN."""

    device_user = forms.ModelChoiceField(DeviceUser.objects.none(), label=_("Máy"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Mine only."""
        self.narrow("device_user", DeviceUser.objects.filter(user=by))


class LeaveDevice(OfMyDevice):
    """I no longer come in there."""


class ReportLostDevice(OfMyDevice):
    """It is gone."""


class EndSession(OwnForm):
    """Sign out somewhere else."""

    session = forms.ModelChoiceField(UserSession.objects.none(), label=_("Lần đăng nhập"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Mine only."""
        self.narrow("session", UserSession.objects.filter(user=by))


class EndOtherSessions(OwnForm):
    """Sign out everywhere but here."""

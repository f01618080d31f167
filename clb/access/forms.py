"""What is typed to give and take back sign-ins and tokens."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .document import right_in_words
from .models import ApiToken, Assignment
from .queries import appointable, assignments_below, offices, rights_of


class MakeToken(CommandForm):
    """A token for a program of mine."""

    name = forms.CharField(label=_("Dùng cho chương trình nào"), max_length=100)
    rights = forms.MultipleChoiceField(label=_("Được làm gì"), widget=forms.CheckboxSelectMultiple)
    expires_on = DayField(label=_("Hết hạn ngày"))

    def scope(self, by: Any) -> None:
        """My own rights only."""
        self.narrow("rights", [(r, right_in_words(r)) for r in rights_of(by, timezone.localdate())])

    def clean(self) -> dict[str, Any]:
        """A person without an office has nothing to hand on."""
        if not offices(self.by, timezone.localdate()).exists():
            raise forms.ValidationError(_("Bạn chưa được giao vai trò nào."))
        return super().clean() or {}

    def unit(self) -> Unit:
        """My own office's unit."""
        office = offices(self.by, timezone.localdate()).first()
        assert office is not None
        return office.unit


class RevokeToken(CommandForm):
    """Close one of my tokens."""

    token = forms.ModelChoiceField(ApiToken.objects.none(), label=_("Mã truy cập"))

    def scope(self, by: Any) -> None:
        """My own tokens only."""
        self.narrow("token", ApiToken.objects.filter(user=by))

    unit = MakeToken.unit


class AddUser(CommandForm):
    """A sign-in for someone with an office below mine."""

    sensitive = frozenset({"username", "full_name"})

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60, validators=[UnicodeUsernameValidator()])
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"))
    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Tại đơn vị"), to_field_name="key")
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """Offices that I may give, at units that I reach."""
        self.narrow("role", [(r.value, r.label) for r in appointable(by, timezone.localdate())])
        self.narrow("place", Unit.objects.filter(pk__in=by.reach("access.add_user").values("below")))

    def unit(self) -> Unit:
        """The unit of the new office."""
        place: Unit = self.cleaned_data["place"]
        return place


class EndAssignment(CommandForm):
    """Someone no longer holds an office."""

    assignment = forms.ModelChoiceField(Assignment.objects.none(), label=_("Phân công"))
    until_on = DayField(label=_("Đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Offices below mine."""
        self.narrow("assignment", assignments_below(by, timezone.localdate()))

    def unit(self) -> Unit:
        """The unit of the office."""
        assignment: Assignment = self.cleaned_data["assignment"]
        return assignment.unit

"""What is typed to give and take back sign-ins and tokens."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .document import right_in_words
from .models import ApiToken, Assignment
from .own import OwnForm
from .queries import assignments_below, nameable, rights_of


class MakeToken(OwnForm):
    """A token for a program of mine."""

    name = forms.CharField(label=_("Dùng cho chương trình nào"), max_length=100)
    rights = forms.MultipleChoiceField(label=_("Được làm gì"), widget=forms.CheckboxSelectMultiple)
    expires_on = DayField(label=_("Hết hạn ngày"))

    def scope(self, by: Any) -> None:
        """My own rights only."""
        self.narrow("rights", [(r, right_in_words(r)) for r in rights_of(by, timezone.localdate())])


class RevokeToken(CommandForm):
    """Close one of my tokens."""

    token = forms.ModelChoiceField(ApiToken.objects.none(), label=_("Mã truy cập"))

    def scope(self, by: Any) -> None:
        """My own tokens only."""
        self.narrow("token", ApiToken.objects.filter(user=by))

    unit = MakeToken.unit


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


class NameDeputy(CommandForm):
    """Somebody stands in while the holder is away."""

    sensitive = frozenset({"username"})

    assignment = forms.ModelChoiceField(Assignment.objects.none(), label=_("Vai trò"), widget=forms.HiddenInput)
    username = forms.CharField(
        label=_("Tên đăng nhập của người thay mặt"), max_length=60, help_text=_("Người ấy phải có tên đăng nhập rồi.")
    )
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))

    def scope(self, by: Any) -> None:
        """My own offices, and those below mine."""
        self.narrow("assignment", nameable(by, timezone.localdate()))

    def unit(self) -> Unit:
        """The unit of the office."""
        assignment: Assignment = self.cleaned_data["assignment"]
        return assignment.unit


class EndDeputy(CommandForm):
    """The holder is back."""

    deputy = forms.ModelChoiceField(Assignment.objects.none(), label=_("Người thay mặt"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Deputies of my own offices, and of those below mine."""
        today = timezone.localdate()
        living = Assignment.objects.filter(stands_in_for__in=nameable(by, today).values("pk"), until_on__gte=today)
        self.narrow("deputy", living.select_related("user", "unit", "stands_in_for__user"))

    def unit(self) -> Unit:
        """The unit of the office."""
        deputy: Assignment = self.cleaned_data["deputy"]
        return deputy.unit

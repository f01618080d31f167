"""What is typed about phones and about rows that wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.own import OwnForm
from clb.access.queries import offices
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import ParkedRow, PhoneKey


class MakeKey(OwnForm):
    """A key for me on this phone."""

    phone = forms.UUIDField(label=_("Mã của điện thoại"), widget=forms.HiddenInput)


def unit_of(by: Any, user: Any) -> Unit:
    """The unit of an office of `user` where `by` looks after phones; of oneself, one's own."""
    today = timezone.localdate()
    held = offices(user, today)
    if user.pk != by.pk:
        held = held.filter(unit__in=by.reach("phone.read").values("below"))
    found = held.first() or offices(by, today).first()
    assert found is not None
    return found.unit


class RevokeKey(OwnForm):
    """A phone is to forget somebody."""

    key = forms.ModelChoiceField(PhoneKey.objects.none(), label=_("Khóa điện thoại"), widget=forms.HiddenInput)
    why = forms.ChoiceField(label=_("Vì sao"), choices=[("", "---"), *PhoneKey.Why.choices], required=False)

    def scope(self, by: Any) -> None:
        """My own, and those of people at units that I look after."""
        self.narrow("key", PhoneKey.objects.visible_to(by).select_related("user", "phone"))
        key = self.initial.get("key")
        self.fields["why"].required = isinstance(key, PhoneKey)

    def clean(self) -> dict[str, Any]:
        """Whoever takes back another's says why; of one's own it goes without saying."""
        data = super().clean()
        key: PhoneKey | None = data.get("key")
        if key is not None and not data.get("why"):
            if key.user_id != self.by.pk:
                self.add_error("why", _("Hãy chọn vì sao thu hồi."))
                self.fields["why"].required = True
            data["why"] = PhoneKey.Why.LEFT_PHONE.value
        return data

    def unit(self) -> Unit:
        """The unit of the office by which I may."""
        key: PhoneKey = self.cleaned_data["key"]
        return unit_of(self.by, key.user)


class SettleRow(CommandForm):
    """A row that waits is let go."""

    row = forms.ModelChoiceField(ParkedRow.objects.none(), label=_("Việc gác lại"), widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Vì sao bỏ"),
        max_length=200,
        required=False,
        help_text=_("Người đã ghi đọc được lý do này. Ví dụ: đã hỏi bà con, chỉ trả một lần."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever drops another's row says why."""
        data = super().clean() or {}
        row: ParkedRow | None = data.get("row")
        if row is not None and row.key.user_id != self.by.pk and not data.get("why"):
            self.add_error("why", _("Việc của người khác: hãy ghi vì sao bỏ."))
            self.fields["why"].required = True
        return data

    def scope(self, by: Any) -> None:
        """My own, and those of clubs where I may settle them."""
        self.narrow("row", ParkedRow.objects.visible_to(by).select_related("key__user", "club__unit"))
        row = self.initial.get("row")
        if isinstance(row, ParkedRow) and row.key.user_id != by.pk:
            self.fields["why"].required = True

    def unit(self) -> Unit:
        """The club's unit where the row is a club's, else where its person holds an office."""
        row: ParkedRow = self.cleaned_data["row"]
        if row.club is not None and self.by.may("phone.settle_row", row.club.unit):
            return row.club.unit
        return unit_of(self.by, row.key.user)

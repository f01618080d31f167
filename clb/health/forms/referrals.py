"""What is typed about referrals and emergencies. The journal keeps no reason, no outcome, no words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.health.models import EmergencyAccess, Referral
from clb.health.queries import people_of
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership, Person
from clb.places.models import Unit

NOTE = 1_000


def note_field(label: Any) -> forms.CharField:
    """Words that lie encrypted in the database."""
    return forms.CharField(label=label, max_length=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class OwnerField(forms.ModelChoiceField):
    """Who sees to it: a member of the club."""

    def label_from_instance(self, obj: Any) -> str:
        """'Nguyễn Thị Mẫu (1950)'."""
        return f"{obj.full_name} ({obj.birth_on.year})"


def owners_of(club: Any) -> Any:
    """Today's members of a club (its key, or itself), by given name."""
    members = Membership.objects.on(timezone.localdate()).filter(club=club)
    return Person.objects.filter(pk__in=members.values("person")).order_by("sort_key", "pk")


class Sent(CommandForm):
    """Where a person is sent, by when, who sees to it, who was told."""

    sensitive = frozenset({"reason", "to", "is_danger", "told_person", "told_kin", "outcome"})

    to = forms.ChoiceField(
        label=_("Đi khám ở"), choices=Referral.To.choices, widget=forms.RadioSelect, initial=Referral.To.STATION
    )
    owner = OwnerField(
        Person.objects.none(),
        label=_("Ai phụ trách đưa đi khám"),
        required=False,
        empty_label=_("Chủ nhiệm câu lạc bộ"),
    )
    told_person = forms.BooleanField(label=_("Đã báo người này"), required=False)
    told_kin = forms.BooleanField(
        label=_("Đã báo người thân"),
        help_text=_("Chỉ khi người này đồng ý cho liên lạc người thân."),
        required=False,
    )
    note = note_field(_("Ghi chú"))


class OpenReferral(Sent):
    """A member is sent on to a doctor."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Vì sao"), choices=Referral.Reason.choices, widget=forms.RadioSelect)
    is_danger = forms.BooleanField(label=_("Cần đi khám ngay"), required=False)
    opened_on = DayField(label=_("Ngày chuyển khám"))
    due_on = DayField(
        label=_("Hạn đi khám"), required=False, help_text=_("Để trống thì theo mức đang áp dụng cho ngày chuyển khám.")
    )

    field_order = ["club", "person", "reason", "is_danger", "to", "opened_on", "due_on", "owner", "told_person"]

    def scope(self, by: Any) -> None:
        """Clubs whose readings I may see and send on, their people, and who may see to it."""
        clubs = Club.objects.filter(unit__in=by.reach("health.open_referral").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        self.narrow("person", people_of(clubs))
        chosen = self.data.get("club") or self.initial.get("club")
        club = clubs.filter(pk=str(getattr(chosen, "pk", chosen))).first() if _is_id(chosen) else None
        if club:
            self.narrow("owner", owners_of(club))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


def _is_id(value: Any) -> bool:
    try:
        forms.UUIDField().clean(str(getattr(value, "pk", value)))
    except forms.ValidationError:
        return False
    return True


class OfReferral(CommandForm):
    """Something about one referral."""

    referral = forms.ModelChoiceField(Referral.objects.none(), label=_("Chuyển khám"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Referrals that I may see."""
        self.narrow("referral", Referral.objects.visible_to(by).select_related("club__unit"))

    def unit(self) -> Unit:
        """The unit of the club where it was opened."""
        referral: Referral = self.cleaned_data["referral"]
        return referral.club.unit

    def asked(self) -> Referral | None:
        """The referral that the page is about, before the form is cleaned."""
        chosen = self.data.get("referral") or self.initial.get("referral")
        rows = Referral.objects.visible_to(self.by)
        return rows.filter(pk=str(getattr(chosen, "pk", chosen))).first() if _is_id(chosen) else None


class CorrectReferral(OfReferral, Sent):
    """The same said otherwise."""

    due_on = DayField(label=_("Hạn đi khám"))

    field_order = ["referral", "to", "due_on", "owner", "told_person", "told_kin", "note"]

    def scope(self, by: Any) -> None:
        """Referrals that I may see, and who may see to it."""
        super().scope(by)
        found = self.asked()
        if found:
            self.narrow("owner", owners_of(found.club_id))


class RecordReferralResult(OfReferral):
    """What came of it."""

    sensitive = frozenset({"outcome", "next_check_on", "seen_on"})

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=Referral.Outcome.choices, widget=forms.RadioSelect)
    seen_on = DayField(label=_("Ngày khám"), required=False, help_text=_("Để trống nếu chưa khám."))
    next_check_on = DayField(label=_("Hẹn khám, đo lại ngày"), required=False)
    note = note_field(_("Ghi chú"))


class DropReferral(OfReferral):
    """A referral that is erased."""


class OpenEmergencyAccess(CommandForm):
    """Someone without the right must see one person's readings now."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Chuyện gì xảy ra, vì sao phải xem ngay"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def scope(self, by: Any) -> None:
        """Clubs where I may look in an emergency, and their people."""
        clubs = Club.objects.filter(unit__in=by.reach("health.open_emergency_access").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        self.narrow("person", people_of(clubs))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class SeeEmergencyAccess(CommandForm):
    """Whoever answers for the readings has read who looked."""

    access = forms.ModelChoiceField(
        EmergencyAccess.objects.none(), label=_("Lần xem khẩn cấp"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Emergency looks at clubs whose health I may read."""
        self.narrow("access", EmergencyAccess.objects.visible_to(by).select_related("club__unit"))

    def unit(self) -> Unit:
        """The unit of the club."""
        access: EmergencyAccess = self.cleaned_data["access"]
        return access.club.unit

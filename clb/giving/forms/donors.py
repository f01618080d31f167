"""Donors and their promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.giving.models import CLUB, DonationPledge, Donor, Drive
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .kept import InTheNameOf, chosen


class PersonField(forms.ModelChoiceField):
    """A member, by name and birth."""

    def label_from_instance(self, obj: Any) -> str:
        """Namesakes are told apart by their birth."""
        return f"{obj.full_name}, {obj.birth_shown}"


class Told(CommandForm):
    """What is told of a donor."""

    sensitive = frozenset({"person"})

    kind = forms.ChoiceField(label=_("Là ai"), choices=Donor.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Tên"), max_length=200, required=False)
    person = PersonField(
        Person.objects.none(),
        label=_("Là thành viên câu lạc bộ"),
        required=False,
        empty_label=_("— không phải thành viên —"),
        help_text=_("Chọn ở đây thì không phải ghi tên."),
    )
    is_abroad = forms.BooleanField(label=_("Ở nước ngoài"), required=False)
    contact = forms.CharField(label=_("Cách liên hệ"), max_length=200, required=False)
    is_named = forms.BooleanField(
        label=_("Được nêu tên công khai"),
        required=False,
        help_text=_("Không đánh dấu thì sổ Tấm lòng vàng và trang công khai không nêu tên."),
    )
    naming_told = forms.CharField(
        label=_("Đồng ý nêu tên thế nào"),
        max_length=200,
        required=False,
        help_text=_("Cá nhân thì phải ghi. Ví dụ: giấy đồng ý ngày 02/03/2026."),
    )

    def members_of(self, by: Any, unit: Unit | None) -> None:
        """Members of the club whose donor this is; nobody of an office."""
        here = Membership.objects.visible_to(by).filter(club__unit=unit) if unit else Membership.objects.none()
        self.narrow("person", Person.objects.filter(pk__in=here.values("person")).order_by("sort_key", "pk"))
        if unit is None:
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["name"].required = True


class AddDonor(InTheNameOf, Told):
    """Somebody who gives."""

    right = "giving.add_donor"
    field_order = ["keeper"]

    def scope(self, by: Any) -> None:
        """In whose name; members where that is a club."""
        super().scope(by)
        wanted = self.data.get("keeper") or self.initial.get("keeper") or next(iter(self.keepers), "")
        keeper = self.keepers.get(str(wanted))
        self.members_of(by, keeper.unit if keeper and keeper.office == CLUB else None)


class OfDonor(CommandForm):
    """Something about one donor; drives to choose from are those of the same keeper."""

    right = "giving.add_donor"
    narrowing = ("donor",)

    donor = forms.ModelChoiceField(Donor.objects.none(), label=_("Nhà tài trợ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Donors of my own office or club."""
        mine = Donor.objects.kept_by(by, self.right)
        self.narrow("donor", mine.select_related("unit"))
        self.chosen: Donor | None = chosen(self, "donor", mine)

    def kept_beside(self, rows: Any) -> Any:
        """Those of `rows` that the donor's keeper keeps."""
        donor = self.chosen
        return rows.filter(unit=donor.unit_id, office=donor.office) if donor else rows.none()

    def unit(self) -> Unit:
        """Where the donor's keeper is."""
        donor: Donor = self.cleaned_data["donor"]
        return donor.unit


class CorrectDonor(OfDonor, Told):
    """What was written is put right."""

    field_order = ["donor"]

    def scope(self, by: Any) -> None:
        """My own donors; members where a club keeps this one."""
        super().scope(by)
        self.members_of(by, self.chosen.unit if self.chosen and self.chosen.office == CLUB else None)


class ForgetDonor(OfDonor):
    """The name goes for good."""


class DriveField(forms.ModelChoiceField):
    """A drive by its title."""

    def __init__(self) -> None:
        super().__init__(
            Drive.objects.none(), label=_("Trong đợt vận động"), required=False, empty_label=_("Không trong đợt nào")
        )


class RecordPledge(OfDonor):
    """They promise something."""

    right = "giving.record_pledge"

    form = forms.ChoiceField(label=_("Hứa gì"), choices=DonationPledge.Form.choices, widget=forms.RadioSelect)
    value_vnd = VndField(label=_("Trị giá (đồng)"), min_value=1)
    what = forms.CharField(
        label=_("Cụ thể"), max_length=200, required=False, help_text=_("Hiện vật gì, mấy cái; việc gì, mấy ngày công.")
    )
    promised_on = DayField(label=_("Hứa ngày"))
    due_on = DayField(label=_("Hẹn đến ngày"))
    drive = DriveField()

    def scope(self, by: Any) -> None:
        """My own donors and their keeper's drives."""
        super().scope(by)
        self.narrow("drive", self.kept_beside(Drive.objects.filter(closed_on__isnull=True)).order_by("-from_on"))


class WithdrawPledge(CommandForm):
    """They will not keep it."""

    pledge = forms.ModelChoiceField(DonationPledge.objects.none(), label=_("Lời hứa"), widget=forms.HiddenInput)
    withdrawn_on = DayField(label=_("Rút ngày"))
    reason = forms.CharField(label=_("Vì sao rút"), max_length=300)

    def scope(self, by: Any) -> None:
        """Promises to my own office or club."""
        self.narrow("pledge", DonationPledge.objects.kept_by(by, "giving.record_pledge").select_related("unit"))

    def unit(self) -> Unit:
        """Where its keeper is."""
        pledge: DonationPledge = self.cleaned_data["pledge"]
        return pledge.unit

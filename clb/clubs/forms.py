"""What is typed about clubs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import Club, ClubStatus


class FoundClub(CommandForm):
    """A new club."""

    journal_text = frozenset({"name", "founding_decision"})

    name = forms.CharField(label=_("Tên câu lạc bộ"), max_length=200)
    parent = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Thuộc xã, phường hoặc ấp, khóm"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
    )
    founded_on = DayField(label=_("Ngày thành lập"))
    founding_decision = forms.CharField(label=_("Quyết định thành lập (số, ngày)"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Communes and hamlets within reach, ended ones too for clubs of old."""
        reached = by.reach("clubs.found_club").values("below")
        levels = (Unit.Level.COMMUNE, Unit.Level.HAMLET)
        self.narrow("parent", Unit.objects.filter(pk__in=reached, level__in=levels))

    def unit(self) -> Unit:
        """Where the club is founded."""
        parent: Unit = self.cleaned_data["parent"]
        return parent


class OfClub(CommandForm):
    """Something about one club."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Clubs that I may see."""
        self.narrow("club", Club.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class CorrectClub(OfClub):
    """A name or a decision's number put right."""

    journal_text = frozenset({"name", "founding_decision"})

    name = forms.CharField(label=_("Tên câu lạc bộ"), max_length=200)
    founding_decision = forms.CharField(label=_("Quyết định thành lập (số, ngày)"), max_length=200, required=False)


class SetStatus(OfClub):
    """A new status from a day on."""

    status = forms.ChoiceField(label=_("Tình trạng"), choices=[(s.value, s.label) for s in ClubStatus.LIVING])
    from_on = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)


class CorrectStatus(SetStatus):
    """The newest status put right."""

"""What is typed about a club's own days, on which its members hang."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club, ClubStatus
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm

from .memberships import AddMember


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

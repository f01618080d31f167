"""What is typed about a club's own days, on which its members hang."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club, ClubQuerySet, ClubStatus
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .memberships import AddMember


def _neighbours(mine: ClubQuerySet, club: Any) -> QuerySet[Club]:
    """Those of `mine` under the provinces that the club lay under, living today, itself left out."""
    try:
        key = UUID(str(getattr(club, "pk", club)))
    except ValueError:
        return mine.none()  # the field itself says that there is no such club
    provinces = Unit.objects.filter(level=Unit.Level.PROVINCE, links_down__below__club=key)
    near = mine.alive_on(timezone.localdate()).filter(unit__links_up__above__in=provinces).exclude(pk=key)
    return near.distinct().order_by("search_key", "pk")


class CloseClub(CommandForm):
    """A club is dissolved or merged away; its memberships end with it."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Kết thúc bằng cách"), choices=[(s.value, ClubStatus.Status(s).label) for s in ClubStatus.ENDED]
    )
    merged_into = forms.ModelChoiceField(
        Club.objects.none(),
        label=_("Nhập vào câu lạc bộ"),
        required=False,
        empty_label=_("— không nhập vào đâu —"),
        help_text=_("Chọn khi kết thúc bằng cách nhập."),
    )
    from_on = DayField(label=_("Không còn từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Clubs that I may see; to go into, only those of the same province: a nation's list is no choice."""
        mine = Club.objects.visible_to(by).select_related("unit")
        self.narrow("club", mine)
        if "merged_into" in self.fields:
            self.narrow("merged_into", _neighbours(mine, self.data.get("club") or self.initial.get("club")))

    unit = AddMember.unit


class CorrectFoundingDay(CommandForm):
    """The day on which a club was really founded."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    founded_on = DayField(label=_("Ngày thành lập"))

    scope = CloseClub.scope
    unit = AddMember.unit

"""What is typed about a club's board."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.forms.fields import BirthField
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .models import BoardPost

SUGGESTED_TITLES = "Thư ký, Kế toán, Thủ quỹ"


def _uuid(club: Any) -> UUID | None:
    try:
        return UUID(str(getattr(club, "pk", club)))
    except ValueError:
        return None  # the field itself says that there is no such club


class AppointToBoard(CommandForm):
    """Someone takes a post."""

    sensitive = frozenset({"full_name", "sex", "birth"})
    journal_text = frozenset({"title", "decided_by"})

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    post = forms.ChoiceField(label=_("Chức danh"), choices=BoardPost.Post.choices)
    title = forms.CharField(
        label=_("Tên chức danh khác"),
        max_length=80,
        required=False,
        help_text=_("Chỉ khi chọn «Chức danh khác». Gợi ý, chưa có văn bản: %s.") % SUGGESTED_TITLES,
    )
    membership = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Thành viên"), required=False, empty_label=_("— người ngoài câu lạc bộ —")
    )
    full_name = forms.CharField(label=_("Người ngoài: họ và tên"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=_("Người ngoài: giới tính"), choices=[("", _("—")), *Person.Sex.choices], required=False
    )
    birth = BirthField(label=_("Người ngoài: năm sinh hoặc ngày sinh"), required=False)
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày (hết nhiệm kỳ)"), required=False)
    decided_by = forms.CharField(label=_("Bầu, cử tại (cuộc họp, văn bản nào)"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose members I may see, and the members of the one chosen."""
        clubs = Club.objects.filter(unit__in=by.reach("members.read").values("below")).select_related("unit")
        self.narrow("club", clubs)
        club = self.data.get("club") or self.initial.get("club")
        members = Membership.objects.on(timezone.localdate()).filter(club__in=clubs)
        if club:
            members = members.filter(club=_uuid(club))
        self.narrow("membership", members.select_related("person").order_by("person__sort_key"))
        field: Any = self.fields["membership"]
        field.label_from_instance = lambda m: f"{m.person.full_name}, {m.person.birth_shown}"

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class EndBoardPost(CommandForm):
    """Someone leaves a post."""

    board_post = forms.ModelChoiceField(BoardPost.objects.none(), label=_("Chức danh"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Giữ đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Posts of clubs whose members I may see."""
        mine = BoardPost.objects.filter(club__unit__in=by.reach("members.read").values("below"))
        self.narrow("board_post", mine.select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: BoardPost = self.cleaned_data["board_post"]
        return row.club.unit

"""What is typed about a club's board."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment, User
from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import BirthField
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .models import BoardPost, SubGroup, SubGroupMember

SUGGESTED_TITLES = "Thư ký, Kế toán, Thủ quỹ"


def _uuid(club: Any) -> UUID | None:
    try:
        return UUID(str(getattr(club, "pk", club)))
    except ValueError:
        return None  # the field itself says that there is no such club


class AppointToBoard(CommandForm):
    """Someone takes a post."""

    sensitive = frozenset({"full_name", "sex", "birth"})
    journal_text = frozenset({"title"})

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


class UserField(forms.ModelChoiceField):
    """A sign-in, with whose it is said to be."""

    def label_from_instance(self, obj: Any) -> str:
        """'thuquy (Trần Thị Lan)'."""
        return f"{obj.username} ({obj.first_name})" if obj.first_name else str(obj.username)


class LinkSignIn(CommandForm):
    """Which sign-in is that of someone on the board."""

    board_post = forms.ModelChoiceField(BoardPost.objects.none(), label=_("Chức danh"), widget=forms.HiddenInput)
    user = UserField(
        User.objects.none(), label=_("Tên đăng nhập"), required=False, empty_label=_("— không dùng phần mềm —")
    )

    def scope(self, by: Any) -> None:
        """Posts of clubs whose members I may see; the sign-ins that hold an office at the club of the one chosen."""
        mine = BoardPost.objects.filter(club__unit__in=by.reach("members.read").values("below"))
        self.narrow("board_post", mine.select_related("club__unit", "person"))
        held = Assignment.objects.on(timezone.localdate()).filter(unit__club__board_posts__in=mine)
        if chosen := self.data.get("board_post") or self.initial.get("board_post"):
            held = held.filter(unit__club__board_posts=_number(chosen))
        self.narrow("user", User.objects.filter(pk__in=held.values("user")).order_by("username"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: BoardPost = self.cleaned_data["board_post"]
        return row.club.unit


def _number(chosen: Any) -> int:
    text = str(getattr(chosen, "pk", chosen))
    return int(text) if text.isdecimal() and len(text) < 18 else 0


class CorrectBoardTerm(EndBoardPost):
    """The days of a term put right."""

    from_on = DayField(label=_("Giữ từ ngày"))
    until_on = DayField(
        label=_("Giữ đến hết ngày"), required=False, help_text=_("Để trống nếu còn giữ, chưa biết ngày hết nhiệm kỳ.")
    )

    field_order = ["board_post", "from_on", "until_on"]


def _members_of(by: Any, club: Any) -> Any:
    """Today's members of a club (its key, or itself) whose members I may see, by given name."""
    here = Membership.objects.visible_to(by).on(timezone.localdate()).filter(club=_uuid(club))
    return here.select_related("person").order_by("person__sort_key")


def _person_shown(membership: Membership) -> str:
    return f"{membership.person.full_name}, {membership.person.birth_shown}"


class FoundSubGroup(CommandForm):
    """A group within a club."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Tên tổ"), max_length=100, help_text=_("Ví dụ: Tăng thu nhập; Chăm sóc tại nhà; Văn nghệ, thể thao.")
    )
    leader = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Tổ trưởng"), required=False, empty_label=_("— chưa có —")
    )
    from_on = DayField(label=_("Lập từ ngày"))

    def scope(self, by: Any) -> None:
        """Clubs whose members I may see, and the members of the one chosen."""
        clubs = Club.objects.filter(unit__in=by.reach("members.read").values("below")).select_related("unit")
        self.narrow("club", clubs)
        self.narrow("leader", _members_of(by, self.data.get("club") or self.initial.get("club")))
        field: Any = self.fields["leader"]
        field.label_from_instance = _person_shown

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfSubGroup(CommandForm):
    """Something about one group."""

    sub_group = forms.ModelChoiceField(SubGroup.objects.none(), label=_("Tổ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Groups of clubs whose members I may see."""
        here = by.reach("members.read").values("below")
        self.narrow("sub_group", SubGroup.objects.filter(club__unit__in=here).select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        group: SubGroup = self.cleaned_data["sub_group"]
        return group.club.unit


class JoinSubGroup(OfSubGroup):
    """A member joins a group."""

    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Thành viên"))
    is_leader = forms.BooleanField(label=_("Là tổ trưởng"), required=False)
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """Groups, and today's members of the club of the one chosen."""
        super().scope(by)
        key = self.data.get("sub_group") or self.initial.get("sub_group")
        groups: Any = self.fields["sub_group"]
        number = str(getattr(key, "pk", key))
        group = groups.queryset.filter(pk=number).first() if number.isdecimal() else None
        self.narrow("membership", _members_of(by, group.club if group else None))
        field: Any = self.fields["membership"]
        field.label_from_instance = _person_shown


class EndSubGroup(OfSubGroup):
    """A group ends."""

    until_on = DayField(label=_("Còn đến hết ngày"))


class LeaveSubGroup(CommandForm):
    """A member leaves a group."""

    sub_group_member = forms.ModelChoiceField(
        SubGroupMember.objects.none(), label=_("Người trong tổ"), widget=forms.HiddenInput
    )
    until_on = DayField(label=_("Ở trong tổ đến hết ngày"))

    def scope(self, by: Any) -> None:
        """People in groups of clubs whose members I may see."""
        here = by.reach("members.read").values("below")
        rows = SubGroupMember.objects.filter(sub_group__club__unit__in=here)
        self.narrow("sub_group_member", rows.select_related("sub_group__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: SubGroupMember = self.cleaned_data["sub_group_member"]
        return row.sub_group.club.unit

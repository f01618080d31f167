"""Putting people on a club's board and taking them off. The club's groups. The only writer of both."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.kernel.text import plain, tidy
from clb.members.models import Membership, Person
from clb.members.services.people import Birth, write_person

from .models import BoardPost, SignInPerson, SubGroup, SubGroupMember


def appoint_to_board(
    *,
    by: User,
    club: Club,
    post: str,
    from_on: date,
    membership: Membership | None = None,
    full_name: str = "",
    sex: str = "",
    birth: Birth | None = None,
    title: str = "",
    until_on: date | None = None,
    decided_by: str = "",
) -> BoardPost:
    """A member, or someone from outside by name, sex and birth, takes a post for a term; until None = open.

    Raises ValidationError where nobody or two are named, for another club's member, a day outside the club's life,
    and a post that the person holds already. How many sit on a board is the club's affair.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    _check_days(club, from_on, until_on)
    title = checked_title(post, title)
    person = _person(club, membership, full_name, sex, birth)
    held = BoardPost.objects.filter(club=club, person=person, post=post, until_on__isnull=True)
    if any(plain(row.title) == plain(title) for row in held):
        raise ValidationError({"post": _("Người này đang giữ chức danh ấy.")})
    return BoardPost.objects.create(
        club=club,
        person=person,
        post=post,
        title=title,
        from_on=from_on,
        until_on=until_on,
        decided_by=tidy(decided_by),
    )


def checked_title(post: str, title: str) -> str:
    """The title of a post of the club's own; '' for the usual posts. Raises ValidationError where it is missing."""
    if post != BoardPost.Post.OTHER:
        return ""
    if not plain(title):
        raise ValidationError({"title": _("Hãy ghi tên chức danh.")})
    return tidy(title)


def _check_days(club: Club, from_on: date, until_on: date | None) -> None:
    if not club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if until_on and until_on < from_on:
        raise ValidationError({"until_on": _("Ngày cuối không được trước ngày đầu.")})
    if ended_on(club):
        raise ValidationError({"club": _("Câu lạc bộ đã kết thúc.")})


def _person(club: Club, membership: Membership | None, full_name: str, sex: str, birth: Birth | None) -> Person:
    if membership is not None:
        if full_name:
            raise ValidationError({"full_name": _("Chọn thành viên hoặc ghi người ngoài, không cả hai.")})
        if membership.club_id != club.pk:
            raise ValidationError({"membership": _("Người này không phải thành viên của câu lạc bộ.")})
        return membership.person
    if not full_name:
        raise ValidationError({"membership": _("Hãy chọn thành viên, hoặc ghi họ tên người ngoài câu lạc bộ.")})
    if not sex or birth is None:
        raise ValidationError({"sex" if not sex else "birth": _("Người ngoài câu lạc bộ cần giới tính và năm sinh.")})
    person = Person()
    write_person(person, full_name, sex, birth)
    return person


def end_board_post(*, by: User, board_post: BoardPost, until_on: date) -> BoardPost:
    """The post is held until the end of `until_on`. Raises ValidationError for a day before it began or to come."""
    row: BoardPost = BoardPost.objects.select_for_update(no_key=True).get(pk=board_post.pk)
    if row.until_on is not None and row.until_on <= timezone.localdate():
        raise ValidationError({"board_post": _("Chức danh này đã thôi từ trước.")})
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày nhận chức danh đến hôm nay.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row


def link_sign_in(*, by: User, board_post: BoardPost, user: User | None = None) -> BoardPost:
    """The person who holds this post uses the sign-in `user`, or none that is known. What was said before goes.

    Raises ValidationError where the sign-in is another person's.
    """
    other = SignInPerson.objects.filter(user=user).exclude(person=board_post.person).select_related("person").first()
    if user is not None and other is not None:
        raise ValidationError({"user": _("Tên đăng nhập này là của %s.") % other.person.full_name})
    SignInPerson.objects.filter(person=board_post.person).delete()
    if user is not None:
        SignInPerson.objects.create(user=user, person=board_post.person)
    return board_post


def correct_board_term(*, by: User, board_post: BoardPost, from_on: date, until_on: date | None = None) -> BoardPost:
    """Put right the first and last day of a term that were written down wrong; until None = it is still held.

    Raises ValidationError for days outside the club's life and where the same post would be held twice at a time.
    """
    Club.objects.select_for_update(no_key=True).get(pk=board_post.club_id)
    row: BoardPost = BoardPost.objects.select_for_update(no_key=True).get(pk=board_post.pk)
    ended = ended_on(row.club)
    if not row.club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if until_on and until_on < from_on:
        raise ValidationError({"until_on": _("Ngày cuối không được trước ngày đầu.")})
    if ended and (until_on is None or until_on >= ended):
        raise ValidationError({"until_on": _("Câu lạc bộ không còn từ ngày %s.") % ended.strftime("%d/%m/%Y")})
    same = BoardPost.objects.filter(club=row.club, person=row.person, post=row.post).exclude(pk=row.pk)
    clashes = same.filter(from_on__lte=until_on or date.max).filter(Q(until_on=None) | Q(until_on__gte=from_on))
    if any(plain(other.title) == plain(row.title) for other in clashes):
        raise ValidationError({"from_on": _("Trùng với nhiệm kỳ khác của người này ở cùng chức danh.")})
    row.from_on, row.until_on = from_on, until_on
    row.save(update_fields=["from_on", "until_on"])
    return row


# --- Groups -----------------------------------------------------------------------------------------------------


def found_sub_group(*, by: User, club: Club, name: str, from_on: date, leader: Membership | None = None) -> SubGroup:
    """A group within the club, with its leader where one is known.

    Raises ValidationError for a day outside the club's life, a name that a living group bears, another club's member.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    _check_days(club, from_on, None)
    name = tidy(name)
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi tên tổ.")})
    living = SubGroup.objects.filter(club=club, until_on__isnull=True)
    if any(plain(other.name) == plain(name) for other in living):
        raise ValidationError({"name": _("Câu lạc bộ đang có tổ cùng tên.")})
    group = SubGroup.objects.create(club=club, name=name, from_on=from_on)
    if leader is not None:
        _take_in(group, leader, from_on, is_leader=True, field="leader")
    return group


def join_sub_group(
    *, by: User, sub_group: SubGroup, membership: Membership, from_on: date, is_leader: bool = False
) -> SubGroupMember:
    """A member joins a group, or leads it from now on. Raises ValidationError for days and people out of place."""
    group: SubGroup = SubGroup.objects.select_for_update(no_key=True).get(pk=sub_group.pk)
    if group.until_on is not None:
        raise ValidationError({"sub_group": _("Tổ này đã thôi.")})
    if not group.from_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày lập tổ đến hôm nay.")})
    return _take_in(group, membership, from_on, is_leader=is_leader, field="membership")


def _take_in(group: SubGroup, membership: Membership, from_on: date, *, is_leader: bool, field: str) -> SubGroupMember:
    if membership.club_id != group.club_id:
        raise ValidationError({field: _("Người này không phải thành viên của câu lạc bộ.")})
    if from_on < membership.from_on or (membership.until_on and from_on > membership.until_on):
        raise ValidationError({field: _("Người này không phải thành viên vào ngày ấy.")})
    if group.members.filter(membership=membership, until_on__isnull=True).exists():
        raise ValidationError({field: _("Người này đang ở trong tổ.")})
    return SubGroupMember.objects.create(sub_group=group, membership=membership, from_on=from_on, is_leader=is_leader)


def leave_sub_group(*, by: User, sub_group_member: SubGroupMember, until_on: date) -> SubGroupMember:
    """A member belongs to the group until the end of `until_on`. Raises ValidationError for a day out of place."""
    row: SubGroupMember = SubGroupMember.objects.select_for_update(no_key=True).get(pk=sub_group_member.pk)
    if row.until_on is not None:
        raise ValidationError({"sub_group_member": _("Người này đã thôi tổ từ trước.")})
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày vào tổ đến hôm nay.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row


def end_sub_group(*, by: User, sub_group: SubGroup, until_on: date) -> SubGroup:
    """The group stands until the end of `until_on`, and its people with it. Raises ValidationError as leaving does."""
    group: SubGroup = SubGroup.objects.select_for_update(no_key=True).get(pk=sub_group.pk)
    inside = group.members.filter(until_on__isnull=True)
    if group.until_on is not None:
        raise ValidationError({"sub_group": _("Tổ này đã thôi.")})
    if not group.from_on <= until_on <= timezone.localdate() or inside.filter(from_on__gt=until_on).exists():
        raise ValidationError({"until_on": _("Ngày phải từ ngày lập tổ và ngày người cuối vào tổ, đến hôm nay.")})
    inside.update(until_on=until_on)
    group.until_on = until_on
    group.save(update_fields=["until_on"])
    return group

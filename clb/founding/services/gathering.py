"""Gathering people and money before there is a club."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.services import checked_title
from clb.founding.models import Founding, Pledge, Recruit
from clb.kernel.text import given_name_first
from clb.members.services.people import Birth, checked_name

from .steps import check_day, locked


def add_recruit(
    *,
    by: User,
    founding: Founding,
    full_name: str,
    sex: str,
    birth: Birth,
    household_class: str = "",
    post: str = "",
    title: str = "",
) -> Recruit:
    """Someone wants to join. Raises ValidationError for the same name and birth a second time, and no letters."""
    founding = locked(founding)
    full_name = checked_name(full_name)
    if birth[0] > timezone.localdate():
        raise ValidationError({"birth": _("Ngày sinh không được ở tương lai.")})
    same = founding.recruits.filter(sort_key=given_name_first(full_name), birth_on=birth[0])
    if same.filter(is_birth_year_only=birth[1]).exists():
        raise ValidationError({"full_name": _("Danh sách đã có người cùng tên, cùng ngày sinh.")})
    return Recruit.objects.create(
        founding=founding,
        full_name=full_name,
        sort_key=given_name_first(full_name),
        sex=sex,
        birth_on=birth[0],
        is_birth_year_only=birth[1],
        household_class=household_class,
        post=post,
        title=checked_title(post, title),
    )


def set_recruit_post(*, by: User, recruit: Recruit, post: str = "", title: str = "") -> Recruit:
    """The post that someone is to hold, or none. Raises ValidationError for another post without its title."""
    locked(recruit.founding)
    recruit.post, recruit.title = post, checked_title(post, title)
    recruit.save(update_fields=["post", "title"])
    return recruit


def drop_recruit(*, by: User, recruit: Recruit) -> Founding:
    """Someone does not join after all; nothing of the person is kept."""
    founding = locked(recruit.founding)
    founding.recruits.filter(pk=recruit.pk).delete()  # the journal still names its id
    return founding


def pledge_start_fund(
    *,
    by: User,
    founding: Founding,
    source: str,
    amount_vnd: int,
    pledged_on: date,
    collected_on: date | None = None,
) -> Pledge:
    """Money is promised, and perhaps handed over. Raises ValidationError for impossible days."""
    founding = locked(founding)
    check_day(founding, pledged_on, "pledged_on")
    if collected_on is not None:
        _check_collected(pledged_on, collected_on)
    return Pledge.objects.create(
        founding=founding, source=source, amount_vnd=amount_vnd, pledged_on=pledged_on, collected_on=collected_on
    )


def collect_pledge(*, by: User, pledge: Pledge, collected_on: date) -> Pledge:
    """What was promised is handed over; it becomes a receipt of the club's at the launch."""
    locked(pledge.founding)
    _check_collected(pledge.pledged_on, collected_on)
    pledge.collected_on = collected_on
    pledge.save(update_fields=["collected_on"])
    return pledge


def withdraw_pledge(*, by: User, pledge: Pledge) -> Founding:
    """A promise is taken back, or was written wrong."""
    founding = locked(pledge.founding)
    founding.pledges.filter(pk=pledge.pk).delete()  # the journal still names its id
    return founding


def _check_collected(pledged_on: date, collected_on: date) -> None:
    if not pledged_on <= collected_on <= timezone.localdate():
        raise ValidationError({"collected_on": _("Ngày nhận phải từ ngày hứa đến hôm nay.")})

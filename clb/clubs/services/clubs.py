"""Founding a club, correcting what was written of it, and its status through time. The only writer of clubs."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus, ConsolidationStep
from clb.kernel.text import plain, tidy
from clb.places.models import Unit, UnitVersion
from clb.places.services import found_unit, relink


def found_club(*, by: User, name: str, parent: Unit, founded_on: date, founding_decision: str = "") -> Club:
    """A new club, active from its founding day.

    Raises ValidationError for a day to come, a unit not standing that day, a name taken there.
    """
    if founded_on > timezone.localdate():
        raise ValidationError({"founded_on": _("Ngày thành lập không được ở tương lai.")})
    if founded_on < parent.from_on or (parent.until_on and founded_on > parent.until_on):
        raise ValidationError({"parent": _("Đơn vị này không có vào ngày thành lập. Hãy chọn đơn vị của ngày đó.")})
    name = _checked_name(name)
    Unit.objects.select_for_update(no_key=True).get(pk=parent.pk)  # two of one name at once: the second is refused
    _check_name_free(name, parent, founded_on)
    pk = uuid.uuid4()
    unit = found_unit(key=f"clb-{pk.hex}", level=Unit.Level.CLUB, name=name, parent=parent, from_on=founded_on)
    club = Club.objects.create(
        pk=pk,
        unit=unit,
        name=name,
        search_key=plain(name),
        founded_on=founded_on,
        founding_decision=tidy(founding_decision),
    )
    ClubStatus.objects.create(club=club, status=ClubStatus.Status.ACTIVE, from_on=founded_on)
    return club


def _checked_name(name: str) -> str:
    name = tidy(name)
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi tên câu lạc bộ.")})
    return name


def _check_name_free(name: str, parent: Unit, day: date, but: Club | None = None) -> None:
    same = Club.objects.alive_on(day).filter(search_key=plain(name), unit__links_up__above=parent)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise ValidationError({"name": _("Tại đơn vị này đã có câu lạc bộ cùng tên.")})


def correct_club(*, by: User, club: Club, name: str, founding_decision: str = "") -> Club:
    """Put right a name or a decision's number that was written down wrong, for all days.

    Raises ValidationError where another club of the same place bears the name. The founding day is put right by
    `members.correct_founding_day`, since the months' counts hang on it.
    """
    name = _checked_name(name)
    parent = UnitVersion.objects.filter(unit=club.unit).order_by("-from_on")[0].parent
    if parent and plain(name) != club.search_key:
        _check_name_free(name, parent, timezone.localdate(), but=club)
    club.name, club.search_key, club.founding_decision = name, plain(name), tidy(founding_decision)
    club.save(update_fields=["name", "search_key", "founding_decision"])
    UnitVersion.objects.filter(unit=club.unit).update(name=club.name, search_key=club.search_key)
    return club


def set_status(*, by: User, club: Club, status: str, from_on: date, reason: str = "", document: str = "") -> ClubStatus:
    """The club is in `status` from a day on; its end is `members.close_club`, since it ends memberships too.

    Raises ValidationError for a day to come, a day not after the last change, an ended club,
    and a status other than active without its reason.
    """
    assert status not in ClubStatus.ENDED
    return change_status(club, status, from_on, reason, document)


def change_status(
    club: Club, status: str, from_on: date, reason: str, document: str, merged_into: Club | None = None
) -> ClubStatus:
    """Close the open status and begin another. Raises ValidationError as `set_status` says."""
    current = _open_status(club)
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày không được ở tương lai.")})
    if current.status in ClubStatus.ENDED:
        raise ValidationError({"status": _("Câu lạc bộ đã giải thể hoặc nhập, tình trạng không đổi được nữa.")})
    if from_on <= current.from_on:
        last = current.from_on.strftime("%d/%m/%Y")
        raise ValidationError({"from_on": _("Ngày phải sau lần ghi tình trạng gần nhất (%s).") % last})
    if status == current.status:
        raise ValidationError({"status": _("Câu lạc bộ đang ở tình trạng này.")})
    _check_reason(status, reason)
    current.until_on = from_on - timedelta(days=1)
    current.save(update_fields=["until_on"])
    return ClubStatus.objects.create(
        club=club,
        status=status,
        from_on=from_on,
        reason=tidy(reason),
        document=tidy(document),
        merged_into=merged_into,
    )


def correct_status(*, by: User, club: Club, status: str, from_on: date, reason: str = "", document: str = "") -> Club:
    """Put right the newest status, which was written down wrong; the same as the one before takes it back.

    Raises ValidationError where it is the founding's own or the club's end, and for a day not after the one before.
    """
    current = _open_status(club)
    before = ClubStatus.objects.filter(club=club, until_on=current.from_on - timedelta(days=1)).first()
    if before is None or current.status in ClubStatus.ENDED:
        raise ValidationError({"status": _("Tình trạng này không sửa được ở đây.")})
    if not before.from_on < from_on <= timezone.localdate():
        day = before.from_on.strftime("%d/%m/%Y")
        raise ValidationError({"from_on": _("Ngày phải sau lần ghi tình trạng trước đó (%s), đến hôm nay.") % day})
    if ConsolidationStep.objects.filter(status=current).exists() and status not in ConsolidationStep.WEAK:
        raise ValidationError({"status": _("Thời kỳ này có kế hoạch kiện toàn, nên không bỏ đi được.")})
    if status == before.status:
        ConsolidationStep.objects.filter(status=current).update(status=before)
        current.delete()
        before.until_on = None
        before.save(update_fields=["until_on"])
        return club
    _check_reason(status, reason)
    before.until_on = from_on - timedelta(days=1)
    before.save(update_fields=["until_on"])
    current.status, current.from_on, current.reason, current.document = status, from_on, tidy(reason), tidy(document)
    current.save(update_fields=["status", "from_on", "reason", "document"])
    return club


def _open_status(club: Club) -> ClubStatus:
    found: ClubStatus = ClubStatus.objects.select_for_update(no_key=True).get(club=club, until_on__isnull=True)
    return found


def _check_reason(status: str, reason: str) -> None:
    if status != ClubStatus.Status.ACTIVE and not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do.")})


def move_founding_day(club: Club, founded_on: date) -> None:
    """The club, its leaf of the tree and its first status begin on another day.

    Raises ValidationError for a day to come, a day past the first change of status or of place, and a day on which
    the unit that the club was founded under did not stand.
    """
    first = club.statuses.order_by("from_on")[0]
    version = UnitVersion.objects.filter(unit=club.unit).select_related("parent").order_by("from_on")[0]
    if founded_on > timezone.localdate():
        raise ValidationError({"founded_on": _("Ngày thành lập không được ở tương lai.")})
    for until in (first.until_on, version.until_on):
        if until and founded_on > until:
            last = until.strftime("%d/%m/%Y")
            raise ValidationError({"founded_on": _("Tình trạng hoặc nơi của câu lạc bộ đã đổi sau ngày %s.") % last})
    if version.parent and founded_on < version.parent.from_on:
        raise ValidationError({"founded_on": _("Vào ngày này chưa có đơn vị mà câu lạc bộ được thành lập ở đó.")})
    club.founded_on = club.unit.from_on = first.from_on = version.from_on = founded_on
    for row, name in ((club, "founded_on"), (club.unit, "from_on"), (first, "from_on"), (version, "from_on")):
        row.save(update_fields=[name])
    relink([club.unit_id])

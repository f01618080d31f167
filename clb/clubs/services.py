"""Founding a club, correcting what was written of it, and its status through time. The only writer of clubs."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import plain, tidy
from clb.places.models import Unit, UnitVersion
from clb.places.services import found_unit

from .models import Club, ClubStatus


def found_club(*, by: User, name: str, parent: Unit, founded_on: date, founding_decision: str = "") -> Club:
    """A new club, active from its founding day.

    Raises ValidationError for a day to come, a unit not standing that day, a name taken there.
    """
    if founded_on > timezone.localdate():
        raise ValidationError({"founded_on": _("Ngày thành lập không được ở tương lai.")})
    if founded_on < parent.from_on or (parent.until_on and founded_on > parent.until_on):
        raise ValidationError({"parent": _("Đơn vị này không có vào ngày thành lập. Hãy chọn đơn vị của ngày đó.")})
    name = tidy(name)
    same = Club.objects.alive_on(founded_on).filter(search_key=plain(name), unit__links_up__above=parent)
    if same.exists():
        raise ValidationError({"name": _("Tại đơn vị này đã có câu lạc bộ cùng tên.")})
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


def correct_club(*, by: User, club: Club, name: str, founding_decision: str = "") -> Club:
    """Put right a name or a decision's number that was written down wrong, for all days."""
    club.name, club.search_key, club.founding_decision = tidy(name), plain(name), tidy(founding_decision)
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


def change_status(club: Club, status: str, from_on: date, reason: str, document: str) -> ClubStatus:
    """Close the open status and begin another. Raises ValidationError as `set_status` says."""
    current = ClubStatus.objects.select_for_update().get(club=club, until_on__isnull=True)
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày không được ở tương lai.")})
    if current.status in ClubStatus.ENDED:
        raise ValidationError({"status": _("Câu lạc bộ đã giải thể hoặc nhập, tình trạng không đổi được nữa.")})
    if from_on <= current.from_on:
        last = current.from_on.strftime("%d/%m/%Y")
        raise ValidationError({"from_on": _("Ngày phải sau lần ghi tình trạng gần nhất (%s).") % last})
    if status == current.status:
        raise ValidationError({"status": _("Câu lạc bộ đang ở tình trạng này.")})
    if status != ClubStatus.Status.ACTIVE and not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    current.until_on = from_on - timedelta(days=1)
    current.save(update_fields=["until_on"])
    return ClubStatus.objects.create(
        club=club, status=status, from_on=from_on, reason=tidy(reason), document=tidy(document)
    )

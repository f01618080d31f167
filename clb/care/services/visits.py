"""Visits written down, put right, erased; and what was done about a danger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.care.models import CareClient, CareVisit, Danger, DangerAlert, Volunteer
from clb.care.models.words import CALL_AT_ONCE, NO_DOCTOR
from clb.care.queries.volunteers import volunteering_of
from clb.clubs.models import Club
from clb.health.models import Referral
from clb.health.queries import agreements_of
from clb.health.services import drop_referral, open_referral
from clb.kernel.batches import CHUNK
from clb.members.models import Membership
from clb.members.services.summaries import lock_clubs

from .months import refresh_care_months, refresh_months_of

Done = CareVisit | ValidationError


def record_visit(
    *,
    by: User,
    client: CareClient,
    visited_on: date,
    minutes: int,
    tasks: Sequence[str],
    how_is: str,
    dangers: Sequence[str],
    volunteer: Volunteer | None = None,
    companion: Volunteer | None = None,
    note: str = "",
) -> CareVisit:
    """A volunteer came to the client; without `volunteer` it was whoever writes. A danger opens an alert.

    Raises ValidationError without the person's consent, for a day out of place, another club's volunteer, and no
    volunteer at all.
    """
    row = {name: value for name, value in locals().items() if name != "by"}
    (done,) = record_visits(by=by, rows=[row])
    if isinstance(done, ValidationError):
        raise done
    return done


@transaction.atomic
def record_visits(*, by: User, rows: Sequence[Mapping[str, Any]]) -> list[Done]:
    """`record_visit` for each row (its own arguments) in order, as if it came alone: the visit, or why not."""
    clients = [row["client"] for row in rows]
    lock_clubs([client.club for client in clients])
    ground = _Ground(by, clients)
    done: list[Done] = []
    alerts: list[DangerAlert] = []
    for row in rows:
        try:
            visit = CareVisit(client=row["client"])
            ground.write(visit, **{name: told for name, told in row.items() if name != "client"})
            if visit.dangers:
                alerts.append(_alarmed(by, DangerAlert(visit=visit)))
            done.append(visit)
        except ValidationError as error:
            done.append(error)
    visits = [one for one in done if isinstance(one, CareVisit)]
    CareVisit.objects.bulk_create(visits, batch_size=CHUNK)
    DangerAlert.objects.bulk_create(alerts, batch_size=CHUNK)
    if visits:
        days = [visit.visited_on for visit in visits]
        clubs = Club.objects.filter(pk__in={visit.client.club_id for visit in visits})
        refresh_care_months(clubs, min(days), max(days))
    return done


def correct_visit(*, by: User, visit: CareVisit, **told: Any) -> CareVisit:
    """What was written down is put right, as `record_visit` takes it. Raises ValidationError as that does."""
    lock_clubs([visit.client.club])
    row: CareVisit = CareVisit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    before = row.visited_on
    told["volunteer"] = told.get("volunteer") or row.volunteer
    _Ground(by, [row.client]).write(row, **told)
    row.save()
    _alarm_anew(by, row)
    for day in {before, row.visited_on}:
        refresh_months_of(row.client.club, day, day)
    return row


class _Ground:
    """What visits stand on: who agreed, whom `by` is a volunteer of. Asked once for all of them."""

    def __init__(self, by: User, clients: Sequence[CareClient]) -> None:
        self._agreed = agreements_of({client.person_id for client in clients})
        self._oneself = volunteering_of(by, {client.club_id for client in clients})

    def write(
        self,
        row: CareVisit,
        *,
        visited_on: date,
        tasks: Sequence[str],
        dangers: Sequence[str],
        volunteer: Volunteer | None = None,
        companion: Volunteer | None = None,
        note: str = "",
        **told: Any,
    ) -> None:
        """Put into `row` what is told of the visit, without storing it. Raises ValidationError as record_visit."""
        client = row.client
        if not client.from_on <= visited_on <= min(client.until_on or date.max, timezone.localdate()):
            raise ValidationError({"visited_on": _("Ngày phải từ ngày bắt đầu chăm sóc đến hôm nay.")})
        if not self._agreed(client.person_id, visited_on):
            raise ValidationError({"client": _("Người này chưa đồng ý, hoặc không còn đồng ý cho ghi việc sức khỏe.")})
        who = volunteer or self._oneself(client.club_id, visited_on)
        if who is None:
            raise ValidationError({"volunteer": _("Hãy chọn tình nguyện viên đã đến.")})
        for name, one in (("volunteer", who), ("companion", companion)):
            if one is not None and not _served(one, client, visited_on):
                raise ValidationError({name: _("Người này không phải tình nguyện viên của câu lạc bộ vào ngày ấy.")})
        if companion is not None and companion.pk == who.pk:
            raise ValidationError({"companion": _("Người đi cùng phải là người khác.")})
        if Danger.NONE in dangers and len(dangers) > 1:
            raise ValidationError({"dangers": _("Đã chọn một dấu hiệu thì bỏ chọn «Không thấy dấu hiệu nào».")})
        row.visited_on, row.volunteer, row.companion = visited_on, who, companion
        row.tasks, row.note = sorted(tasks), note.strip()
        row.dangers = sorted(danger for danger in dangers if danger != Danger.NONE)
        row.minutes, row.how_is = told["minutes"], told["how_is"]


def _alarmed(by: User, alert: DangerAlert) -> DangerAlert:
    """Its referral, where a doctor is to see the person and it has none."""
    if alert.referral_id is None and set(alert.visit.dangers) - NO_DOCTOR:
        alert.referral, alert.opened_referral = _refer(by, alert.visit)
    return alert


def _alarm_anew(by: User, row: CareVisit) -> None:
    """The dangers of a visit are others than they were."""
    if row.dangers:
        alert = DangerAlert.objects.get_or_create(visit=row)[0]
        _alarmed(by, alert).save(update_fields=["referral", "opened_referral"])
    if set(row.dangers) - NO_DOCTOR:
        return
    for mistaken in DangerAlert.objects.filter(visit=row, settled_on__isnull=True):
        _take_back_referral(by, mistaken)
        if not row.dangers:
            mistaken.delete()


def _take_back_referral(by: User, alert: DangerAlert) -> None:
    """The danger was a mistake: the referral that it opened goes, unless another visit needs it or somebody acted."""
    referral, opened = alert.referral, alert.opened_referral
    alert.referral, alert.opened_referral = None, False
    alert.save(update_fields=["referral", "opened_referral"])
    if referral is None or not opened:
        return
    other = DangerAlert.objects.filter(referral=referral).order_by("visit__visited_on", "pk").first()
    if other is not None:
        other.opened_referral = True
        other.save(update_fields=["opened_referral"])
    elif not (referral.outcome or referral.told_person or referral.told_kin or referral.note):
        drop_referral(by=by, referral=referral)


def _refer(by: User, visit: CareVisit) -> tuple[Referral | None, bool]:
    """The person is to see a doctor: the referral that is open already, else a new one; none for who is no member.

    Also told: was it opened now?
    """
    client, day = visit.client, visit.visited_on
    known = Referral.objects.open().filter(club=client.club, person=client.person).first()
    if known is not None or not Membership.objects.on(day).filter(club=client.club, person=client.person).exists():
        return known, False
    to = Referral.To.HOSPITAL if CALL_AT_ONCE & set(visit.dangers) else Referral.To.STATION
    opened = open_referral(
        by=by,
        club=client.club,
        person=client.person,
        reason=Referral.Reason.OTHER,
        opened_on=day,
        to=to,
        owner=visit.volunteer.person,
        is_danger=True,
    )
    return opened, True


def _served(volunteer: Volunteer, client: CareClient, day: date) -> bool:
    return volunteer.club_id == client.club_id and volunteer.holds(day)


def drop_visit(*, by: User, visit: CareVisit) -> str:
    """One written down wrong goes, with its alert and the referral that it opened, unless somebody acted on that."""
    pk, club, day = str(visit.pk), visit.client.club, visit.visited_on
    lock_clubs([club])
    if alert := DangerAlert.objects.filter(visit=visit).select_related("referral").first():
        _take_back_referral(by, alert)
    visit.delete()
    refresh_months_of(club, day, day)
    return pk


def settle_alert(*, by: User, alert: DangerAlert, settled_on: date, outcome: str) -> DangerAlert:
    """What was done about a danger. Raises ValidationError for a day out of place, no words, and a second time."""
    row: DangerAlert = DangerAlert.objects.select_for_update(no_key=True, of=("self",)).get(pk=alert.pk)
    if row.settled_on is not None:
        raise ValidationError({"alert": _("Việc này đã được giải quyết.")})
    if not row.visit.visited_on <= settled_on <= timezone.localdate():
        raise ValidationError({"settled_on": _("Ngày phải từ ngày thấy dấu hiệu đến hôm nay.")})
    if not outcome.strip():
        raise ValidationError({"outcome": _("Hãy ghi đã làm gì: báo ai, đưa đi đâu, kết quả ra sao.")})
    row.settled_on, row.settled_by, row.outcome = settled_on, by, outcome.strip()
    row.save(update_fields=["settled_on", "settled_by", "outcome"])
    return row

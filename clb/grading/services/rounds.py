"""Rounds: opened for the clubs of a place, measured from records, locked for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus
from clb.grading.models import Mark, Round, Scorecard, Sheet
from clb.grading.queries.autos import BATCH, auto_points, autos_of
from clb.grading.queries.cards import card_of
from clb.grading.queries.rounds import is_begun
from clb.grading.queries.sheets import marks_of, standing
from clb.grading.rules import Card, grade_of
from clb.kernel.dates import on_day, whole_months
from clb.kernel.text import plain, tidy
from clb.places.models import Unit, UnitLink
from clb.places.queries import names_on, within

AT_ONCE = 100  # sheets made, measured, told or locked while a person waits; the rest is for `clb grading`
Doing = Round.Doing
Stage = Sheet.Stage


def open_round(
    *,
    by: User,
    place: Unit,
    scorecard: Scorecard,
    title: str,
    body: str,
    period_from: date,
    period_until: date,
    map_on: date,
    clubs_due_on: date | None = None,
) -> Round:
    """A round begins: a sheet for every club of `place` on the map of `map_on` that lived in the period.

    Clubs that ended in it, or lived through fewer months than the scorecard asks for, get a sheet that says so and
    are not graded. Raises ValidationError for a scorecard that is a draft or not in force, days that do not hang
    together, a period graded before, and a place without clubs.
    """
    today = timezone.localdate()
    if scorecard.is_draft:
        raise ValidationError({"scorecard": _("Bảng điểm này còn là bản nháp.")})
    if period_until < period_from:
        raise ValidationError({"period_until": _("Ngày cuối không được trước ngày đầu.")})
    if period_from > today:
        raise ValidationError({"period_from": _("Kỳ này chưa bắt đầu.")})
    if map_on > today:
        raise ValidationError({"map_on": _("Ngày không được ở tương lai.")})
    if scorecard.from_on > period_until or (scorecard.until_on and scorecard.until_on < period_until):
        raise ValidationError({"scorecard": _("Bảng điểm này không áp dụng cho kỳ ấy.")})
    for name, words in (("title", title), ("body", body)):
        if not plain(words):
            raise ValidationError({name: _("Hãy ghi ô này.")})
    row = Round(
        place=place,
        scorecard=scorecard,
        title=tidy(title),
        body=tidy(body),
        period_from=period_from,
        period_until=period_until,
        map_on=map_on,
        clubs_due_on=clubs_due_on,
        opened_on=today,
    )
    row.validate_constraints()
    row.save()
    clubs = clubs_without_sheet(row)
    if not clubs:
        raise ValidationError({"place": _("Nơi này không có câu lạc bộ nào trong kỳ ấy.")})
    if is_large(len(clubs)):
        leave_to_worker(row, Doing.OPENING, len(clubs), by)
    else:
        make_sheets(row, card_of(scorecard), clubs)
        measure_round(row)
    return row


def is_large(sheets: int) -> bool:
    """Are these more sheets than a person should wait for?"""
    return sheets > AT_ONCE


def leave_to_worker(row: Round, doing: Round.Doing, sheets: int, by: User) -> None:
    """What `by` asks for is about so many sheets that `clb grading` does it."""
    row.doing, row.doing_of, row.asked_by, row.asked_on = doing, sheets, by, timezone.localdate()
    row.save(update_fields=["doing", "doing_of", "asked_by", "asked_on"])


def clubs_without_sheet(row: Round) -> list[UUID]:
    """Clubs of the round's place that lived in its period and have no sheet in it yet."""
    over = ClubStatus.objects.filter(status__in=ClubStatus.ENDED, until_on__isnull=True, from_on__lte=row.period_from)
    clubs = Club.objects.under(within(row.place, row.map_on)).filter(founded_on__lte=row.period_until)
    clubs = clubs.exclude(pk__in=over.values("club")).exclude(pk__in=row.sheets.values("club"))
    return list(clubs.order_by("search_key", "pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class _Lives:
    """What became of clubs in the period: the day each ended (the first on which it was no more) and its communes."""

    ended: dict[UUID, tuple[date, str]]
    commune: dict[int, int]
    commune_before: dict[int, int]
    last_commune: dict[int, int]
    names: dict[int, str]


def make_sheets(row: Round, card: Card, clubs: Sequence[UUID]) -> None:
    """A sheet for each of these clubs of a round, as far as there is none yet."""
    mine = Club.objects.filter(pk__in=clubs).exclude(pk__in=row.sheets.filter(club__in=clubs).values("club"))
    lives = _lives(row, mine.values("unit"))
    found = []
    for club in mine.order_by("search_key", "pk"):
        ended = lives.ended.get(club.pk)
        # A club whose commune ended and that nobody assigned yet stays with the commune where it was.
        commune = lives.commune.get(club.unit_id) or lives.last_commune.get(club.unit_id, row.place_id)
        sheet = Sheet(round=row, club=club, commune_id=commune)
        sheet.told, sheet.why_out = _told(row, club, lives), _why_out(row, club, card, ended)
        sheet.stage = Stage.LEFT_OUT if sheet.why_out else Stage.CLUB
        found.append(sheet)
    Sheet.objects.bulk_create(found, batch_size=BATCH)


def _lives(row: Round, units: Any) -> _Lives:
    over = ClubStatus.objects.filter(
        club__unit__in=units, status__in=ClubStatus.ENDED, from_on__lte=row.period_until, until_on__isnull=True
    ).select_related("merged_into")
    ended = {one.club_id: (one.from_on, _end_words(one)) for one in over}
    now, before = _communes(units, row.map_on), _communes(units, max(row.period_from, date(1900, 1, 1)))
    names = names_on({*now.values()}, row.map_on) | names_on(set(before.values()) - set(now.values()), row.period_from)
    links = UnitLink.objects.filter(below__in=units, above__level=Unit.Level.COMMUNE, is_heir=False)
    last = dict(links.filter(from_on__lte=row.map_on).order_by("from_on").values_list("below", "above"))
    return _Lives(ended, now, before, last, names)


def _end_words(status: ClubStatus) -> str:
    if status.merged_into:
        return _("nhập vào %s") % status.merged_into.name
    return str(status.get_status_display()).lower()


def _communes(units: Any, day: date) -> dict[int, int]:
    links = UnitLink.objects.filter(on_day(day), below__in=units, above__level=Unit.Level.COMMUNE, is_heir=False)
    return dict(links.values_list("below", "above"))


def _told(row: Round, club: Club, lives: _Lives) -> str:
    """What a reader of the sheet must know of the club: founded in the period, moved to another commune in it."""
    said = []
    if club.founded_on > row.period_from:
        said.append(_("Thành lập trong kỳ, ngày %s.") % f"{club.founded_on:%d/%m/%Y}")
    now, before = lives.commune.get(club.unit_id), lives.commune_before.get(club.unit_id)
    if now and before and now != before:
        told = {"before": lives.names.get(before, ""), "now": lives.names.get(now, "")}
        said.append(_("Đầu kỳ thuộc %(before)s, nay thuộc %(now)s.") % told)
    return " ".join(said)


def _why_out(row: Round, club: Club, card: Card, ended: tuple[date, str] | None) -> str:
    if ended:
        day, how = ended
        return _("Đã %(how)s từ ngày %(day)s.") % {"how": how, "day": f"{day:%d/%m/%Y}"}
    if card.min_months and whole_months(max(club.founded_on, row.period_from), _after(row.period_until)) < min(
        card.min_months, whole_months(row.period_from, _after(row.period_until))
    ):
        return _("Mới hoạt động dưới %s tháng trong kỳ.") % card.min_months
    return ""


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def measure_round(row: Round, *, most: int | None = None) -> int:
    """Measure the sheets of a round that are not measured yet, BATCH clubs at a time, in a number of queries for each
    batch that does not grow with it. Returns how many were measured."""
    card = card_of(row.scorecard)
    on = min(timezone.localdate(), row.period_until)
    done = 0
    while most is None or done < most:
        waiting = row.sheets.filter(measured_on__isnull=True).exclude(stage=Stage.LEFT_OUT).order_by("pk")
        with transaction.atomic():
            batch = list(waiting.select_for_update(no_key=True, of=("self",))[:BATCH])
            if not batch:
                break
            measure_sheets(row, card, batch, on)
        done += len(batch)
    return done


def measure_sheets(row: Round, card: Card, sheets: Sequence[Sheet], on: date) -> None:
    """What records say of these sheets of one round on a day, with the points that people gave before."""
    autos = autos_of(card, Club.objects.filter(pk__in=[s.club_id for s in sheets]), row.period_from, on)
    codes = codes_of(row.scorecard)
    marks = marks_of(sheets)
    for sheet in sheets:
        sheet.auto, sheet.measured_on = autos[sheet.club_id], on
        sheet.auto_points = sum((p for p in auto_points(sheet.auto).values() if p is not None), Decimal(0))
        add_up(sheet, card, codes, marks.get(sheet.pk, ()))
    fields = ["auto", "measured_on", "auto_points", "points", "blanks", "grade"]
    Sheet.objects.bulk_update(sheets, fields, batch_size=100)


def codes_of(scorecard: Scorecard) -> dict[int, str]:
    """The codes of a scorecard's criteria by id."""
    return dict(scorecard.criteria.values_list("pk", "code"))


def add_up(sheet: Sheet, card: Card, codes: dict[int, str], marks: Iterable[Mark]) -> None:
    """The sheet's points, blanks and grade, from records and marks; it is not saved."""
    points = standing(sheet.auto, marks, codes)
    sheet.points = sum((p for p in points.values() if p is not None), Decimal(0))
    sheet.blanks = sum(p is None for p in points.values())
    sheet.grade = grade_of(card, sheet.points)


def refresh_round(*, by: User, round: Round) -> Round:
    """Records are read again for the sheets that are still with their clubs. Raises ValidationError where the round is
    locked or at work. More than AT_ONCE sheets are left to `clb grading`."""
    row = open_one(round)
    at_clubs = row.sheets.filter(stage=Stage.CLUB)
    at_clubs.update(measured_on=None)
    if at_clubs.count() <= AT_ONCE:
        measure_round(row)
    return row


def drop_round(*, by: User, round: Round) -> str:
    """A round opened by mistake goes. Raises ValidationError once a sheet was sent on or a point was given."""
    row = open_one(round, at_work=True)
    if row.doing == Doing.TELLING or is_begun(row):
        raise ValidationError(_("Đã có người chấm trong vòng này nên không bỏ được nữa."))
    pk = str(row.pk)
    row.delete()
    return pk


def open_one(round: Round, *, at_work: bool = False) -> Round:
    """The round, held until the transaction ends. Raises ValidationError where it is locked, and while the worker is at
    something in it unless `at_work` is allowed."""
    row = held_round(round)
    if row is None:
        raise ValidationError(_("Vòng này đã được bỏ."))
    if not row.is_open:
        raise ValidationError(_("Vòng này đã chốt, không sửa được nữa."))
    if row.doing and not at_work:
        raise ValidationError(_("Máy đang làm dở việc trước của vòng này; hãy đợi xong."))
    return row


def held_round(round: Round) -> Round | None:
    """The round as it is now, held until the transaction ends; None where it was dropped."""
    rows = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("scorecard", "place", "asked_by")
    return rows.filter(pk=round.pk).first()

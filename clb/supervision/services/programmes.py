"""A year's programme: started from the ranking, changed by hand with a reason, approved; a place's own checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.text import plain, tidy
from clb.papers.files import LANGUAGE
from clb.places.models import Unit
from clb.places.queries import within
from clb.supervision.models import ChecklistVersion, SupervisionLine, SupervisionProgramme
from clb.supervision.queries.risk import MOST_CLUBS, RankedClub, ranked
from clb.supervision.rules.checklists import typed


def start_programme(
    *,
    by: User,
    unit: Unit,
    year: int,
    lead: str,
    bodies: Sequence[str],
    how_many: int,
    aims: str = "",
    ranked_on: date | None = None,
) -> SupervisionProgramme:
    """The `how_many` clubs of a place that need it most, by the ranking of today, with why. (Only the demo, which tells
    of last year, ranks on another day.)

    Raises ValidationError where the place has a programme of that year, no club, or more clubs than can be ranked.
    """
    today = timezone.localdate()
    if not today.year - 2 <= year <= today.year + 1:
        raise ValidationError({"year": _("Chỉ lập cho năm nay, năm sau hoặc hai năm trước.")})
    if SupervisionProgramme.objects.filter(unit=unit, year=year).exists():
        raise ValidationError({"year": _("Nơi này đã có chương trình giám sát của năm ấy.")})
    ranked_on = ranked_on or today
    clubs = Club.objects.under(within(unit, ranked_on))
    if clubs.count() > MOST_CLUBS:
        raise ValidationError({"unit": _("Địa bàn có hơn %d câu lạc bộ; hãy lập cho từng nơi bên dưới.") % MOST_CLUBS})
    found = told_in_vietnamese(clubs, ranked_on)
    if not found:
        raise ValidationError({"unit": _("Nơi này không có câu lạc bộ nào đang hoạt động.")})
    told = {"lead": lead, "bodies": sorted({*bodies} - {lead}), "aims": aims.strip(), "ranked_on": ranked_on}
    programme = SupervisionProgramme.objects.create(unit=unit, year=year, **told)
    chosen = [_line(programme, row, SupervisionLine.Chosen.RISK) for row in found[:how_many]]
    SupervisionLine.objects.bulk_create(chosen)
    return programme


def told_in_vietnamese(clubs: QuerySet[Club], on: date) -> list[RankedClub]:
    """The ranking with its sentences in Vietnamese, since they are stored and printed."""
    with translation.override(LANGUAGE):
        return ranked(clubs, on)


def _line(programme: SupervisionProgramme, row: RankedClub, chosen: str, because: str = "") -> SupervisionLine:
    reasons = [reason.text for reason in row.reasons]
    told = {"points": row.points, "reasons": reasons, "because": because}
    return SupervisionLine(programme=programme, club=row.club, chosen=chosen, **told)


def add_supervised_club(
    *, by: User, programme: SupervisionProgramme, club: Club, because: str, month: int | None = None
) -> SupervisionLine:
    """An officer adds a club, or takes back one that was left out, and says why.

    Raises ValidationError where it is in already, lies elsewhere, does not live, or no reason is given.
    """
    if not plain(because):
        raise ValidationError({"because": _("Hãy ghi lý do.")})
    today = timezone.localdate()
    here = Club.objects.under(within(programme.unit, today)).alive_on(today).filter(pk=club.pk)
    if not here.exists():
        raise ValidationError({"club": _("Câu lạc bộ này không ở địa bàn của chương trình.")})
    row = SupervisionLine.objects.select_for_update(no_key=True).filter(programme=programme, club=club).first()
    if row and row.is_in:
        raise ValidationError({"club": _("Câu lạc bộ này đã có trong chương trình.")})
    if row is None:
        (found,) = told_in_vietnamese(here, today)
        row = _line(programme, found, SupervisionLine.Chosen.ADDED)
    row.chosen, row.is_in = SupervisionLine.Chosen.ADDED, True
    row.because, row.month = tidy(because), _in_year(programme, month)
    row.save()
    return row


def leave_out_club(*, by: User, line: SupervisionLine, because: str) -> SupervisionLine:
    """A club is left out, with the reason. Raises ValidationError where it is out, or a team has been there."""
    row: SupervisionLine = SupervisionLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if not row.is_in:
        raise ValidationError(_("Câu lạc bộ này đã được bỏ khỏi chương trình."))
    if not plain(because):
        raise ValidationError({"because": _("Hãy ghi lý do.")})
    if row.programme.visits.filter(club=row.club_id, cancelled_on__isnull=True).exists():
        raise ValidationError(_("Câu lạc bộ này đã xếp ngày hoặc đã đến; hãy bỏ lần giám sát ấy trước."))
    row.is_in, row.because = False, tidy(because)
    row.save(update_fields=["is_in", "because"])
    return row


def set_supervision_month(*, by: User, line: SupervisionLine, month: int) -> SupervisionLine:
    """In which month of the programme's year (1 to 12) a team is to go."""
    row: SupervisionLine = SupervisionLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    row.month = _in_year(row.programme, month)
    row.save(update_fields=["month"])
    return row


def _in_year(programme: SupervisionProgramme, month: int | None) -> date | None:
    return date(programme.year, month, 1) if month else None


def approve_programme(
    *, by: User, programme: SupervisionProgramme, approved_on: date, approved_as: str
) -> SupervisionProgramme:
    """The programme stands; visits may be planned. Raises ValidationError where it did before, for a day to come, and
    where no club is in it."""
    row: SupervisionProgramme = SupervisionProgramme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if row.approved_on:
        raise ValidationError(_("Chương trình này đã được duyệt ngày %s.") % f"{row.approved_on:%d/%m/%Y}")
    if approved_on > timezone.localdate():
        raise ValidationError({"approved_on": _("Ngày duyệt không được ở tương lai.")})
    if not row.lines.filter(is_in=True).exists():
        raise ValidationError(_("Chương trình chưa có câu lạc bộ nào."))
    row.approved_on, row.approved_as = approved_on, tidy(approved_as)
    row.save(update_fields=["approved_on", "approved_as"])
    return row


def adopt_checklist(
    *, by: User, unit: Unit, from_on: date, title: str, questions: str, document: str = ""
) -> ChecklistVersion:
    """The questions that visits planned from a day on ask at a place and below it; earlier visits keep theirs.

    Raises ValidationError for questions that can't be read, a day in the past, and a second version of one day.
    """
    if not plain(title):
        raise ValidationError({"title": _("Hãy ghi tên phiếu.")})
    if from_on < timezone.localdate():
        raise ValidationError({"from_on": _("Ngày bắt đầu dùng không được ở quá khứ.")})
    try:
        sections = typed(questions)
    except ValidationError as error:
        raise ValidationError({"questions": error.messages}) from None
    told = {"title": tidy(title), "document": tidy(document), "sections": sections}
    row = ChecklistVersion(unit=unit, from_on=from_on, **told)
    row.validate_constraints()
    row.save()
    return row

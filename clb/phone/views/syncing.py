"""Who has not synced: of a place and its clubs, the worst first; as a page and as .xlsx."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.http import Ground, ground_asked
from clb.meetings.queries.calendar import communes_by_club
from clb.papers.files import file_name
from clb.papers.sheets import XLSX, write_sheets
from clb.phone.queries.syncing import MOST_CLUBS, PEOPLE_AT, RIGHT, PhoneRow, Syncing, syncing
from clb.phone.sheets import syncing_sheets
from clb.phone.standing import Trouble
from clb.web.pages import paged

BAD = "XAU"


def phones_page(request: SignedInRequest) -> HttpResponse:
    """The phones of a place with what is wrong with each; above communes the clubs with their counts."""
    ground = ground_asked(request, RIGHT, timezone.localdate())
    is_too_large = ground.clubs.count() > MOST_CLUBS
    found = Syncing((), ()) if is_too_large else syncing(request.user, ground.unit, ground.clubs, timezone.now())
    wanted = request.GET.get("loc", BAD)
    people = people_of(ground, found)
    shows_people = ground.unit.level in PEOPLE_AT
    page = paged(request, chosen(people, wanted) if shows_people else found.clubs)
    context = {
        "ground": ground,
        "found": found,
        "page": page,
        "people": people,
        "wanted": wanted,
        "bad": BAD,
        "counts": found.counts().items(),
        "rows_left": sum(row.key.left_rows for row in found.phones),
        "photos_left": sum(row.key.left_photos for row in found.phones),
        "parked": sum(row.parked for row in found.clubs),
        "shows_people": shows_people,
        "is_club": ground.unit.level == ground.unit.Level.CLUB,
        "communes": {} if shows_people else communes_by_club(list(page), timezone.localdate()),
        "is_too_large": is_too_large,
    }
    return render(request, "phone/syncing.html", context)


def people_of(ground: Ground, found: Syncing) -> list[PhoneRow]:
    """Phones told one by one: all of a commune, hamlet or club; above, those of the place's own offices."""
    if ground.unit.level in PEOPLE_AT:
        return list(found.phones)
    return [row for row in found.phones if row.unit_id == ground.unit.pk]


def chosen(rows: list[PhoneRow], wanted: str) -> list[PhoneRow]:
    """Those with a trouble, those that need somebody, or all."""
    if wanted == BAD:
        return [row for row in rows if row.is_bad]
    if wanted in set(Trouble):
        return [row for row in rows if any(one.kind == wanted for one in row.told)]
    return rows


def syncing_file(request: SignedInRequest) -> HttpResponse:
    """The same as .xlsx: a sheet of clubs and a sheet of phones."""
    ground = ground_asked(request, RIGHT, timezone.localdate())
    if ground.clubs.count() > MOST_CLUBS:
        raise PermissionDenied(RIGHT)
    now = timezone.now()
    found = syncing(request.user, ground.unit, ground.clubs, now)
    file = BytesIO()
    write_sheets(file, syncing_sheets(ground.name, found.clubs, people_of(ground, found), now))
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(_("Điện thoại chưa đồng bộ"))}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer

"""What the management apps add to a report: money of the state, giving, communication, supervision, grading."""

from __future__ import annotations

from collections.abc import Iterator

from clb.clubs.models import Club
from clb.clubs.queries import communes_of
from clb.grading.queries.results import latest_grades
from clb.grading.rules import Grade
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import Ask, Indicator
from clb.reports.rules.figures import Grid, Head, Section, told

from .figure import figure_of
from .money import budget_grids, giving_grids

MOST_PRAISED = 200
# Indicators of an app stand under its heading; where it has recorded nothing the report says so.
_HEADINGS = (
    ("budget", "Kinh phí ngân sách nhà nước", ("budget.",)),
    ("giving", "Vận động nguồn lực", ("giving.", "donations.", "resources.")),
    ("outreach", "Truyền thông", ("outreach.", "communication.")),
    ("supervision", "Giám sát, hỗ trợ kỹ thuật", ("supervision.",)),
    ("grading", "Xếp loại câu lạc bộ", ("grading.", "clubs.good_share", "clubs.improved_share")),
)


def further_sections(ask: Ask, known: dict[str, Indicator], *, is_review: bool = False) -> list[Section]:
    """A section for each management app, with its indicators on the ground of the report; in a review also state money
    by source and by line, and what was mobilised by source."""
    grids = {"grading": tuple(_praised(ask))}
    if is_review:
        grids |= {"budget": tuple(budget_grids(ask)), "giving": tuple(giving_grids(ask))}
    return [
        Section(
            key,
            title,
            tuple(figure_of(i, ask) for code, i in known.items() if code.startswith(wanted)),
            grids.get(key, ()),
        )
        for key, title, wanted in _HEADINGS
    ]


def _praised(ask: Ask) -> Iterator[Grid]:
    """Clubs whose newest locked grade is the best one, proposed for praise, by name; none where none was graded."""
    grades = latest_grades(population(ask, living), ask.on)
    good = [latest for latest in grades.values() if latest.grade == Grade.GOOD]
    best = [latest.club_id for latest in sorted(good, key=lambda row: (-row.percent, str(row.club_id)))]
    clubs = list(Club.objects.filter(pk__in=best[:MOST_PRAISED]).order_by("search_key", "pk"))
    if not clubs:
        return
    homes = communes_of(Club.objects.filter(pk__in=[club.pk for club in clubs]), ask.on)
    heads = (Head("Câu lạc bộ", width=3), Head("Xã, phường", width=2), Head("Xếp loại"), Head("Theo sổ đến ngày"))
    rows = tuple(
        (club.name, homes.get(club.unit_id, ""), grades[club.pk].grade.label, f"{grades[club.pk].measured_on:%d/%m/%Y}")
        for club in clubs
    )
    note = f"{told(len(best))} trên {told(len(grades))} câu lạc bộ được xếp loại."
    if len(best) > MOST_PRAISED:
        note += f" Bảng nêu {told(MOST_PRAISED)} câu lạc bộ đầu."
    yield Grid("praised", "Câu lạc bộ xếp loại tốt, đề nghị biểu dương", heads, rows, note=note)

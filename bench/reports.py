"""The yearly report of a commune, of a district, of a province of a generated nation: computed, as docx and as PDF.

python -m bench.reports [--sqlite] [clubs]

By default a nation of 2,000 clubs, as dense as the real one: a commune and a district have as many clubs as in the
whole nation of 20,000, so the two reports cost the same but for the depth of the indexes, and it is made in a minute.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from itertools import pairwise
from time import perf_counter, process_time
from typing import Any

YEAR, ON = date(2025, 1, 1), date(2025, 12, 31)
LIMITS_S = {"xã": 3, "huyện": 10}
COMMUNES_OF_A_DISTRICT = 15


def main() -> int:
    """Make the nation, then draft and print each report; seconds by the clock, of this process, and queries asked."""
    if "--sqlite" not in sys.argv and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench`, hoặc thêm --sqlite.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        if "--sqlite" in sys.argv:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- app ready
        from django.db import connection  # noqa: PLC0415 -- app ready

        from .measure import table  # noqa: PLC0415 -- app ready
        from .nation import Size, generate  # noqa: PLC0415 -- app ready

        call_command("migrate", verbosity=0)
        asked = [int(word) for word in sys.argv[1:] if word.isdigit()]
        clubs = asked[0] if asked else 2_000
        size = Size(provinces=max(3, 34 * clubs // 20_000), communes=max(60, 3_321 * clubs // 20_000), clubs=clubs)
        begun = perf_counter()
        generate(size)
        print(f"Chuẩn bị {size.clubs} câu lạc bộ: {perf_counter() - begun:.0f} s.", flush=True)
        connection.force_debug_cursor = True
        rows = [(name, *_timed(unit)) for name, unit in _units()]
        print(f"\nBáo cáo năm, {size.clubs} câu lạc bộ, trên {connection.display_name}.\n")
        told = "; ".join(f"{name} < {limit} s" for name, limit in LIMITS_S.items())
        print(table((f"Mức cần đạt: {told}", "câu lạc bộ", "tính", "docx", "PDF", "cộng", "CPU", "câu hỏi"), rows))
        late = [name for name, *told in rows if name in LIMITS_S and float(told[5]) > LIMITS_S[name]]
        if late:
            print(f"Quá thời gian (CPU): {', '.join(late)}.", file=sys.stderr)
            return 1
    return 0


def _units() -> list[tuple[str, Any]]:
    from clb.places.models import Unit  # noqa: PLC0415 -- app ready

    province = Unit.objects.filter(level="PROVINCE").order_by("pk")[0]
    commune = Unit.objects.filter(level="COMMUNE", links_up__above=province).order_by("pk")[0]
    return [("xã", commune), ("huyện", _district(province)), ("tỉnh", province)]


def _district(province: Any) -> Any:
    """A level between: the first communes of the province, as before July 2025."""
    from clb.places.models import Unit, UnitLink, UnitVersion  # noqa: PLC0415 -- app ready
    from clb.places.services import found_unit  # noqa: PLC0415 -- app ready

    begun = province.from_on
    found = found_unit(key="huyen", level="DISTRICT", name="Huyện Mẫu", parent=province, from_on=begun)
    communes = Unit.objects.filter(level="COMMUNE", links_up__above=province).order_by("pk")
    ids = list(communes.values_list("pk", flat=True)[:COMMUNES_OF_A_DISTRICT])
    UnitVersion.objects.filter(unit__in=ids).update(parent=found)
    below = UnitLink.objects.filter(above__in=ids).values_list("below", flat=True).distinct()
    UnitLink.objects.bulk_create(UnitLink(above=found, below_id=pk, from_on=begun) for pk in list(below))
    return found


def _timed(unit: Any) -> tuple[str, ...]:
    from django.db import connection, reset_queries  # noqa: PLC0415 -- app ready

    from clb.clubs.models import Club  # noqa: PLC0415 -- app ready
    from clb.papers.files import paper_file  # noqa: PLC0415 -- app ready
    from clb.places.queries import within  # noqa: PLC0415 -- app ready
    from clb.reports.models import Passage, Report, ReportType  # noqa: PLC0415 -- app ready
    from clb.reports.queries.content import content_of, plan_for  # noqa: PLC0415 -- app ready
    from clb.reports.queries.reports import Edition, Part  # noqa: PLC0415 -- app ready
    from clb.reports.report_paper import report_paper  # noqa: PLC0415 -- app ready
    from clb.reports.rules.drafting import drafted  # noqa: PLC0415 -- app ready
    from clb.reports.rules.periods import Span  # noqa: PLC0415 -- app ready

    kind = ReportType(title="Báo cáo năm", level=unit.level, rhythm="YEAR", content="PLACE")
    office = {"issuer": "Ủy ban nhân dân", "superior": "", "issued_at": "Mẫu", "receiver": "Mẫu"}
    marks, used = [perf_counter()], process_time()
    reset_queries()
    body = content_of(kind, unit, Span(YEAR, ON), ON, plan_for(unit, Span(YEAR, ON)), office)
    words = drafted(body)
    asked = len(connection.queries)
    marks.append(perf_counter())
    parts = tuple(Part(section, Passage(key=section.key, drafted=words[section.key])) for section in body.sections)
    paper = report_paper(Edition(Report(), None, body, parts))
    for file_format in ("docx", "pdf"):
        paper_file(paper, file_format)
        marks.append(perf_counter())
    seconds = [f"{b - a:.2f}" for a, b in pairwise(marks)]
    clubs = Club.objects.under(within(unit, ON)).count()
    return str(clubs), *seconds, f"{marks[-1] - marks[0]:.2f}", f"{process_time() - used:.2f}", str(asked)


if __name__ == "__main__":
    raise SystemExit(main())

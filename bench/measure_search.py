"""Search by name over the nation, beside the same in hand-written SQL, with the slowest of twenty told."""

from __future__ import annotations

from uuid import UUID

from clb.members.models import Person
from clb.members.queries import find_people
from clb.places.models import Unit

from . import by_hand
from .cases import Pair
from .measure import compare, table
from .pages import officer

RUNS = 40
LIMIT_MS = 50


def search_pair(nation: Unit) -> Pair:
    """Finding «nguyen thi dep» among everybody, in the program and by hand."""
    user = officer("do-tim", nation)
    return Pair(
        "Tìm «nguyen thi dep» trong cả nước",
        lambda: find_people(user, "nguyen thi dep"),
        lambda: [UUID(str(row[0])) for row in by_hand.people_called("nguyen", "thi", "dep")],
    )


def search_table(nation: Unit) -> str:
    """Median and p95 of both ways; the first person found is called Nguyễn Thị Đẹp."""
    pair = search_pair(nation)
    found = Person.objects.get(pk=pair.program()[0])
    assert found.full_name == "Nguyễn Thị Đẹp", found.full_name
    mine, hand = compare(pair, RUNS)
    told = (
        pair.what,
        f"{mine.median:.1f}",
        f"{mine.p95:.1f}",
        f"{hand.median:.1f}",
        f"{mine.median / hand.median:.2f}",
    )
    return table(
        (f"{RUNS} lượt; mức cần đạt {LIMIT_MS} ms", "giữa, ms", "p95, ms", "SQL viết tay, ms", "tỷ số"), [told]
    )

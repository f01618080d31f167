"""Papers of other pages that take a number: what is final does, once; what is not, or is named oddly, is not there."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from clb.dispatch import commands as verbs
from clb.dispatch.kinds import kinds
from clb.dispatch.models import OutgoingPaper
from clb.dispatch.tests.test_dispatch import HEAD, done, go, here, stored  # noqa: F401 -- fixtures
from clb.papers import sources
from clb.supervision.tests.sample import make_visit
from conftest import Cast
from tests.test_rights import signed_in

CODES = (
    "founding.decision",
    "supervision.plan",
    "supervision.minutes",
    "grading.decision",
    "budget.settlement",
    "reports.report",
    "reports.progress",
)


@pytest.mark.parametrize("key", ["x", "1e3", "²", "٣", "-1", "9" * 30, "1.²", "1.2026-02-31", ".", "0" * 32 + ".1"])
def test_a_key_of_nothing_is_not_there(here: Cast, key: str) -> None:  # noqa: F811
    for code in CODES:
        known, found = sources.find_paper(code, here.xuan, key)
        assert known is not None and known.kind in kinds() and found is None, code
        assert signed_in(here.xuan).get(reverse("dispatch:number_paper", args=[code, key])).status_code == 404


def test_an_approved_plan_takes_one_number_and_open_minutes_none(here: Cast) -> None:  # noqa: F811
    found = make_visit(here)
    body = done(verbs.SET_UP_BODY, here.hoi, office="ASSOCIATION:P1", counting="TOGETHER", **HEAD)
    client, today = signed_in(here.hoi), timezone.localdate()
    page = client.get(reverse("supervision:programme", args=[found.programme.pk])).content.decode()
    assert reverse("dispatch:number_paper", args=["supervision.plan", found.programme.pk]) in page
    told = {"body": body.pk, "source": "supervision.plan", "key": str(found.programme.pk), "dated_on": today}
    first, second = (done(verbs.NUMBER_PAPER, here.hoi, **told) for _ in range(2))
    assert first == second and (first.kind, first.number, first.names_members) == ("PLAN", 1, False)
    told |= {"source": "supervision.minutes", "key": str(found.visit.pk)}
    assert go(verbs.NUMBER_PAPER, here.hoi, **told).status == "rejected"
    assert OutgoingPaper.objects.count() == 1


@pytest.mark.parametrize("year", ["²²²²", "٢٠٢٦", "0", "-1", "1e3", "999999"])
def test_a_year_typed_oddly_is_this_year(here: Cast, year: str) -> None:  # noqa: F811
    body = done(verbs.SET_UP_BODY, here.xuan, office="COMMUNE:C1", counting="TOGETHER", **HEAD)
    assert signed_in(here.xuan).get(reverse("dispatch:register", args=[body.pk]), {"nam": year}).status_code == 200

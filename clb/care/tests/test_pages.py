"""Every page of care opens for the chair, and what is written down is shown there and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from conftest import Cast

from .sample import Home, make_home, today


@pytest.fixture
def home(cast: Cast) -> Home:
    return make_home(cast)


def page(by: User, name: str, *args: object, **query: str) -> tuple[int, str]:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(f"care:{name}", args=args), query)
    return answer.status_code, answer.content.decode(errors="replace")


def test_every_page_opens(home: Home) -> None:
    visit = home.visit(today(), dangers=["FALL"], note="Ngã ngoài sân")
    club = [home.cast.club.pk]
    for name in ("club", "volunteers", "roster", "summary", "workbook", "add_client", "add_volunteer"):
        assert page(home.chair, name, *club)[0] == 200, name
    for name in ("roster_paper", "summary_paper", "blank_paper"):
        assert page(home.chair, name, *club, "docx")[0] == 200, name
    for name in ("client", "correct_client", "close_client", "plan_care", "assess_needs", "assign_volunteer"):
        assert page(home.chair, name, home.client.pk)[0] == 200, name
    for name in ("call_off_visit", "stand_in", "record_visit"):
        assert page(home.chair, name, home.client.pk)[0] == 200, name
    for name in ("correct_visit", "drop_visit"):
        assert page(home.chair, name, visit.pk)[0] == 200, name
    assert page(home.chair, "settle_alert", visit.alert.pk)[0] == 200
    for name in ("volunteer", "correct_volunteer", "record_training", "link_volunteer", "stop_volunteer"):
        assert page(home.chair, name, home.tinh.pk)[0] == 200, name
    assert page(home.chair, "thanks_paper", home.tinh.pk, "docx")[0] == 200
    for name in ("mine", "index"):
        assert page(home.user if name == "mine" else home.chair, name)[0] == 200, name

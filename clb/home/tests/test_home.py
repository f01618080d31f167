"""The first page: what needs me today, and no more."""

from datetime import date

from django.test import Client

from clb.home.queries import today_for
from clb.plans.models import Plan
from conftest import Cast


def home(user: object) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_treasurer_sees_her_own_club_only(cast: Cast) -> None:
    shown = home(cast.lan)
    assert "CLB Một" in shown
    assert "CLB Hai" not in shown


def test_a_person_without_office_is_told_whom_to_ask(cast: Cast) -> None:
    shown = home(cast.khach)
    assert "chưa được giao nhiệm vụ" in shown
    assert "CLB Một" not in shown


def _plan(cast: Cast, title: str, until_on: date) -> Plan:
    return Plan.objects.create(
        kind=Plan.Kind.PLAN,
        title=title,
        place=cast.province,
        from_on=date(2021, 1, 1),
        until_on=until_on,
        status=Plan.Status.CONFIRMED,
    )


def test_the_running_plan_comes_first_and_the_one_that_ran_out_stays(cast: Cast) -> None:
    today = date(2026, 11, 24)
    old, running = _plan(cast, "Kỳ trước", date(2025, 12, 31)), _plan(cast, "Kỳ này", date(2030, 12, 31))
    _plan(cast, "Kỳ xa xưa", date(2022, 12, 31))
    assert today_for(cast.dung, today).plans == [running, old]
    assert today_for(cast.khach, today).plans == []
    Plan.objects.filter(pk=running.pk).update(status=Plan.Status.DRAFT)
    assert today_for(cast.dung, today).plans == [old]

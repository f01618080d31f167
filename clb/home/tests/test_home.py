"""The first page: what needs me today, and no more."""

from django.test import Client

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

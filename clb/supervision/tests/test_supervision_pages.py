"""Pages and papers of supervision: what officers, clubs and agencies see; rows that were refused come back as typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.access.roles import Role
from clb.papers.layout import title_of
from clb.supervision.models import CorrectiveAction, SampleItem, SupervisionVisit
from clb.supervision.papers import blank_paper, minutes_paper, programme_paper, sample_paper
from clb.supervision.queries.programmes import programme_card
from clb.supervision.queries.visits import sample_items
from conftest import Cast, make_cast, make_member, make_user

from .sample import make_all

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what pages show is the same on any database"),
]
HERE: dict[str, CorrectiveAction] = {}


@pytest.fixture(scope="module")
def cast(stored_once: Any) -> Iterator[Cast]:
    """The cast with a visit under way at club 1, and somebody of the Front."""
    found = make_cast()
    make_member(found.club, "Bà Trong Mẫu")
    HERE["action"] = make_all(found)
    make_user("mattran", Role.FRONT, found.province)
    yield found


def page(user: User, name: str, *args: Any, data: dict[str, Any] | None = None) -> Any:
    """What an address answers to somebody."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse(f"supervision:{name}", args=args)
    return client.post(url, data) if data is not None else client.get(url)


def asked(user: User, name: str, *args: Any, **query: str) -> Any:
    """What an address with a query answers to somebody."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(f"supervision:{name}", args=args), query)


def test_everyone_sees_their_own_and_nobody_else(cast: Cast) -> None:
    visit, front = SupervisionVisit.objects.get(), User.objects.get(username="mattran")
    programme = visit.programme
    for user, name, args, status in (
        (cast.hoi, "index", (), 200),
        (cast.hoi, "ranking", (), 200),
        (cast.hoi, "table", (), 200),
        (cast.hoi, "table_sheet", (), 200),
        (cast.hoi, "plan_sheet", (programme.pk,), 200),
        (cast.hoi, "checklists", (), 200),
        (cast.hoi, "start_programme", (), 200),
        (cast.hoi, "programme", (programme.pk,), 200),
        (cast.lan, "programme", (programme.pk,), 404),
        (cast.lan, "visit", (visit.pk,), 200),
        (cast.hoa, "visit", (visit.pk,), 404),
        (cast.khach, "index", (), 403),
        (front, "record_finding", (visit.pk,), 200),
        (front, "record_recount", (visit.pk,), 403),
        (cast.dung, "sample", (visit.pk, "pdf"), 403),
        (cast.xuan, "record_finding", (visit.pk,), 403),
    ):
        assert page(user, name, *args).status_code == status, (user, name)


def test_names_of_the_sample_are_for_commune_and_association(cast: Cast) -> None:
    visit = SupervisionVisit.objects.get()
    assert "Bà Trong Mẫu" in page(cast.hoi, "record_recount", visit.pk).content.decode()
    for user in (cast.hoi, cast.dung, cast.lan, User.objects.get(username="mattran")):
        for name, args in (("visit", (visit.pk,)), ("club", (cast.club.pk,))):
            assert "Bà Trong Mẫu" not in page(user, name, *args).content.decode(), (user, name)


def test_a_refused_row_comes_back_beside_its_fault_and_a_click_does_it_once(cast: Cast) -> None:
    visit = SupervisionVisit.objects.get()
    box = SampleItem.objects.get(kind="CASH", fund="INCOME")
    typed = {"visit": str(visit.pk), f"results:{box.pk}:outcome": "RIGHT", f"results:{box.pk}:note": "đang đếm dở"}
    again = page(cast.hoi, "record_recount", visit.pk, data=typed)
    told = again.content.decode()
    assert again.status_code == 422 and "Hãy ghi số tiền đếm được." in told and "đang đếm dở" in told
    answered = {"id": "6b1f6a0e-0000-4000-8000-000000000009", "visit": str(visit.pk), "answers:met1:answer": "PARTLY"}
    for _click in range(2):
        assert page(cast.hoi, "answer_checklist", visit.pk, data=answered).status_code == 302
    assert visit.answers.filter(question="met1").count() == 1
    assert "đã xem 3/25" in page(cast.hoi, "visit", visit.pk).content.decode()


def test_the_club_reads_what_to_do_in_plain_words(cast: Cast) -> None:
    action = HERE["action"]
    told = page(cast.binh, "club", cast.club.pk).content.decode()
    assert action.text in told and "Báo đã làm xong" in told
    for odd in ("²", "9" * 5000):  # digits that are no number of years
        for name, args in (("finding", (action.finding_id,)), ("table", ())):
            assert asked(cast.hoi, name, *args, nam=odd).status_code == 200, (name, odd[:9])
    assert "Ghi thay câu lạc bộ" in page(cast.hoi, "finding", action.finding_id).content.decode()


def test_papers_say_what_the_records_say_and_the_minutes_name_no_member(cast: Cast) -> None:
    visit = SupervisionVisit.objects.select_related("programme__unit", "club__unit").get()
    plan = programme_paper(programme_card(visit.programme), visit.planned_on)
    minutes, blank = minutes_paper(visit, visit.planned_on), blank_paper(visit)
    assert "CLB Một" in str(plan.body) and "Hội Người cao tuổi tỉnh Mẫu" in plan.header.body
    assert "Thiếu phiếu chi" in str(minutes.body) and "Bà Trong Mẫu" not in str(minutes)
    assert [s.lines for s in minutes.signatures] == [("ĐẠI DIỆN CÂU LẠC BỘ",), ("TRƯỞNG ĐOÀN GIÁM SÁT",)]
    assert sum(text in str(blank.body) for text in visit.questions.values()) == len(visit.questions)
    names = sample_paper(visit, visit.recount, sample_items(visit.recount))
    assert "Bà Trong Mẫu" in str(names.body) and title_of(names)

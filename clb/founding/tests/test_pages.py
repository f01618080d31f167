"""Pages and papers of foundings."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from clb.clubs.models import Club
from clb.founding import commands as verbs
from clb.founding.models import Founding
from clb.founding.tests.test_founding import act, decision, founding, launch, pledge, recruit
from conftest import Cast

__all__ = ["founding"]

LIST_QUERIES = 11
FOUNDING_QUERIES = 18


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, *args: Any) -> str:
    return reverse(f"founding:{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_founding_asks_the_same_number_of_queries(
    cast: Cast, founding: Founding, rows: int, django_assert_num_queries: Any
) -> None:
    for i in range(rows):
        recruit(founding, cast.xuan, f"Bà Mẫu {i}")
        pledge(founding, cast.xuan, 1_000_000)
    client = signed_in(cast.xuan)
    client.get(page("founding", founding.pk))
    with django_assert_num_queries(FOUNDING_QUERIES):
        assert client.get(page("founding", founding.pk)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    cast: Cast, founding: Founding, rows: int, django_assert_num_queries: Any
) -> None:
    data = {"place": "C1", "name": "CLB Khác", "need": "x", "started_on": "01/02/2026", "launch_by": "30/04/2026"}
    for _i in range(rows - 1):
        act(verbs.START_FOUNDING, cast.xuan, **data)
    client = signed_in(cast.xuan)
    client.get(page("index"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(page("index")).context["rows"]) == rows


def test_every_form_opens_for_those_who_may_and_is_refused_or_hidden_to_others(cast: Cast, founding: Founding) -> None:
    person, money = recruit(founding, cast.xuan), pledge(founding, cast.xuan, 1_000_000)
    step, condition = founding.steps.get(kind="RECRUIT"), founding.conditions.all()[0]
    forms = [
        *((name, founding.pk) for name in ("add_condition", "add_recruit", "pledge_start_fund", "launch_club")),
        *((name, founding.pk) for name in ("record_founding_decision", "drop_founding")),
        *((name, step.pk) for name in ("plan_founding_step", "finish_founding_step", "reopen_founding_step")),
        *((name, condition.pk) for name in ("meet_condition", "drop_condition")),
        *((name, person.pk) for name in ("set_recruit_post", "drop_recruit")),
        *((name, money.pk) for name in ("collect_pledge", "withdraw_pledge")),
    ]
    for user, told in ((cast.xuan, 200), (cast.tai, 403), (cast.lan, 404)):
        got = {name: signed_in(user).get(page(name, key)).status_code for name, key in forms}
        assert got == {name: told for name, _key in forms}


def test_names_are_for_those_who_may_read_members(cast: Cast, founding: Founding) -> None:
    recruit(founding, cast.xuan, "Bà Kín Tiếng")
    shown = {
        u.username: signed_in(u).get(page("founding", founding.pk)).content.decode() for u in (cast.xuan, cast.dung)
    }
    assert {name: "Bà Kín Tiếng" in text for name, text in shown.items()} == {"xuan": True, "dung": False}
    assert signed_in(cast.dung).get(page("decision_paper", founding.pk, "pdf")).status_code == 403


def test_an_intention_is_begun_by_choosing_its_place(cast: Cast) -> None:
    client = signed_in(cast.xuan)
    assert page("start_founding", "C1") in client.get(page("choose_place")).content.decode()
    data = {"place": "C1", "name": "CLB Mới", "need": "x", "started_on": "01/02/2026", "launch_by": "30/04/2026"}
    answer = client.post(page("start_founding", "C1"), data)
    assert answer["Location"] == page("founding", Founding.objects.get().pk)
    assert client.post(page("start_founding", "C1"), {**data, "launch_by": "31/01/2026"}).status_code == 422
    assert client.get(page("start_founding", "C2")).status_code == 404


def test_an_overdue_step_is_on_its_owners_first_page(cast: Cast, founding: Founding) -> None:
    founding.steps.update(due_on="2026-03-01")
    told = signed_in(cast.hoi).get("/").content.decode()
    assert ("Vận động thành viên" in told, "Quá hạn" in told) == (True, True)
    assert "Vận động thành viên" not in signed_in(cast.lan).get("/").content.decode()


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return " ".join(extract_text(BytesIO(answer.content)).split())


def test_the_decision_is_a_draft_until_it_is_recorded(cast: Cast, founding: Founding) -> None:
    recruit(founding, cast.xuan, "Bà Chủ", post="CHAIR")
    client, url = signed_in(cast.xuan), page("decision_paper", founding.pk, "pdf")
    assert "DỰ THẢO" in text_of(client, url)
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding, signer_title="Phó Chủ tịch"))
    told = text_of(client, url)
    wanted = (
        "QUYẾT ĐỊNH",
        "Số: 12/QĐ-UBND",
        "Câu lạc bộ Bình Minh",
        "Bà Bà Chủ, Chủ nhiệm",
        "KT. CHỦ TỊCH",
        "Người Ký",
    )
    assert [words for words in wanted if words not in told] == []
    assert "DỰ THẢO" not in told
    assert client.get(page("decision_paper", founding.pk, "docx")).status_code == 200
    assert client.get(page("decision_paper", founding.pk, "xls")).status_code == 404


def test_the_minutes_tell_what_was_adopted_and_who_belongs(cast: Cast, founding: Founding) -> None:
    client, url = signed_in(cast.xuan), page("minutes_paper", founding.pk, "pdf")
    recruit(founding, cast.xuan, "Bà Chủ", post="CHAIR")
    recruit(founding, cast.xuan, "Bà Hai")
    pledge(founding, cast.xuan, 20_000_000, "20/03/2026")
    assert client.get(url).status_code == 404
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    act(verbs.LAUNCH_CLUB, cast.xuan, **launch(founding, rate="7,5", meeting_day="ngày 17"))
    told = text_of(client, url)
    wanted = ("BIÊN BẢN", "Bà Hai", "7,5", "ngày 17", "20.000.000 đồng", "Hai mươi triệu đồng", "Sinh hoạt mỗi tháng")
    assert [words for words in wanted if words not in told] == []
    club = Club.objects.get(founding=founding)
    assert "Bà Chủ" in client.get(reverse("clubs:club", args=[club.pk])).content.decode()

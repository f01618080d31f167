"""The pages of requests: what they show, to whom, and one way through each form."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.clubs.panels import panels
from clb.fund.commands import GRANT_LOAN
from clb.lending import commands as verbs
from clb.lending.models import LoanDecision, LoanRequest, LoanVisit
from clb.lending.papers import queue_list
from clb.lending.queries import overdue_visits, queue_of, visits_due
from clb.members.models import Circumstance
from clb.papers.blocks import Table
from conftest import Cast, make_member

from .sample import JUNE, MAY, House, done, make_house


@pytest.fixture
def house(cast: Cast) -> House:
    return make_house(cast)


def as_(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def text(client: Client, name: str, *args: object, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_queue_tells_who_why_and_how_much(house: House) -> None:
    house.ask(house.well, MAY)
    house.ask(house.poor, JUNE)
    shown = text(as_(house.cast.lan), "lending:queue", house.cast.club.pk)
    assert shown.index("Bà Nghèo") < shown.index("Ông Khá")
    assert "Hộ nghèo; phụ nữ; người cao tuổi; chưa vay lần nào; xin từ 05/06/2026" in shown
    assert "10.000.000 đồng" in shown and "Gợi ý, chưa có văn bản" in shown


def test_the_clubs_own_order_is_said_to_be_the_charters(house: House) -> None:
    house.charter("QUEUE", words="WOMAN,POOR")
    shown = text(as_(house.cast.lan), "lending:queue", house.cast.club.pk)
    assert "Phụ nữ, Hộ nghèo, ngày xin vay" in shown and "Theo quy chế của câu lạc bộ." in shown


def test_the_treasurer_sees_no_sensitive_reason_and_the_chair_does(house: House) -> None:
    Circumstance.objects.create(person=house.well, kind="DISABLED", from_on=MAY)
    request = house.ask(house.well, MAY)
    for name, pk in (("lending:queue", house.cast.club.pk), ("lending:request", request.pk)):
        assert "Khuyết tật" in text(as_(house.cast.binh), name, pk)
        assert "Khuyết tật" not in text(as_(house.cast.lan), name, pk)
    paper = reverse("lending:queue_paper", args=[house.cast.club.pk, "docx"])
    assert as_(house.cast.lan).get(paper).status_code == 200


@pytest.mark.parametrize("who", ["tai", "dung", "hoa", "khach"])
def test_agencies_and_neighbours_find_nothing(house: House, who: str) -> None:
    request = house.ask(house.poor, MAY)
    client = as_(getattr(house.cast, who))
    text(client, "lending:queue", house.cast.club.pk, status=404)
    text(client, "lending:request", request.pk, status=404)


def test_the_commune_reads_and_has_no_buttons(house: House) -> None:
    request = house.ask(house.poor, MAY)
    shown = text(as_(house.cast.xuan), "lending:request", request.pk)
    assert "Ghi quyết định" not in shown and "Rút đơn" not in shown


def test_from_request_to_money_through_the_pages(house: House) -> None:
    client = as_(house.cast.lan)
    ask = reverse("lending:ask_loan", args=[house.cast.club.pk])
    typed = {"club": house.cast.club.pk, "person": house.poor.pk, "amount_vnd": "5 triệu", "months": "12"}
    answer = client.post(ask, {**typed, "asked_on": "05/05/2026", "purpose": "Nuôi gà"})
    assert answer["Location"] == reverse("lending:queue", args=[house.cast.club.pk])
    request = LoanRequest.objects.get()
    decide = reverse("lending:decide_request", args=[request.pk])
    said = {**house.decision(request), "decided_on": "05/06/2026", "votes_for": "2"}
    assert client.post(decide, {**said, "rate_percent_year": "21"}).status_code == 422
    assert client.post(decide, said).status_code == 302
    assert "Đã đồng ý, chờ giao tiền" in text(client, "lending:queue", house.cast.club.pk)
    pay = reverse("lending:disburse_request", args=[request.pk])
    assert client.post(pay, {"request": request.pk, "disbursed_on": "05/06/2026"}).status_code == 302
    shown = text(client, "lending:request", request.pk)
    assert "Đã giao tiền" in shown
    assert "Khoản vay số 1" in shown
    assert decide not in shown
    assert "Bà Nghèo" in text(client, "lending:closed", house.cast.club.pk)


def test_the_form_of_a_decision_leaves_the_own_household_out(house: House) -> None:
    house.together(house.chair, house.poor)
    request = house.ask(house.poor, MAY)
    page = as_(house.cast.lan).get(reverse("lending:decide_request", args=[request.pk]))
    assert list(page.context["form"].fields["deciders"].queryset) == [house.keeper]
    assert "deciders" not in page.context["form"].initial  # who decided is said, not taken for granted


def test_a_decision_taken_back_on_its_page(house: House) -> None:
    request = house.ask(house.poor, MAY)
    made = house.decide(request)
    url = reverse("lending:take_back_decision", args=[made.pk])
    assert url in text(as_(house.cast.lan), "lending:request", request.pk)
    assert as_(house.cast.lan).post(url, {"decision": made.pk}).status_code == 302
    assert not LoanDecision.objects.exists()


# --- Visits -------------------------------------------------------------------------------------------------------


def lend(house: House) -> object:
    terms = {"amount_vnd": 5_000_000, "months": 12, "rate_percent_year": 12, "granted_on": "05/05/2026"}
    return done(GRANT_LOAN, house.cast.lan, club=house.cast.club.pk, person=house.poor.pk, **terms).loan


def test_who_was_not_seen_for_too_long_stands_in_the_list(house: House) -> None:
    loan = lend(house)
    client = as_(house.cast.lan)
    shown = text(client, "lending:visits", house.cast.club.pk)
    assert "Bà Nghèo" in shown and "chưa thăm" in shown and "04/07/2026" in shown and "Gợi ý" in shown
    house.charter("VISIT_DAYS", 30)
    assert "04/06/2026" in text(client, "lending:visits", house.cast.club.pk)
    url = reverse("lending:record_visit", args=[loan.pk])  # type: ignore[attr-defined]
    seen = {"loan": loan.pk, "visited_on": "05/06/2026", "money_use": "PARTLY", "visitor": house.keeper.pk}  # type: ignore[attr-defined]
    assert client.post(url, {**seen, "visited_on": "04/05/2026"}).status_code == 422
    assert client.post(url, {**seen, "next_on": "05/06/2026"}).status_code == 422
    assert client.post(url, {**seen, "visitor": house.poor.pk}).status_code == 422
    assert client.post(url, {**seen, "next_on": "20/06/2026", "help_given": "Úm gà"}).status_code == 302
    assert "20/06/2026" in text(client, "lending:visits", house.cast.club.pk)
    assert "Úm gà" in text(client, "lending:loan_visits", loan.pk)  # type: ignore[attr-defined]


def test_a_visit_written_wrong_goes(house: House) -> None:
    loan = lend(house)
    seen = {"visited_on": JUNE, "money_use": "AS_MEANT"}
    visit = done(verbs.RECORD_VISIT, house.cast.lan, loan=loan.pk, **seen)  # type: ignore[attr-defined]
    url = reverse("lending:drop_visit", args=[visit.pk])
    assert as_(house.cast.hoa).post(url, {"visit": visit.pk}).status_code == 404
    assert as_(house.cast.lan).post(url, {"visit": visit.pk}).status_code == 302
    assert not LoanVisit.objects.exists()


def test_a_loans_page_tells_its_request_and_its_visits(house: House) -> None:
    request = house.ask(house.poor, MAY)
    house.decide(request)
    loan = done(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JUNE).loan
    done(verbs.RECORD_VISIT, house.cast.lan, loan=loan.pk, visited_on=JUNE, money_use="PARTLY", help_given="Úm gà")
    shown = text(as_(house.cast.lan), "fund:loan", loan.pk)
    assert "Đơn ngày 05/05/2026, quyết định ngày 05/06/2026" in shown
    assert "05/06/2026: đúng một phần; Úm gà" in shown
    bare = lend(house)
    assert "Không có đơn xin vay." in text(as_(house.cast.lan), "fund:loan", bare.pk)  # type: ignore[attr-defined]
    assert "Các lần thăm" not in text(as_(house.cast.tai), "fund:loan", loan.pk)


# --- Elsewhere ----------------------------------------------------------------------------------------------------


def test_the_desk_counts_overdue_visits_as_the_list_does(house: House) -> None:
    loan = lend(house)
    house.ask(house.poor, MAY)
    club, counts = house.cast.club, []
    for on in (date(2026, 6, 5), date(2026, 12, 1), date(2027, 12, 1)):
        counts.append(overdue_visits(club, on))
        assert counts[-1] == sum(due.is_overdue for due in visits_due(club, on))
    seen = {"visited_on": timezone.localdate(), "money_use": "AS_MEANT"}
    done(verbs.RECORD_VISIT, house.cast.lan, loan=loan.pk, **seen)  # type: ignore[attr-defined]
    assert (max(counts), overdue_visits(club, timezone.localdate())) == (1, 0)


def test_the_desk_and_the_clubs_page_lead_here_and_name_nobody(house: House) -> None:
    house.ask(house.poor, MAY)
    lend(house)
    client = as_(house.cast.lan)
    desk = text(client, "fund:money", house.cast.club.pk)
    assert reverse("lending:queue", args=[house.cast.club.pk]) in desk
    desk = text(client, "fund:today", house.cast.club.pk)
    assert "1 đơn xin vay 5.000.000 đồng chờ xét." in desk and "1 người vay chưa được thăm đúng hẹn." in desk
    found = dict(panels(frozenset({"lending.read"}), house.cast.club, JUNE))
    assert found["lending/_panel.html"]["waiting"].asked_vnd == 5_000_000
    assert "lending/_panel.html" not in dict(panels(frozenset({"fund.read"}), house.cast.club, JUNE))
    assert "Quỹ" in text(as_(house.cast.tai), "fund:money", house.cast.club.pk)


def test_the_paper_has_each_place_and_says_that_it_is_not_to_be_hung_up(house: House) -> None:
    house.ask(house.poor, MAY)
    granted = house.ask(house.well, MAY, vnd=1_000_000)
    house.decide(granted, skipping_reason="Xin ít, có sẵn tiền")
    make_member(house.cast.club, "Người Khác")
    paper = queue_list(house.cast.club, queue_of(house.cast.club, JUNE))
    tables = [block for block in paper.body if isinstance(block, Table)]
    why = "Hộ nghèo; phụ nữ; người cao tuổi; chưa vay lần nào; xin từ 05/05/2026"
    assert tables[0].rows[0] == (1, "Bà Nghèo", 5_000_000, 12, why, "")
    assert tables[1].rows[0] == ("Ông Khá", "05/06/2026", 1_000_000, 12)
    assert "không dán" in paper.body[0].text  # type: ignore[union-attr]

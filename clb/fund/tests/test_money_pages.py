"""The page of a club's two funds, and each act done alone from its own form."""

import uuid
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.fund import commands as verbs
from clb.fund.models import CashCount, Loan, Receipt
from clb.fund.queries import cash_of, open_loans
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.dates import months_after
from clb.kernel.models import Act
from clb.kernel.tests.at_once import at_once
from clb.ledger.queries import balance_vnd
from clb.members.models import Person
from conftest import Cast, make_cast, make_member

MOST_QUERIES = 40  # with what the apps above put on the desk
DAY = date(2026, 3, 17)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def do(cast: Cast, command: Command, act: uuid.UUID | None = None, **data: Any) -> Outcome:
    return run(command, by=cast.lan, data=data, id=act)


def rich(cast: Cast) -> Person:
    start = {"amount_vnd": "20 triệu", "source": "SOCIAL", "received_on": "01/03/2018"}
    assert do(cast, verbs.RECEIVE_START_FUND, club=cast.club.pk, **start).status == "done"
    return make_member(cast.club, "Bà Tư").person


def lend(cast: Cast, person: Person, vnd: str = "5 triệu", on: str = "17/03/2026", **more: Any) -> Outcome:
    terms = {"amount_vnd": vnd, "months": "12", "rate_percent_year": "12", "granted_on": on, **more}
    return do(cast, verbs.GRANT_LOAN, club=cast.club.pk, person=person.pk, **terms)


def here(cast: Cast) -> str:
    return reverse("fund:money", args=[cast.club.pk])


def due_today(cast: Cast) -> str:
    return reverse("fund:today", args=[cast.club.pk])


def places(cast: Cast) -> list[str]:
    """The desk, every document, and the loans that are owed."""
    return [reverse(f"fund:{name}", args=[cast.club.pk]) for name in ("money", "money_lines", "open_loans")]


def test_a_treasurer_does_each_act_alone(cast: Cast) -> None:
    person, client = rich(cast), signed_in(cast.lan)

    def post(name: str, pk: object, **data: Any) -> None:
        answer = client.post(reverse(f"fund:{name}", args=[pk]), data)
        assert (name, answer.status_code) == (name, 302), answer.context["form"].errors

    club = cast.club.pk
    fee = {"amount_vnd": "10.000", "for_month": "3/2026", "received_on": "17/03/2026", "fund": "OPERATING"}
    post("receive_fee", club, club=club, person=person.pk, **fee)
    gift = {"amount_vnd": "500.000", "source": "SOCIAL", "giver": "Ông Khách", "fund": "INCOME"}
    post("receive_gift", club, club=club, received_on="17/03/2026", **gift)
    terms = {"amount_vnd": "5 triệu", "months": "12", "rate_percent_year": "1,5", "granted_on": "17/03/2026"}
    post("grant_loan", club, club=club, person=person.pk, purpose="Nuôi gà", **terms)
    loan = Loan.objects.get()
    post("repay_loan", loan.pk, loan=loan.pk, amount_vnd="1.000.000", interest_vnd="", paid_on="18/03/2026")
    count = {"counted_on": "18/03/2026", "counted_vnd": "16.500.000", "fund": "INCOME"}
    post("count_cash", club, club=club, **count)
    wrong = Receipt.objects.get(kind="FEE")
    post("reverse_receipt", wrong.pk, receipt=wrong.pk, reversed_on="18/03/2026", reason="Ghi nhầm")
    assert [cash_of(cast.club, fund, date(2026, 3, 18)) for fund in ("INCOME", "OPERATING")] == [16_500_000, 0]
    assert (loan.rate_percent_year, balance_vnd(loan.account)) == (1.5, 4_000_000)
    listed = client.get(reverse("fund:money_lines", args=[cast.club.pk])).context["lines"]
    lines = [(x.title, x.cash_vnd, x.is_reversal, x.is_reversed) for x in listed]
    assert [x.entry for x in client.get(here(cast)).context["lines"]] == [x.entry for x in listed]
    assert lines == [
        ("Thu hội phí 03/2026", -10_000, True, False),
        ("Thu nợ vay", 1_000_000, False, False),
        ("Cho vay", -5_000_000, False, False),
        ("Nhận ủng hộ, tặng", 500_000, False, False),
        ("Thu hội phí 03/2026", 10_000, False, True),
        ("Quỹ ban đầu", 20_000_000, False, False),
    ]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"granted_on": "01/01/2099"}, ["granted_on"]),
        ({"granted_on": "28/02/2018"}, ["granted_on"]),
        ({"rate_percent_year": "20,01"}, ["rate_percent_year"]),
        ({"rate_percent_year": ""}, ["rate_percent_year"]),
        ({"rate_percent_year": "mười"}, ["rate_percent_year"]),
        ({"months": "0"}, ["months"]),
        ({"amount_vnd": "20.000.001"}, ["amount_vnd"]),
        ({"amount_vnd": "0"}, ["amount_vnd"]),
    ],
)
def test_a_wrong_loan_is_refused_beside_its_field(cast: Cast, changes: dict[str, str], fields: list[str]) -> None:
    outcome = lend(cast, rich(cast), **changes)
    assert (outcome.status, list(outcome.errors), Loan.objects.count()) == ("rejected", fields, 0)


def test_a_wrong_repayment_is_refused_beside_its_field_and_kept(cast: Cast) -> None:
    lend(cast, rich(cast))
    loan = Loan.objects.get()
    for data, field in (
        ({"amount_vnd": "5.000.001", "paid_on": "18/03/2026"}, "amount_vnd"),
        ({"paid_on": "18/03/2026"}, "amount_vnd"),
        ({"amount_vnd": "1", "paid_on": "16/03/2026"}, "loan"),
        ({"amount_vnd": "1", "paid_on": "01/01/2099"}, "paid_on"),
    ):
        assert list(do(cast, verbs.REPAY_LOAN, loan=loan.pk, **data).errors) == [field]
    url = reverse("fund:repay_loan", args=[loan.pk])
    answer = signed_in(cast.lan).post(url, {"loan": loan.pk, "amount_vnd": "6.000.000", "paid_on": "18/03/2026"})
    told = answer.content.decode()
    assert (answer.status_code, "6.000.000" in told, "chỉ còn nợ 5.000.000 đồng" in told) == (422, True, True)


def test_people_to_choose_from_are_the_clubs_own(cast: Cast) -> None:
    rich(cast)
    stranger = make_member(cast.other_club, "Cô Lạ").person
    assert list(lend(cast, stranger).errors) == ["person"]
    form = verbs.GRANT_LOAN.form(initial={"club": cast.club}, by=cast.xuan)
    assert [str(label) for _pk, label in form.fields["person"].choices] == ["— chọn người —", "Bà Tư, 05/05/1955"]


def test_a_count_that_differs_wants_a_reason_and_a_second_count_is_a_new_row(cast: Cast) -> None:
    rich(cast)
    count = {"club": cast.club.pk, "fund": "INCOME", "counted_on": "17/03/2026", "counted_vnd": "19.000.000"}
    refused = do(cast, verbs.COUNT_CASH, **count)
    assert refused.errors == {"reason": ["Theo sổ là 20.000.000 đồng, đếm thiếu 1.000.000 đồng. Hãy ghi vì sao lệch."]}
    assert do(cast, verbs.COUNT_CASH, **count, reason="Bà Kín mượn tạm").status == "done"
    assert do(cast, verbs.COUNT_CASH, **{**count, "counted_vnd": "20 triệu"}).status == "done"
    assert [(c.gap_vnd, c.book_vnd) for c in CashCount.objects.order_by("pk")] == [
        (-1_000_000, 20_000_000),
        (0, 20_000_000),
    ]
    never = do(cast, verbs.COUNT_CASH, **{**count, "fund": "OPERATING", "counted_vnd": "0"}).result
    assert never.book_vnd == 0


def test_the_journal_keeps_no_name_no_purpose_and_no_reason(cast: Cast) -> None:
    lend(cast, rich(cast), purpose="Chữa bệnh kín")
    gift = {
        "amount_vnd": "1",
        "source": "SOCIAL",
        "giver": "Ông Giấu Tên",
        "received_on": "17/03/2026",
        "fund": "INCOME",
    }
    do(cast, verbs.RECEIVE_GIFT, club=cast.club.pk, **gift)
    count = {"fund": "INCOME", "counted_on": "17/03/2026", "counted_vnd": "1", "reason": "Bà Kín mượn"}
    do(cast, verbs.COUNT_CASH, club=cast.club.pk, **count)
    kept = " ".join(str(act.data) for act in Act.objects.all())
    assert [word for word in ("kín", "Giấu Tên", "Kín", "Tư") if word in kept] == []


def test_names_are_for_those_who_read_members_there(cast: Cast) -> None:
    lend(cast, rich(cast))
    for user, told in ((cast.lan, True), (cast.binh, True), (cast.xuan, True), (cast.hoi, True), (cast.tai, False)):
        shown = [signed_in(user).get(url).content.decode() for url in places(cast)]
        assert [("Bà Tư" in page, "Khoản vay số 1" in page) for page in shown] == [(told, True)] * 3, user.username
    assert [page for page in places(cast) if "Bà Tư" in signed_in(cast.dung).get(page).content.decode()] == []
    assert [signed_in(cast.hoa).get(url).status_code for url in places(cast)] == [404] * 3
    assert "Bà Tư" not in signed_in(cast.lan).get(due_today(cast)).content.decode()
    assert signed_in(cast.hoa).get(due_today(cast)).status_code == 404


def test_buttons_are_the_treasurers(cast: Cast) -> None:
    lend(cast, rich(cast))
    loan, receipt = Loan.objects.get(), Receipt.objects.get()
    urls = [reverse(f"fund:{name}", args=[cast.club.pk]) for name in ("receive_fee", "receive_gift", "grant_loan")]
    urls += [reverse("fund:repay_loan", args=[loan.pk]), reverse("fund:reverse_receipt", args=[receipt.pk])]
    for user, told, code in ((cast.lan, True, 200), (cast.binh, False, 403), (cast.hoa, False, 404)):
        client = signed_in(user)
        assert [client.get(url).status_code for url in urls] == [code] * len(urls)
        if code != 404:
            shown = "".join(client.get(place).content.decode() for place in places(cast))
            assert [f'href="{url}"' in shown for url in urls] == [told] * len(urls)


def test_pages_ask_the_same_number_of_queries_however_many_rows(cast: Cast, django_assert_max_num_queries: Any) -> None:
    person, client, asked = rich(cast), signed_in(cast.lan), []
    for more in (1, 3):
        for _i in range(more):
            lend(cast, person, "100.000")
        for url in (*places(cast), due_today(cast)):
            client.get(url)
            with django_assert_max_num_queries(MOST_QUERIES) as counted:
                client.get(url)
            asked.append(len(counted))
    assert asked[:4] == asked[4:]


def test_the_desk_tells_what_is_due_today_and_what_is_not(cast: Cast) -> None:
    person = rich(cast)
    today = timezone.localdate()
    for ended, vnd in ((-1, "100.000"), (0, "200.000"), (7, "400.000"), (8, "800.000")):
        granted = months_after(today + timedelta(days=ended), -1)
        lend(cast, person, vnd, on=f"{granted:%d/%m/%Y}", months="1")
    told = [(due.state, due.words) for due in signed_in(cast.lan).get(due_today(cast)).context["dues"]]
    assert told[0] == ("OVERDUE", "1 khoản vay có kỳ quá hạn, chưa trả 101.000 đồng.")
    assert told[1:] == [
        ("DUE", "2 khoản vay có kỳ đến hạn trong 7 ngày tới, phải trả 606.000 đồng."),
        ("DUE", "Tháng này chưa kiểm quỹ."),
    ]
    chair = [due.words for due in signed_in(cast.binh).get(due_today(cast)).context["dues"]]
    assert (len(chair), "Tháng này chưa kiểm quỹ." in chair) == (2, False)


def test_the_repayment_form_tells_the_debt_and_holds_what_is_due(cast: Cast) -> None:
    lend(cast, rich(cast), on="17/03/2024", rate_percent_year="6")
    told = signed_in(cast.lan).get(reverse("fund:repay_loan", args=[Loan.objects.get().pk])).content.decode()
    assert ("Còn nợ gốc 5.000.000 đồng" in told, 'value="5.000.000"' in told) == (True, True)


# --- At once ------------------------------------------------------------------------------------------------------


def test_two_treasurers_take_the_last_instalment_and_one_is_refused(committed: None) -> None:
    cast = make_cast()
    lend(cast, rich(cast))
    loan = Loan.objects.get()
    last = {"loan": loan.pk, "amount_vnd": "5 triệu", "paid_on": "18/03/2026"}
    told = at_once(*[lambda: do(cast, verbs.REPAY_LOAN, **last).status] * 3)
    assert (sorted(told), balance_vnd(loan.account)) == (["done", "rejected", "rejected"], 0)
    assert open_loans(cast.club, date(2026, 3, 18)) == []


def test_the_same_repayment_sent_ten_times_is_taken_once(committed: None) -> None:
    cast, act = make_cast(), uuid.uuid4()
    lend(cast, rich(cast))
    loan = Loan.objects.get()
    part = {"loan": loan.pk, "amount_vnd": "1 triệu", "interest_vnd": "50.000", "paid_on": "18/03/2026"}
    told = at_once(*[lambda: do(cast, verbs.REPAY_LOAN, act, **part).status] * 10)
    assert (sorted(told), balance_vnd(loan.account)) == (["already"] * 9 + ["done"], 4_000_000)


def test_two_first_receipts_at_once_open_one_book_and_two_loans_have_two_numbers(committed: None) -> None:
    cast = make_cast()
    person = make_member(cast.club, "Bà Tư").person
    fee = {"amount_vnd": "10.000", "for_month": "3/2026", "received_on": "17/03/2026", "fund": "INCOME"}
    told = at_once(*[lambda: do(cast, verbs.RECEIVE_FEE, club=cast.club.pk, person=person.pk, **fee).status] * 4)
    assert (told, cast.club.books.count(), cash_of(cast.club, "INCOME", DAY)) == (["done"] * 4, 1, 40_000)
    told = at_once(*[lambda: lend(cast, person, "20.000").status] * 3)
    assert sorted(told) == ["done", "done", "rejected"]
    assert sorted(Loan.objects.values_list("number", flat=True)) == [1, 2]


def test_a_page_brought_back_by_the_browser_does_not_swallow_the_next_fee(cast: Cast) -> None:
    people = [make_member(cast.club, name).person for name in ("Bà Tư", "Ông Năm")]
    url, client = reverse("fund:receive_fee", args=[cast.club.pk]), signed_in(cast.lan)
    told = {"id": str(uuid.uuid4()), "club": cast.club.pk, "fund": "OPERATING", "amount_vnd": "10.000"}
    told |= {"received_on": "17/03/2026", "for_month": "01/03/2026"}
    sent = [client.post(url, told | {"person": person.pk}) for person in (people[0], people[0], people[1])]
    assert [answer.status_code for answer in sent] == [302, 302, 422]
    assert "lần này nội dung khác" in sent[2].content.decode()
    fresh = str(sent[2].context["act_id"])
    assert client.post(url, told | {"person": people[1].pk, "id": fresh}).status_code == 302
    assert [r.person for r in Receipt.objects.order_by("entry__number")] == people


def test_a_second_slip_for_the_same_month_is_taken_and_told(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Tư").person
    url, client = reverse("fund:receive_fee", args=[cast.club.pk]), signed_in(cast.lan)
    told = {"club": cast.club.pk, "person": person.pk, "fund": "OPERATING", "received_on": "17/03/2026"}
    seen = []
    for sum_vnd, month in (("10.000", "01/03/2026"), ("10.000", "01/04/2026"), ("5.000", "01/03/2026")):
        sent = told | {"id": str(uuid.uuid4()), "amount_vnd": sum_vnd, "for_month": month}
        page = client.post(url, sent, follow=True).content.decode()
        seen.append("Bà Tư đã đóng hội phí tháng 03/2026 rồi, nay cộng lại là 15.000 đồng" in unescape(page))
    assert (seen, Receipt.objects.count()) == ([False, False, True], 3)


def test_what_is_due_comes_after_the_desk_as_a_part_of_it_and_alone_as_a_page(cast: Cast) -> None:
    rich(cast)
    client, told = signed_in(cast.lan), "Tháng này chưa kiểm quỹ."
    assert told not in client.get(here(cast)).content.decode()
    page = client.get(due_today(cast))
    part = client.get(due_today(cast), headers={"HX-Request": "true"})
    assert [(told in a.content.decode(), "<html" in a.content.decode()) for a in (page, part)] == [
        (True, True),
        (True, False),
    ]
    assert "HX-Request" in page["Vary"]

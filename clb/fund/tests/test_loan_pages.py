"""The pages of loans: one loan, the collection sheet on screen and paper, and what may happen to a loan."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.fund import commands as verbs
from clb.fund.models import Loan, LoanChange, Receipt
from clb.fund.queries.collection import collection_sheet
from clb.fund.services import Deal, receive_start_fund, record_deals
from clb.kernel.commands import Outcome, run
from clb.kernel.dates import months_after
from clb.kernel.models import Act
from clb.members.models import Person
from conftest import Cast, make_member


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_loan(cast: Cast, name: str, vnd: int = 6_000_000, *, ago: int = 2, **terms: Any) -> Loan:
    if not Receipt.objects.exists():
        money = {"amount_vnd": 90_000_000, "source": "SOCIAL", "received_on": date(2018, 3, 1)}
        receive_start_fund(by=cast.lan, club=cast.club, **money)
    told = {"months": 6, "rate_percent_year": 12, "method": "EQUAL_PRINCIPAL", **terms}
    deal = Deal("lend", "LOAN", "INCOME", vnd, person=make_member(cast.club, name).person, **told)
    made = record_deals(by=cast.lan, club=cast.club, on=lent_on(ago), deals=[deal])["lend"].loan
    assert made is not None
    return made


def lent_on(ago: int) -> date:
    """So many months ago, on a day of the month that has passed already."""
    return months_after(timezone.localdate().replace(day=1), -ago)


def collect(cast: Cast, by: object = None, act: uuid.UUID | None = None, **data: Any) -> Outcome:
    told = {"club": cast.club.pk, "paid_on": timezone.localdate(), **data}
    return run(verbs.COLLECT_REPAYMENTS, by=by or cast.lan, data=told, id=act)


def test_the_sheet_tells_what_is_due_paid_and_left_of_each(cast: Cast) -> None:
    late, other = a_loan(cast, "Bà Tư"), a_loan(cast, "Ông Ba", 3_000_000, ago=1)
    back = Deal("p", "REPAYMENT", "INCOME", 400_000, interest_vnd=30_000, loan=other)
    today = timezone.localdate()
    record_deals(by=cast.lan, club=cast.club, on=today, deals=[back])
    sheet = collection_sheet(cast.club, today)
    told = {r.person.full_name: (r.principal_vnd, r.interest_vnd, r.paid_vnd, r.left_vnd) for r in sheet.rows}
    # Two instalments of the first fell due, on the 1st of last month and of this; one of the second.
    assert told == {
        "Bà Tư": (2_000_000, 110_000, 0, 2_110_000),
        "Ông Ba": (500_000, 30_000, 430_000, 100_000),
    }
    assert {r.loan.pk for r in sheet.rows if r.stand.late_days} == ({late.pk, other.pk} if today.day > 1 else {late.pk})
    sums = sheet.sums
    assert (sums["people"], sums["left_vnd"], sums["paid_vnd"]) == (2, 2_210_000, 430_000)


def test_everyone_pays_in_one_act_and_one_sum_is_split_by_the_schedule(cast: Cast) -> None:
    loans = [a_loan(cast, name) for name in ("Bà Tư", "Ông Ba", "Bà Năm", "Ông Sáu")]
    rows = [
        {"loan": str(loans[0].pk), "paid_vnd": "2.110.000", "interest_vnd": ""},
        {"loan": str(loans[1].pk), "paid_vnd": "500000", "interest_vnd": "0"},
        {"loan": str(loans[2].pk), "paid_vnd": "0", "interest_vnd": ""},
    ]
    act = uuid.uuid4()
    assert [collect(cast, act=act, payments=rows, rest_pays=True).status for _i in range(2)] == ["done", "already"]
    paid = Receipt.objects.filter(kind="REPAYMENT").values_list("person__full_name", "amount_vnd", "interest_vnd")
    assert sorted(paid) == [
        ("Bà Tư", 2_000_000, 110_000),
        ("Ông Ba", 500_000, 0),
        ("Ông Sáu", 2_000_000, 110_000),
    ]


def test_a_wrong_row_is_told_beside_it_and_nothing_is_written_or_lost(cast: Cast) -> None:
    loans = [a_loan(cast, name) for name in ("Bà Tư", "Ông Ba")]
    client = signed_in(cast.lan)
    url = reverse("fund:collection_sheet", args=[cast.club.pk])
    sent = {"club": cast.club.pk, "paid_on": f"{timezone.localdate():%d/%m/%Y}", "id": str(uuid.uuid4())}
    sent |= {f"payments:{loans[0].pk}:paid_vnd": "99.000.000", f"payments:{loans[0].pk}:interest_vnd": ""}
    sent |= {f"payments:{loans[1].pk}:paid_vnd": "1.060.000", f"payments:{loans[1].pk}:interest_vnd": ""}
    answer = client.post(url, sent)
    told = answer.content.decode()
    assert (answer.status_code, Receipt.objects.filter(kind="REPAYMENT").count()) == (422, 0)
    assert ("Nhiều hơn số còn nợ" in told, "99.000.000" in told, "1.060.000" in told) == (True, True, True)
    sent[f"payments:{loans[0].pk}:paid_vnd"] = "500.000"
    assert client.post(url, sent).status_code == 302
    assert Receipt.objects.filter(kind="REPAYMENT").count() == 2


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"paid_vnd": "100", "interest_vnd": "200"}, "interest_vnd"),
        ({"paid_vnd": "x", "interest_vnd": ""}, "paid_vnd"),
        ({"loan": str(uuid.uuid4()), "paid_vnd": "1", "interest_vnd": ""}, ""),
    ],
)
def test_each_wrong_cell_has_its_place(cast: Cast, row: dict[str, str], place: str) -> None:
    loan = a_loan(cast, "Bà Tư")
    sent = {"loan": str(loan.pk), **row}
    places = list(collect(cast, payments=[sent]).errors)
    assert places == [".".join(filter(None, ["payments", sent["loan"], place]))]


def test_an_empty_sheet_and_an_impossible_day_are_refused(cast: Cast) -> None:
    loan = a_loan(cast, "Bà Tư")
    row = [{"loan": str(loan.pk), "paid_vnd": "10", "interest_vnd": ""}]
    assert list(collect(cast).errors) == ["payments"]
    assert list(collect(cast, payments=row, paid_on=timezone.localdate() + timedelta(days=1)).errors) == ["paid_on"]
    assert list(collect(cast, by=cast.hoa, payments=row).errors) == ["club"]


def test_all_borrowers_stand_on_one_printed_page(cast: Cast) -> None:
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 -- slow import

    for n in range(12):
        a_loan(cast, f"Bà {n}")
    client = signed_in(cast.lan)
    answer = client.get(reverse("fund:collection_paper", args=[cast.club.pk, "pdf"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert len(list(PDFPage.get_pages(BytesIO(answer.content)))) == 1
    assert signed_in(cast.dung).get(reverse("fund:collection_paper", args=[cast.club.pk, "pdf"])).status_code == 403


def test_the_page_of_a_loan_tells_each_instalment_and_what_may_be_done(cast: Cast) -> None:
    loan = a_loan(cast, "Bà Tư", purpose="Nuôi heo kín", method="FLAT")
    url = reverse("fund:loan", args=[loan.pk])
    told = signed_in(cast.lan).get(url).content.decode()
    assert ("Bà Tư" in told, "Nuôi heo kín" in told, "Lập lại lịch" in told) == (True, True, True)
    assert "khoảng 20,3% một năm" in told, "interest on the first sum says what it costs"
    for user in (cast.dung, cast.tai):
        shown = signed_in(user).get(url).content.decode()
        assert ("Khoản vay số 1" in shown, "Bà Tư" in shown, "kín" in shown, "Lập lại" in shown) == (
            True, False, False, False)  # fmt: skip
    assert signed_in(cast.hoa).get(url).status_code == 404


def test_a_borrower_who_died_is_asked_about_until_somebody_pays_on(cast: Cast) -> None:
    loan = a_loan(cast, "Bà Tư")
    Person.objects.filter(pk=loan.person_id).update(died_on=timezone.localdate())
    client, url = signed_in(cast.lan), reverse("fund:loan", args=[loan.pk])
    assert "Người vay đã mất" in client.get(url).content.decode()
    sent = {"payer_name": "Chị Năm", "decided_on": timezone.localdate(), "decided_by": "Họp", "reason": "Con gái"}
    done = run(verbs.RECORD_PAYER, by=cast.lan, data={"loan": loan.pk, **sent})
    told = client.get(url).content.decode()
    assert (done.status, "Người vay đã mất" in told, "Chị Năm" in told) == ("done", False, True)
    run(verbs.FORGET_PAYER, by=cast.lan, data={"change": LoanChange.objects.get().pk})
    assert "Chị Năm" not in client.get(url).content.decode()
    kept = " ".join(str(act.data) for act in Act.objects.all())
    assert [word for word in ("Năm", "Con gái", "Tư") if word in kept] == []


def test_each_act_on_a_loan_has_its_page(cast: Cast) -> None:
    loan, client = a_loan(cast, "Bà Tư"), signed_in(cast.lan)
    today = f"{timezone.localdate():%d/%m/%Y}"
    said = {"loan": loan.pk, "decided_on": today, "decided_by": "Họp", "reason": "Mất mùa"}
    for name, more in (
        ("waive_interest", {"amount_vnd": "10.000"}),
        ("reschedule_loan", {"months": "6"}),
        ("record_payer", {"payer_name": "Chị Năm"}),
        ("write_off_loan", {}),
    ):
        url = reverse(f"fund:{name}", args=[loan.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"id": str(uuid.uuid4()), **said, **more}).status_code == 302, name
    url = reverse("fund:recover_loan", args=[loan.pk])
    assert client.post(url, {"loan": loan.pk, "amount_vnd": "1.000", "paid_on": today}).status_code == 302
    told = client.get(reverse("fund:loan", args=[loan.pk])).content.decode()
    for words in ("Miễn lãi còn thiếu", "Lập lại lịch trả nợ", "Người trả thay", "Xóa nợ", "Thu hồi nợ đã xóa"):
        assert words in told
    assert "Đã xóa nợ" in told


def test_a_rate_above_the_ceiling_is_refused_at_granting_and_grace_must_leave_a_month(cast: Cast) -> None:
    a_loan(cast, "Bà Tư")
    person = Person.objects.get(full_name="Bà Tư")
    asked = {"club": cast.club.pk, "person": person.pk, "amount_vnd": "1.000.000", "months": "6"}
    asked |= {"granted_on": timezone.localdate(), "rate_percent_year": "6"}
    for more, field in (
        ({"rate_percent_year": "20,01"}, "rate_percent_year"),
        ({"method": "FLAT", "grace_months": "6"}, "grace_months"),
        ({"method": "BARTER"}, "method"),
        ({"rounding_vnd": "2.000.000"}, "rounding_vnd"),
    ):
        assert list(run(verbs.GRANT_LOAN, by=cast.lan, data={**asked, **more}).errors) == [field]
    assert run(verbs.GRANT_LOAN, by=cast.lan, data={**asked, "grace_months": "6"}).status == "done", "BULLET: no matter"

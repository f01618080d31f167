"""The pages: what is shown to whom, what a refusal keeps, how many queries."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.access.roles import Role
from clb.budget.models import BudgetDocument
from conftest import make_cast, make_user

from .sample import Budget

M = 1_000_000


@pytest.fixture(scope="module")
def budget_once(stored_once: Path) -> Budget:
    b = Budget(make_cast(), first=2024, last=2025, lines=9)
    p, club = b.cast.province, b.cast.club.unit
    b.give(2024, PROVINCE=90 * M, ELDERCARE=20 * M)
    b.allocate(2024, *[(n, p, "PROVINCE", n * M) for n in range(1, 10)], (3, club, "ELDERCARE", 20 * M))
    b.release(2024, 5, p, "PROVINCE", 4 * M)
    b.release(2024, 3, club, "ELDERCARE", 20 * M)
    make_user("yte", Role.HEALTH, p)
    make_user("vanhoa", Role.CULTURE, p)
    return b


@pytest.fixture
def budget(budget_once: Budget, db: None) -> Budget:
    return budget_once


def signed(user: User | str) -> Client:
    client = Client()
    client.force_login(user if isinstance(user, User) else User.objects.get(username=user))
    return client


def test_every_page_opens_for_the_finance_office(budget: Budget) -> None:
    tai, period, year = signed(budget.tai), budget.period.pk, budget.years[2024].pk
    document = BudgetDocument.objects.filter(kind="RELEASE").first()
    cell = budget.cell(2024, 1, budget.cast.province, "PROVINCE").pk
    names = ("give_budget", "allocate_money", "adjust_allocation", "settle_year", "take_over_money", "write_estimate")
    urls = [reverse(f"budget:{name}", args=[year]) for name in names]
    urls += [
        reverse(f"budget:{n}", args=[period]) for n in ("period", "documents", "clubs", "set_line", "period_sheet")
    ]
    urls += [reverse("budget:document", args=[document.pk]), reverse("budget:release_money", args=[cell])]
    urls += [f"{reverse('budget:year', args=[year])}?theo={d}" for d in ("cap", "clb", "co-quan")]
    shown = tai.get(reverse("budget:year", args=[year])).content.decode()
    assert "&amp;nam=2024" in shown and "nam=2.024" not in shown
    answers = {url: tai.get(url).status_code for url in urls}
    assert {url: status for url, status in answers.items() if status != 200} == {}


def test_others_see_totals_and_their_own_vouchers_only(budget: Budget) -> None:
    period = reverse("budget:period", args=[budget.period.pk])
    listing = reverse("budget:documents", args=[budget.period.pk])
    for name, vouchers in (("yte", 1), ("vanhoa", 0)):
        client = signed(name)
        page = client.get(period)
        assert "24.000.000" in page.content.decode()  # the total of what was released
        kinds = [d.kind for d in client.get(f"{listing}?loai=RELEASE").context["page"]]
        assert kinds == ["RELEASE"] * vouchers
    theirs = BudgetDocument.objects.get(kind="ALLOCATION")
    rows = signed("yte").get(reverse("budget:document", args=[theirs.pk])).context["rows"]
    assert [row.account.line.number for row in rows] == [5, 6]
    assert signed(budget.cast.hoa).get(period).status_code == 404
    paper = signed("vanhoa").get(reverse("budget:settlement_paper", args=[budget.years[2024].pk, "docx"]))
    text = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()
    assert "Nơi nhận tiền" not in text and "CT 4000000" not in text


def test_a_refused_table_keeps_what_was_typed_beside_its_error(budget: Budget) -> None:
    url = reverse("budget:allocate_money", args=[budget.years[2024].pk])
    line = budget.lines[0].pk
    data = {"year": budget.years[2024].pk, "number": "5/QĐ", "decided_on": "01/02/2024"}
    data |= {"rows:n1:line": line, "rows:n1:unit": "Xã Một (C1)", "rows:n1:source": "PROVINCE"}
    data |= {"rows:n1:amount_vnd": "900 triệu", "rows:n2:line": "", "rows:n2:unit": "", "rows:n2:amount_vnd": ""}
    page = signed(budget.tai).post(url, data)
    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="900 triệu"' in text and 'value="Xã Một (C1)"' in text
    assert "Vượt số được giao từ Ngân sách tỉnh" in text
    data["rows:n1:amount_vnd"] = "45 triệu"
    assert signed(budget.tai).post(url, data).status_code == 302


def test_a_refused_settlement_still_says_what_each_row_is_and_sees_what_came_meanwhile(budget: Budget) -> None:
    client, year = signed(budget.tai), budget.years[2024]
    url = reverse("budget:settle_year", args=[year.pk])
    form = client.get(url).context["form"]
    data = {"year": year.pk, "number": "9/QT", "settled_on": "15/01/2025", "seen": form.initial["seen"]}
    for row in form.sheet():
        data |= {cell.name: cell.value for cell in row.cells}
    cell = budget.cell(2024, 5, budget.cast.province, "PROVINCE").pk
    page = client.post(url, data | {f"rows:{cell}:spent_vnd": "9 tỷ"})
    text = page.content.decode()
    assert page.status_code == 422 and "5. Khám sức khỏe" in text and "4.000.000" in text and 'value="9 tỷ"' in text
    budget.release(2024, 5, budget.cast.province, "PROVINCE", 1 * M)
    page = client.post(url, data)  # as typed before: it would pay back what was released in between
    assert page.status_code == 422 and "năm này có thêm chứng từ" in page.content.decode()
    again = {name: value for name, value in data.items() if name != "seen"} | {f"rows:{cell}:spent_vnd": 5 * M}
    assert client.post(url, again | {"seen": page.context["form"]["seen"].value()}).status_code == 302


def test_a_year_asks_no_more_for_more_lines(budget: Budget, django_assert_max_num_queries) -> None:
    client = signed(budget.tai)
    client.get(reverse("budget:year", args=[budget.years[2024].pk]))
    for year in (2024, 2025):
        with django_assert_max_num_queries(45):
            client.get(reverse("budget:year", args=[budget.years[year].pk]))
    with django_assert_max_num_queries(45):
        client.get(reverse("budget:documents", args=[budget.period.pk]))


@pytest.mark.parametrize("what", ["settlement_paper", "allocation_paper"])
def test_a_paper_says_what_the_tables_say(budget: Budget, what: str) -> None:
    paper = signed(budget.tai).get(reverse(f"budget:{what}", args=[budget.years[2024].pk, "docx"]))
    text = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()
    for wanted in ("Hỗ trợ quỹ ban đầu", "65.000.000", "Ngân sách tỉnh"):
        assert wanted in text

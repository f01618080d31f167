"""Visits: the six taps, twice sent, dangers, consent, corrections; who may, and where nothing of it may be found."""

from __future__ import annotations

import json
import logging
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clb.access.models import Assignment, User
from clb.access.roles import GRANTS, Role
from clb.care import commands as verbs
from clb.care.models import CareClient, CareMonth, CareVisit, DangerAlert, NeedsAssessment
from clb.care.queries.today import care_today
from clb.health.models import Referral
from clb.kernel.commands import run
from clb.kernel.models import Act, Event
from clb.members.commands import WITHDRAW_CONSENT
from clb.members.models import Consent, Person
from conftest import Cast, make_user

from .sample import BEGUN, Home, act, agree, done, make_client, make_home, plan, refused, today

MONDAY = date(2026, 2, 2)
LEAK = "Ngã Sấp Cạnh Giếng"


@pytest.fixture
def home(cast: Cast) -> Home:
    return make_home(cast)


def page(by: User, name: str, *args: object, **query: str) -> tuple[int, str]:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(f"care:{name}", args=args), query)
    return answer.status_code, answer.content.decode(errors="replace")


def test_a_volunteer_writes_in_the_own_name_and_a_second_sending_changes_nothing(home: Home) -> None:
    pk, told = uuid.uuid4(), home.told(MONDAY)
    assert [run(verbs.RECORD_VISIT, by=home.user, data=told, id=pk).status for _n in range(2)] == ["done", "already"]
    (visit,) = CareVisit.objects.all()
    assert (visit.volunteer, visit.minutes, visit.tasks, visit.dangers) == (home.tinh, 45, ["TALK", "WASH"], [])
    month = CareMonth.objects.get(month_end=date(2026, 2, 28))
    assert (month.planned, month.done) == (8, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tasks": []}, "tasks"),
        ({"how_is": ""}, "how_is"),
        ({"minutes": ""}, "minutes"),
        ({"minutes": "4"}, "minutes"),
        ({"dangers": []}, "dangers"),
        ({"dangers": ["NONE", "FALL"]}, "dangers"),
        ({"visited_on": BEGUN - timedelta(days=1)}, "visited_on"),
        ({"visited_on": "01/01/2099"}, "visited_on"),
    ],
)
def test_a_wrong_visit_is_refused_beside_its_field(home: Home, changes: dict[str, Any], field: str) -> None:
    assert list(refused(verbs.RECORD_VISIT, home.user, **home.told(MONDAY, **changes))) == [field]
    assert CareVisit.objects.count() == 0


def test_the_chair_names_who_went_and_a_volunteer_cannot_write_for_another(home: Home) -> None:
    assert list(refused(verbs.RECORD_VISIT, home.chair, **home.told(MONDAY))) == ["volunteer"]
    assert home.visit(MONDAY, by=home.chair, volunteer=home.hien.pk, companion=home.tinh.pk).volunteer == home.hien
    told = home.told(MONDAY, volunteer=home.hien.pk)
    assert list(refused(verbs.RECORD_VISIT, home.user, **told)) == ["volunteer"]
    assert list(refused(verbs.RECORD_VISIT, home.user, **home.told(MONDAY, companion=home.tinh.pk))) == ["companion"]


def test_a_danger_opens_a_referral_and_stands_before_the_chair_until_it_is_settled(home: Home) -> None:
    visit = home.visit(MONDAY, dangers=["FALL", "CHEST"], note=LEAK)
    referral = Referral.objects.get()
    assert (referral.person, referral.to, referral.is_danger) == (home.client.person, "HOSPITAL", True)
    assert [a.visit for a in care_today(home.cast.club, today()).alerts] == [visit]
    assert "Đau ngực, khó thở" in page(home.chair, "club", home.cast.club.pk)[1]
    again = home.visit(MONDAY + timedelta(days=1), dangers=["FEVER"])
    assert (Referral.objects.count(), again.alert.referral) == (1, referral)
    done(verbs.SETTLE_ALERT, home.chair, alert=visit.alert.pk, settled_on=today(), outcome="Đưa lên trạm")
    assert [a.visit for a in care_today(home.cast.club, today()).alerts] == [again]
    Referral.objects.update(outcome="TREATED", closed_on=today())
    assert care_today(home.cast.club, today()).alerts == ()
    errors = refused(verbs.SETTLE_ALERT, home.chair, alert=visit.alert.pk, settled_on=today(), outcome="Hai lần")
    assert list(errors) == ["alert"]


def test_neglect_opens_no_referral_and_an_alert_goes_with_its_correction(home: Home) -> None:
    visit = home.visit(MONDAY, dangers=["ABUSE"])
    assert (DangerAlert.objects.count(), Referral.objects.count()) == (1, 0)
    told = home.told(MONDAY + timedelta(days=3), minutes=60)
    told.pop("client")
    done(verbs.CORRECT_VISIT, home.user, visit=visit.pk, **told)
    visit.refresh_from_db()
    assert (visit.minutes, visit.visited_on, DangerAlert.objects.count()) == (60, MONDAY + timedelta(days=3), 0)
    done(verbs.DROP_VISIT, home.user, visit=visit.pk)
    assert (CareVisit.objects.count(), CareMonth.objects.get(month_end=date(2026, 2, 28)).done) == (0, 0)


def test_a_mistaken_danger_takes_the_referral_that_it_opened_with_it_unless_somebody_acted(home: Home) -> None:
    def correct(visit: CareVisit, *dangers: str) -> None:
        told = home.told(visit.visited_on, dangers=list(dangers))
        done(verbs.CORRECT_VISIT, home.user, visit=visit.pk, **{k: v for k, v in told.items() if k != "client"})

    visit = home.visit(MONDAY, dangers=["CHEST"])
    correct(visit, "ABUSE")
    assert (Referral.objects.count(), DangerAlert.objects.get().referral) == (0, None)
    correct(visit, "FALL")
    again = home.visit(MONDAY + timedelta(days=1), dangers=["FEVER"])
    correct(visit, "NONE")  # the second visit needs the same referral
    assert Referral.objects.get() == again.alert.referral
    done(verbs.DROP_VISIT, home.user, visit=again.pk)
    assert Referral.objects.count() == 0
    third = home.visit(MONDAY + timedelta(days=2), dangers=["FALL"])
    Referral.objects.update(told_person=True)
    correct(third, "NONE")
    assert (Referral.objects.count(), DangerAlert.objects.count()) == (1, 0)


def test_the_screen_says_whom_to_tell_and_neglect_is_not_told_to_the_family(home: Home, settings: Any) -> None:
    browser = Client()
    browser.force_login(home.user)
    url = reverse("care:record_visit", args=[home.client.pk])

    def told(status: int, **changes: Any) -> str:
        answer = browser.post(url, home.told(MONDAY.strftime("%d/%m/%Y"), **changes), follow=True)
        assert (answer.status_code, answer.redirect_chain != []) == (status, status == 200)
        return answer.content.decode()

    abuse = told(200, dangers=["ABUSE"])
    assert "công an xã" in abuse and "Đừng báo người nhà" in abuse and "người thân" not in abuse
    settings.TELL_OF_ABUSE = "bà Sáu ở hội phụ nữ"
    assert "Hãy báo bà Sáu ở hội phụ nữ." in told(200, dangers=["ABUSE", "FALL"])
    both = told(200, dangers=["ABUSE", "CHEST"])
    assert 'href="tel:115"' in both and "người thân" not in both
    assert "người thân" in told(200, dangers=["FEVER"])
    refused_page = told(422, dangers=["CHEST"], minutes="")
    assert refused_page.index('href="tel:115"') < refused_page.index('<form method="post" class="form care-visit')


def test_what_makes_the_taps_useless_is_said_before_them(home: Home) -> None:
    assert "Đã làm gì" in page(home.user, "record_visit", home.client.pk)[1]
    done(WITHDRAW_CONSENT, home.chair, consent=Consent.objects.get().pk, withdrawn_on=today())
    told = page(home.user, "record_visit", home.client.pk)[1]
    assert "rút lại đồng ý" in told and "Đã làm gì" not in told
    agree(home.client.person, today())
    ended = today() - timedelta(days=1)
    done(verbs.CLOSE_CLIENT, home.chair, client=home.client.pk, until_on=ended, end_reason="BETTER")
    told = page(home.chair, "record_visit", home.client.pk)[1]
    assert f"đã thôi sau ngày {ended:%d/%m/%Y}" in told and "Đã làm gì" in told


def test_without_consent_nothing_is_written_and_what_was_is_shown_to_nobody(home: Home) -> None:
    home.visit(MONDAY, note=LEAK)
    answers = {f"iadl_{code}": 0 for code in ("phone", "shop", "cook", "clean", "wash", "travel", "drugs", "money")}
    done(verbs.ASSESS_NEEDS, home.chair, client=home.client.pk, assessed_on=MONDAY, **answers)
    assert all(LEAK in page(by, "client", home.client.pk)[1] for by in (home.chair, home.user))
    consent = Consent.objects.get(person=home.client.person)
    done(WITHDRAW_CONSENT, home.chair, consent=consent.pk, withdrawn_on=today())
    for by in (home.chair, home.user):
        status, told = page(by, "client", home.client.pk)
        assert (status, LEAK in told, "Cần giúp nhiều" in told) == (200, False, False)
    assert list(refused(verbs.RECORD_VISIT, home.user, **home.told(today()))) == ["client"]
    assert (
        CareVisit.objects.visible_to(home.chair).count() == NeedsAssessment.objects.visible_to(home.chair).count() == 0
    )


# --- Who may ------------------------------------------------------------------------------------------------------


def test_a_volunteer_sees_the_own_people_only(home: Home) -> None:
    other = make_client(home.cast, "Bà Không Phải Của Tình")
    plan(home.cast, other, from_on=BEGUN)
    status, told = page(home.user, "mine")
    assert (status, "Bà Tư Yếu" in told, "Bà Không Phải" in told) == (200, True, False)
    for name in ("client", "record_visit"):
        assert (page(home.user, name, home.client.pk)[0], page(home.user, name, other.pk)[0]) == (200, 404), name
    for name in ("club", "volunteers", "roster", "summary", "workbook", "add_client"):
        assert page(home.user, name, home.cast.club.pk)[0] == 404, name
    assert (page(home.user, "volunteer", home.tinh.pk)[0], page(home.user, "volunteer", home.hien.pk)[0]) == (200, 404)
    assert list(refused(verbs.RECORD_VISIT, home.user, **home.told(MONDAY, client=other.pk))) == ["client"]
    with pytest.raises(PermissionDenied):
        act(verbs.CLOSE_CLIENT, home.user, client=home.client.pk, until_on=today(), end_reason="BETTER")
    done(verbs.STAND_IN, home.chair, client=other.pk, planned_on=_next_planned(), volunteer=home.tinh.pk)
    assert page(home.user, "client", other.pk)[0] == (200 if _next_planned() == today() else 404)


def _next_planned() -> date:
    """Today where it is a Monday or a Thursday, else the next such day."""
    day = today()
    while day.weekday() not in (0, 3):
        day += timedelta(days=1)
    return day


def test_who_stops_caring_for_someone_sees_them_no_more(home: Home) -> None:
    visit = home.visit(today() - timedelta(days=3))
    assignment = home.client.assignments.get()
    done(verbs.END_ASSIGNMENT, home.chair, assignment=assignment.pk, until_on=today() - timedelta(days=1))
    assert [page(home.user, "client", home.client.pk)[0], page(home.user, "correct_visit", visit.pk)[0]] == [404, 404]


def test_a_planted_value_is_found_by_chair_station_and_volunteer_and_nowhere_else(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    visit = home.visit(MONDAY, dangers=["FALL"], how_is="WORSE", note=LEAK)
    done(verbs.SETTLE_ALERT, home.chair, alert=visit.alert.pk, settled_on=today(), outcome=f"{LEAK}, đưa đi trạm")
    plan(home.cast, home.client, from_on=today(), aims=LEAK)
    home.chair.refresh_from_db()
    station = make_user("tram", Role.HEALTH, home.cast.xa)
    for user in (home.chair, home.user, station):
        assert page(user, "client", home.client.pk)[1].count(LEAK) == 3, user
    # One person with every office at once that reads no care, at the club itself; one with every office next door.
    others = [role for role in Role if not GRANTS[role] & {"care.read", "care.read_own"}]
    here, beside = make_user("tat-ca"), make_user("ben-canh")
    for role in others:
        Assignment.objects.create(user=here, role=role, unit=home.cast.club.unit, from_on=BEGUN)
    for role in Role:
        Assignment.objects.create(user=beside, role=role, unit=home.cast.other_club.unit, from_on=BEGUN)
    assert "Chị Hiền" in page(home.chair, "volunteers", home.cast.club.pk)[1]
    secrets = (LEAK, "Chị Hiền", "Bà Tư Yếu", "Bị ngã", "Yếu hơn")
    leaks = {
        user.username: {word for word in secrets if word in _all_pages(user, home, visit)} for user in (here, beside)
    }
    assert leaks == {"tat-ca": set(), "ben-canh": set()}
    kept = [json.dumps([a.data, a.result], ensure_ascii=False) for a in Act.objects.all()]
    kept += [json.dumps(e.data, ensure_ascii=False) for e in Event.objects.all()]
    kept.append(caplog.text)
    assert [text[:200] for text in kept for word in (LEAK, "FALL", "WORSE", "Bà Tư Yếu") if word in text] == []
    stored = (
        _stored("care_carevisit", "note") + _stored("care_dangeralert", "outcome") + _stored("care_careplan", "aims")
    )
    assert (len(stored) >= 3, [text for text in stored if LEAK in text]) == (True, [])


def _all_pages(user: User, home: Home, visit: CareVisit) -> str:
    """What every address about this client shows to `user`, pages and API, refusals too."""
    browser = Client()
    browser.force_login(user)
    ids = {"club_id": home.cast.club.pk, "care_client_id": home.client.pk, "care_visit_id": visit.pk}
    ids |= {"volunteer_id": home.tinh.pk, "danger_alert_id": visit.alert.pk}
    from clb.care.urls import urlpatterns  # noqa: PLC0415 -- the addresses as they are

    told = []
    for pattern in urlpatterns:
        wanted = dict(pattern.pattern.converters)
        if not set(wanted) <= {*ids, "file_format"}:
            continue
        named = {name: ids.get(name, "docx") for name in wanted}
        if "file_format" in wanted:
            continue  # papers are packed; what they hold is held in test_papers
        told.append(browser.get(reverse(f"care:{pattern.name}", kwargs=named)).content.decode(errors="replace"))
    club = home.cast.club
    for path in ("care", "care-clients", "care-volunteers", "care-roster"):
        told.append(browser.get(f"/api/v1/clubs/{club.pk}/{path}").content.decode())
    told += [browser.get(f"/api/v1/care-clients/{home.client.pk}/visits").content.decode()]
    for url in (reverse("home:home"), reverse("clubs:club", args=[club.pk]), "/api/v1/care-mine"):
        told.append(browser.get(url).content.decode())
    for code in ("care.clients", "care.volunteers", "care.visited_as_planned"):
        told.append(browser.get(reverse("indicators:records", args=[code]), {"noi": club.unit.key}).content.decode())
    told.append(browser.post(reverse("care:record_visit", args=[home.client.pk]), {"tasks": "x"}).content.decode())
    return "\n".join(told)


def _stored(table: str, column: str) -> list[str]:
    from django.db import connection  # noqa: PLC0415 -- as the database holds it

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
        return [row[0] for row in cursor.fetchall()]


def test_others_read_counts_and_the_small_ones_not(home: Home) -> None:
    for user in (home.cast.tai, home.cast.lan, home.cast.xuan):
        status, told = page(user, "index")
        assert (status, "dưới 5" in told, "CLB Một" in told) == (200, True, True)
    assert '<td class="num" data-label="Người được chăm sóc">1</td>' in page(home.chair, "index")[1]
    browser = Client()
    browser.force_login(home.cast.tai)
    told = browser.get(f"/api/v1/clubs/{home.cast.club.pk}/care").json()
    assert (told["clients"], told["volunteers"]) == (None, 2)
    # Of a month with one client nothing is told, also when five are cared for by now; of a month with five, all is.
    for n in range(4):
        make_client(home.cast, f"Cụ Mới {n}", from_on=today())
    url, month = f"/api/v1/clubs/{home.cast.club.pk}/care", ("month_planned", "month_done", "month_percent")
    home.visit(MONDAY)
    told = browser.get(url).json()
    assert (told["clients"], [told[name] for name in month]) == (5, [None] * 3)
    assert "đến đúng hẹn" not in browser.get(reverse("clubs:club", args=[home.cast.club.pk])).content.decode()
    assert page(home.cast.tai, "index")[1].count("%</td>") == 0 and page(home.chair, "index")[1].count("%)</td>") == 1
    CareClient.objects.update(from_on=BEGUN)
    told = browser.get(url).json()
    assert (told["clients"], told["month_done"], told["month_percent"] is None) == (5, 0, False)


def test_a_visit_sent_by_the_api_is_the_same_act(home: Home) -> None:
    browser = Client()
    browser.force_login(home.user)
    told = {**home.told(MONDAY), "client": str(home.client.pk), "visited_on": str(MONDAY)}
    body = {"id": str(uuid.uuid4()), "data": told}
    answers = [
        browser.post("/api/v1/commands/care.record_visit", body, content_type="application/json").json()["status"]
        for _n in range(2)
    ]
    assert (answers, CareVisit.objects.count(), verbs.RECORD_VISIT.offline) == (["done", "already"], 1, True)


def test_someone_who_is_no_member_is_cared_for_with_an_own_consent(home: Home) -> None:
    told = {"full_name": "Cụ Ngoài Làng", "sex": "MALE", "birth": "1940", "from_on": today()}
    assert list(refused(verbs.ADD_CLIENT, home.chair, club=home.cast.club.pk, **told)) == ["consent_proof"]
    kin = {"kin_name": "Anh Con Cả", "kin_relation": "con", "kin_phone": "0912345678"}
    client = done(verbs.ADD_CLIENT, home.chair, club=home.cast.club.pk, consent_proof="PAPER", **told, **kin)
    assert (client.person.next_of_kin.get().name, client.person.memberships.count()) == ("Anh Con Cả", 0)
    home.visit(today(), by=home.chair, client=client.pk, volunteer=home.hien.pk, dangers=["FALL"])
    assert (Referral.objects.count(), DangerAlert.objects.count()) == (0, 1)


def test_an_outsider_who_is_known_already_is_not_made_a_second_time(home: Home) -> None:
    told = {"club": home.cast.club.pk, "from_on": today(), "consent_proof": "PAPER"}
    told |= {"full_name": "Cụ Ngoài Làng", "sex": "MALE", "birth": "12/3/1940"}
    client, people = done(verbs.ADD_CLIENT, home.chair, **told), Person.objects.count()
    for changes in ({}, {"full_name": "cu ngoai lang"}, {"birth": "1940"}):
        errors = refused(verbs.ADD_CLIENT, home.chair, **{**told, **changes})
        assert list(errors) == ["who_it_is"] and "Cụ Ngoài Làng" in errors["who_it_is"][0]
    assert list(refused(verbs.ADD_CLIENT, home.chair, **told, who_it_is="SAME")) == ["full_name"]
    done(verbs.CLOSE_CLIENT, home.chair, client=client.pk, until_on=today(), end_reason="BETTER")
    again = done(verbs.ADD_CLIENT, home.chair, **told, who_it_is="SAME")
    assert (again.person, Person.objects.count()) == (client.person, people)
    tu = home.client.person
    member = {"full_name": tu.full_name, "sex": tu.sex, "birth": str(tu.birth_on.year)}
    assert "Thành viên" in refused(verbs.ADD_CLIENT, home.chair, **told | member)["who_it_is"][0]
    assert done(verbs.ADD_CLIENT, home.chair, **told | {"birth": "13/3/1940"}).person != client.person
    assert done(verbs.ADD_CLIENT, home.chair, **told, who_it_is="OTHER").person != client.person


def test_a_member_is_asked_for_consent_first(home: Home) -> None:
    member = home.hien.person.memberships.get()
    told = {"club": home.cast.club.pk, "membership": member.pk, "from_on": today()}
    assert list(refused(verbs.ADD_CLIENT, home.chair, **told)) == ["membership"]
    agree(member.person)
    done(verbs.ADD_CLIENT, home.chair, **told)
    assert list(refused(verbs.ADD_CLIENT, home.chair, **told)) == ["membership"]

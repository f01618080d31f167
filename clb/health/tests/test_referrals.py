"""A danger value is asked about and becomes a task; its result closes it. Check-ups, emergencies, and what is kept."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.health import commands as verbs
from clb.health.models import CheckUp, EmergencyAccess, HealthCheck, Referral
from clb.health.queries import referral_counts, shown_referrals
from clb.health.services import clear_values
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Event
from clb.meetings.commands import RECORD_MEETING
from clb.members.models import Consent, Membership, NextOfKin, Person
from conftest import Cast, make_member, make_user

DAY = date(2026, 3, 17)
HIGH = {"systolic_mmhg": "187", "diastolic_mmhg": "113"}


def someone(cast: Cast, name: str = "Bà Tư", **more: Any) -> Membership:
    member = make_member(cast.club, name, **more)
    agree(member.person, "HEALTH")
    return member


def agree(person: Person, purpose: str) -> None:
    said = {"answer": "AGREED", "proof": "PAPER", "given_on": date(2026, 1, 1)}
    Consent.objects.create(person=person, purpose=purpose, **said)


def at(cast: Cast, member: Membership) -> dict[str, Any]:
    return {"club": cast.club.pk, "person": member.person_id}


def measure(cast: Cast, member: Membership, by: User | None = None, **typed: Any) -> Outcome:
    data = {**at(cast, member), "place": "CLUB", "measured_on": "17/03/2026", **typed}
    return run(verbs.RECORD_CHECK, by=by or cast.lan, data=data)


def done(command: Command, by: User, **data: Any) -> Any:
    outcome = run(command, by=by, data=data)
    assert outcome.status == "done", outcome.errors
    return outcome.result


def test_a_danger_value_is_asked_about_and_the_answer_opens_a_task(cast: Cast) -> None:
    member = someone(cast)
    asked = measure(cast, member, **HIGH)
    assert (list(asked.errors), HealthCheck.objects.count()) == (["referral"], 0)
    assert measure(cast, member, **HIGH, referral="NONE").status == "done"
    assert Referral.objects.count() == 0
    assert measure(cast, member, **HIGH, referral="OPEN_UNTOLD").status == "done"
    row = Referral.objects.get()
    assert (row.reason, row.is_danger, row.due_on, row.told_person) == ("PRESSURE", True, date(2026, 3, 18), False)
    again = measure(cast, member, measured_on="18/03/2026", **HIGH)  # referred already: nothing is asked
    assert (again.status, Referral.objects.count()) == ("done", 1)


def test_another_value_of_the_same_day_is_asked_about_and_no_danger_goes_unseen(cast: Cast) -> None:
    member, calm = someone(cast), {"systolic_mmhg": "132", "diastolic_mmhg": "80"}
    assert measure(cast, member, by=cast.binh, **HIGH, referral="NONE", glucose_mmol_l="6", is_fasting="True").ref
    assert list(measure(cast, member, **calm).errors) == ["same_day"]
    # Who may not read what is recorded cannot write over it, only add to it.
    assert list(measure(cast, member, **calm, same_day="CORRECT").errors) == ["same_day"]
    wrong = {"glucose_mmol_l": "9", "is_fasting": "True", "same_day": "ADD"}
    assert list(measure(cast, member, **wrong).errors) == ["glucose_mmol_l"]
    assert measure(cast, member, **calm, same_day="ADD").status == "done"
    row = HealthCheck.objects.get()
    assert (row.pressures, row.systolic_mmhg, row.glucose_umol_l) == ([[187, 113], [132, 80]], 160, 6_000)
    meeting = {"club": cast.club.pk, "held_on": "17/03/2026"}
    sent = {"readings": [{"membership": str(member.pk), "weight_g": "", **calm}]}
    assert list(run(RECORD_MEETING, by=cast.lan, data={**meeting, **sent}).errors) == [f"readings.{member.pk}"]
    assert measure(cast, member, by=cast.binh, **calm, same_day="CORRECT").status == "done"
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "pressures")) == [(132, [])]


def test_at_a_station_and_by_glucose_it_is_asked_as_well(cast: Cast) -> None:
    member = someone(cast)
    assert list(measure(cast, member, glucose_mmol_l="17", is_fasting="False").errors) == ["referral"]
    assert list(measure(cast, member, glucose_mmol_l="2,9", is_fasting="True", is_sure="on").errors) == ["referral"]
    seen = {**at(cast, member), "seen_on": "17/03/2026"}
    asked = run(verbs.RECORD_STATION_RESULT, by=cast.binh, data={**seen, **HIGH})
    assert (list(asked.errors), asked.form.fields["referral"].required) == (["referral"], True)  # type: ignore[union-attr]
    done(verbs.RECORD_STATION_RESULT, cast.binh, **seen, glucose_mmol_l="17", is_fasting="False", referral="OPEN")
    assert Referral.objects.get().reason == "GLUCOSE"
    client = Client()
    client.force_login(cast.binh)
    page = client.get(reverse("health:person", args=[member.person_id])).content.decode()
    assert ("Cần đi khám ngay" in page, "chậm nhất ngày 18/03/2026" in page) == (True, True)


def test_what_is_counted_is_what_is_listed(cast: Cast) -> None:
    member = someone(cast)
    measure(cast, member, **HIGH, referral="OPEN")
    clubs = Club.objects.filter(pk=cast.club.pk)
    assert referral_counts(clubs, DAY).open == shown_referrals(cast.binh, clubs, DAY).count() == 1
    Consent.objects.filter(person=member.person).update(withdrawn_on=DAY)
    assert referral_counts(clubs, DAY).open == shown_referrals(cast.binh, clubs, DAY).count() == 0


def test_at_home_the_line_of_danger_is_another(cast: Cast) -> None:
    member = someone(cast)
    assert measure(cast, member, systolic_mmhg="170", diastolic_mmhg="115", place="HOME").status == "done"
    assert list(measure(cast, member, systolic_mmhg="170", diastolic_mmhg="115").errors) == ["referral"]


def test_several_readings_at_one_sitting_and_what_is_unusual(cast: Cast) -> None:
    member = someone(cast)
    many = {"systolic_mmhg": "150", "diastolic_mmhg": "90", "systolic_mmhg_2": "141", "diastolic_mmhg_2": "85"}
    assert measure(cast, member, **many, glucose_mmol_l="5,6", is_fasting="True", waist_cm="79,9").status == "done"
    row = HealthCheck.objects.get()
    assert (row.systolic_mmhg, row.diastolic_mmhg, row.pressures) == (146, 88, [[150, 90], [141, 85]])
    assert (row.glucose_umol_l, row.is_fasting, row.waist_mm) == (5_600, True, 799)
    assert list(measure(cast, member, weight_kg="29").errors) == ["is_sure"]
    assert measure(cast, member, weight_kg="29", is_sure="on").status == "done"
    assert list(measure(cast, member, systolic_mmhg="150", diastolic_mmhg="90", systolic_mmhg_2="140").errors) == [
        "diastolic_mmhg_2"
    ]
    assert list(measure(cast, member, glucose_mmol_l="5,6", measured_on="16/03/2026").errors) == ["is_fasting"]
    clear_values(by=cast.lan, checks=[HealthCheck.objects.get()], values=("systolic_mmhg", "diastolic_mmhg"))
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "pressures", "waist_mm")) == [(None, [], 799)]


def test_at_a_meeting_it_is_asked_in_the_same_step_and_other_values_of_the_day_stay(cast: Cast) -> None:
    member = someone(cast)
    assert measure(cast, member, waist_cm="80").status == "done"

    def send(**row: Any) -> Outcome:
        rows = [{"membership": str(member.pk), "weight_g": "", **HIGH, **row}]
        meeting = {"club": cast.club.pk, "held_on": "17/03/2026"}
        return run(RECORD_MEETING, by=cast.lan, data={**meeting, "readings": rows, **known})

    known: dict[str, Any] = {}
    asked = send()
    assert list(asked.errors) == [f"readings.{member.pk}.referral"]
    opened = send(referral="OPEN")
    assert opened.status == "done", opened.errors
    assert list(Referral.objects.values_list("told_person", "due_on")) == [(True, date(2026, 3, 18))]
    known |= {"meeting": opened.ref["meeting"], "seen": 1}
    assert send(systolic_mmhg="130", diastolic_mmhg="80").status == "done"
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "waist_mm")) == [(130, 800)]
    known["seen"] = 2
    assert send(systolic_mmhg="", diastolic_mmhg="").status == "done"
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "waist_mm")) == [(None, 800)]


def test_a_referral_is_told_corrected_closed_and_dropped(cast: Cast) -> None:
    member, owner = someone(cast), make_member(cast.club, "Cô Năm")
    sent = {**at(cast, member), "reason": "OTHER", "to": "STATION", "opened_on": "17/03/2026"}
    assert list(run(verbs.OPEN_REFERRAL, by=cast.binh, data={**sent, "told_kin": "on"}).errors) == ["told_kin"]
    agree(member.person, "CONTACT")
    NextOfKin.objects.create(person=member.person, name="Con", relation="con")
    row = done(verbs.OPEN_REFERRAL, cast.binh, **sent, told_kin="on", owner=owner.person_id, note="Đau đầu kín")
    assert (row.due_on, row.told_kin, row.owner) == (DAY + timedelta(days=14), True, owner.person)
    assert run(verbs.OPEN_REFERRAL, by=cast.binh, data=sent).errors == {
        "person": ["Người này đang có một lần chuyển khám chưa xong."]
    }
    changed = {"referral": row.pk, "to": "HOSPITAL", "due_on": "20/03/2026", "note": "Đau đầu kín"}
    done(verbs.CORRECT_REFERRAL, cast.binh, **changed)
    station = make_user("tram", Role.HEALTH, cast.xa)
    told = {"referral": row.pk, "outcome": "TREATED"}
    assert list(run(verbs.RECORD_REFERRAL_RESULT, by=station, data=told).errors) == ["seen_on"]
    done(verbs.RECORD_REFERRAL_RESULT, station, **told, seen_on="19/03/2026", next_check_on="19/04/2026")
    row.refresh_from_db()
    assert (row.is_open, row.state_on(date(2027, 1, 1)), str(row.note)) == (False, "DONE", "Đau đầu kín")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM health_referral")
        assert "Đau đầu" not in cursor.fetchone()[0]
    done(verbs.DROP_REFERRAL, cast.binh, referral=row.pk)
    assert Referral.objects.count() == 0


def test_an_overdue_referral_stands_first_on_the_day_of_chair_and_station(cast: Cast) -> None:
    member = someone(cast)
    measure(cast, member, **HIGH, referral="OPEN")
    station = make_user("tram", Role.HEALTH, cast.xa)
    for user, told in ((cast.binh, True), (station, True), (cast.lan, False), (cast.xuan, False), (cast.hoi, False)):
        client = Client()
        client.force_login(user)
        home = client.get("/").content.decode()
        assert ("người chuyển khám" in home, "Bà Tư" in home) == (told, False), user.username
        if told:
            assert "Quá hạn" in client.get(reverse("health:referrals")).content.decode()


# --- Check-ups ----------------------------------------------------------------------------------------------------


def test_a_campaign_calls_who_is_due_and_writes_down_who_came(cast: Cast) -> None:
    came, missed, silent = someone(cast, "Bà Đến"), someone(cast, "Bà Vắng"), make_member(cast.club, "Bà Im")
    held = {"held_on": "16/03/2026", "until_on": "17/03/2026", "venue": "Trạm y tế", "kinds": ["GENERAL"]}
    campaign = done(verbs.PLAN_CAMPAIGN, cast.xuan, place=cast.xa.key, **held)
    here = {"campaign": campaign.pk, "club": cast.club.pk}
    called = done(verbs.CALL_MEMBERS, cast.binh, **here, members=[came.pk, missed.pk, silent.pk])
    assert called == {"called": 3}
    rows = [
        {"membership": str(came.pk), "state": "SEEN", "seen_on": "", "missed": "", "follow_up": "REFER"},
        {"membership": str(missed.pk), "state": "MISSED", "seen_on": "", "missed": "AWAY", "follow_up": ""},
    ]
    wrong = [
        {"membership": str(silent.pk), "state": "SEEN", "seen_on": "", "missed": "", "follow_up": ""},
        {"membership": str(missed.pk), "state": "SEEN", "seen_on": "18/03/2026", "missed": "", "follow_up": ""},
    ]
    refused = run(verbs.RECORD_CHECK_UPS, by=cast.binh, data={**here, "rows": [*rows[:1], *wrong]})
    assert set(refused.errors) == {f"rows.{silent.pk}", f"rows.{missed.pk}.seen_on"}
    assert set(CheckUp.objects.values_list("state", flat=True)) == {"CALLED"}
    stranger = make_member(cast.other_club, "Bà Nơi Khác")
    both = make_user("hai-noi", Role.HEALTH, cast.province)
    assert list(run(verbs.CALL_MEMBERS, by=both, data={**here, "members": [stranger.pk]}).errors) == ["members"]
    done(verbs.RECORD_CHECK_UPS, cast.binh, **here, rows=rows)
    assert set(CheckUp.objects.values_list("person__full_name", "state", "seen_on", "missed")) == {
        ("Bà Đến", "SEEN", date(2026, 3, 16), ""),
        ("Bà Vắng", "MISSED", None, "AWAY"),
        ("Bà Im", "CALLED", None, ""),
    }
    assert Referral.objects.get().reason == "CHECK_UP"
    assert run(verbs.DROP_CAMPAIGN, by=cast.xuan, data={"campaign": campaign.pk}).status == "rejected"
    taken_back = {"membership": str(missed.pk), "state": "", "seen_on": "", "missed": "", "follow_up": ""}
    done(verbs.RECORD_CHECK_UPS, cast.binh, **here, rows=[taken_back])
    assert CheckUp.objects.filter(state="CALLED").count() == 2
    check_up = CheckUp.objects.get(state="SEEN")
    done(verbs.DROP_CHECK_UP, cast.binh, check_up=check_up.pk)
    assert CheckUp.objects.get(pk=check_up.pk).state == "CALLED"


def test_nobody_stayed_away_before_the_day(cast: Cast) -> None:
    member, day = someone(cast), timezone.localdate() + timedelta(days=9)
    held = {"held_on": f"{day:%d/%m/%Y}", "venue": "Trạm y tế", "kinds": ["GENERAL"]}
    campaign = done(verbs.PLAN_CAMPAIGN, cast.binh, place=cast.club.unit.key, **held)
    rows = [{"membership": str(member.pk), "state": "MISSED", "seen_on": "", "missed": "AWAY", "follow_up": ""}]
    sent = run(verbs.RECORD_CHECK_UPS, by=cast.binh, data={"campaign": campaign.pk, "club": cast.club.pk, "rows": rows})
    assert list(sent.errors) == [f"rows.{member.pk}.state"]


def test_the_lists_to_print_name_no_one_to_a_station_that_has_not_their_agreement(cast: Cast) -> None:
    someone(cast, "Bà Đồng Ý")
    make_member(cast.club, "Bà Im Lặng")
    held = {"held_on": "16/03/2026", "venue": "Trạm y tế", "kinds": ["GENERAL"]}
    campaign = done(verbs.PLAN_CAMPAIGN, cast.binh, place=cast.club.unit.key, **held)
    url = reverse("health:club_campaign", args=[campaign.pk, cast.club.pk])
    for user, told in ((cast.binh, True), (make_user("tram", Role.HEALTH, cast.xa), False)):
        client = Client()
        client.force_login(user)
        page = client.get(url).content.decode()
        assert ("Bà Đồng Ý" in page, "Bà Im Lặng" in page) == (True, told), user.username
        assert ("In danh sách mời" in page) == told
        papers = [reverse("health:club_paper", args=[campaign.pk, cast.club.pk, p, "docx"]) for p in PAPERS]
        assert [client.get(paper).status_code for paper in papers] == [200 if told else 403, 200]


PAPERS = ("danh-sach-moi", "phieu-ket-qua")


# --- An emergency -------------------------------------------------------------------------------------------------


def test_an_emergency_opens_one_person_for_an_hour_and_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    member, other = someone(cast), someone(cast, "Bà Khác")
    for one in (member, other):
        measure(cast, one, **HIGH, referral="NONE")
    client, page = Client(), reverse("health:person", args=[member.person_id])
    client.force_login(cast.xuan)
    assert client.get(page).status_code == 403
    form = reverse("health:open_emergency", args=[member.person_id])
    assert client.get(reverse("health:member", args=[cast.club.pk, member.person_id]))["Location"] == form
    typed = {"club": cast.club.pk, "person": member.person_id}
    assert client.post(form, {**typed, "reason": "gấp"}).status_code == 422
    assert client.post(form, {**typed, "reason": "Ngất ở buổi họp, chờ xe cấp cứu"}).status_code == 302
    shown = client.get(page).content.decode()
    assert ("187/113" in shown, "xem khẩn cấp" in shown, "Xóa lần đo" in shown) == (True, True, False)
    assert client.get(reverse("health:person", args=[other.person_id])).status_code == 403
    kinds = list(Event.objects.filter(by=cast.xuan).order_by("done_at", "pk").values_list("kind", flat=True))
    assert {"EMERGENCY_ACCESS", "LOOKED_AT_HEALTH"} <= set(kinds)
    chair = Client()
    chair.force_login(cast.binh)
    assert "xem khẩn cấp" in chair.get("/").content.decode()
    row = EmergencyAccess.objects.get()
    told = chair.get(reverse("health:see_emergency", args=[row.pk])).content.decode()
    assert ("Ngất ở buổi họp" in told, "Bà Tư" in told) == (True, True)
    done(verbs.SEE_EMERGENCY_ACCESS, cast.binh, access=row.pk)
    assert "xem khẩn cấp" not in chair.get("/").content.decode()
    later = timezone.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr("clb.health.views.access.timezone.now", lambda: later)
    assert client.get(page).status_code == 403


def test_who_is_no_one_to_the_club_opens_no_emergency(cast: Cast) -> None:
    member = someone(cast)
    for user in (cast.hoa, cast.tai, cast.khach):
        data = {**at(cast, member), "reason": "Ngất ở buổi họp, chờ xe cấp cứu"}
        with suppress(PermissionDenied):
            assert run(verbs.OPEN_EMERGENCY_ACCESS, by=user, data=data).status == "rejected"
    assert EmergencyAccess.objects.count() == 0

"""Readings and visits by the hundred: what comes of them is what would have come of each alone, in the same order."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.core.exceptions import PermissionDenied

from clb.access.models import Assignment, User
from clb.board.models import SignInPerson
from clb.care.models import CareAssignment, CareClient, CareMonth, CarePlan, CareVisit, DangerAlert, Volunteer
from clb.care.services.months import refresh_care_months
from clb.clubs.models import Club
from clb.health.models import HealthCheck, HealthMonth, Referral
from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import commands, run
from clb.kernel.models import Act, Event
from clb.members.models import Consent, Membership, Person
from clb.members.services.summaries import roll_months_forward
from clb.phone.models import ParkedRow
from clb.phone.services.envelopes import Sent
from clb.phone.services.keys import narrow
from clb.phone.services.pushing import read_fields
from clb.phone.tests.made import TestPhone
from clb.places.services import found_unit
from conftest import Cast, make_club, make_member, make_user

READING, VISIT = "health.record_check", "care.record_visit"
BEGUN, DAYS = date(2026, 2, 2), (date(2026, 3, 2), date(2026, 3, 4), date(2026, 4, 6))
CLUBS = 2
Told = list[tuple[str, dict[str, list[str]]]]


class Place:
    """Two clubs of a commune; in each people who are measured and cared for, and some who may not or no longer be."""

    def __init__(self, cast: Cast, name: str, roles: Sequence[str]) -> None:
        self.name, self.ids = name, dict[str, str]()
        commune = found_unit(key=name, level="COMMUNE", name=name, parent=cast.province, from_on=date(2016, 1, 1))
        self.by = make_user(f"u{name}", roles[0], commune)
        for role in roles[1:]:
            Assignment.objects.create(user=self.by, role=role, unit=commune, from_on=BEGUN)
        self.clubs = [make_club(commune, f"CLB {n}") for n in range(CLUBS)]
        oneself = make_member(self.clubs[0], "Chị Tình").person
        SignInPerson.objects.create(user=self.by, person=oneself)
        for n, club in enumerate(self.clubs):
            self._call(f"club{n}", club)
            self._members(n)
            self._volunteer(f"tinh{n}", n, oneself, from_on=DAYS[1] if n else BEGUN)
            self._volunteer(f"hien{n}", n, make_member(club, f"Chị Hiền {n}").person)
            stopped = make_member(club, f"Chị Thôi {n}", until_on=DAYS[0]).person
            self._volunteer(f"thoi{n}", n, stopped, until_on=DAYS[0])
        roll_months_forward(date(2026, 4, 30))
        refresh_care_months(Club.objects.filter(pk__in=[club.pk for club in self.clubs]), BEGUN, date(2026, 4, 30))

    def _call(self, name: str, row: Any) -> Any:
        self.ids[name] = str(row.pk)
        return row

    def _members(self, n: int) -> None:
        club = self.clubs[n]
        for name in ("tu", "ba", "im", "rut", "xa", "mo"):
            until_on = DAYS[0] if name == "xa" else None
            member: Membership = make_member(club, f"Bà {name} {n}", until_on=until_on)
            person = self._call(f"{name}{n}", member.person)
            if name != "im":
                taken_back = DAYS[1] if name == "rut" else None
                said = {"purpose": "HEALTH", "answer": "AGREED", "proof": "PAPER", "withdrawn_on": taken_back}
                Consent.objects.create(person=person, given_on=BEGUN, **said)
            if name != "im":
                self._client(f"{name}'{n}", n, person)

    def _client(self, name: str, n: int, person: Person) -> None:
        until_on = DAYS[1] if name.startswith("ba") and n else None
        client = CareClient.objects.create(club=self.clubs[n], person=person, from_on=BEGUN, until_on=until_on)
        CarePlan.objects.create(
            client=client, weekdays=31, from_on=BEGUN, until_on=date(2026, 12, 31), review_on=date(2026, 12, 1)
        )
        self._call(name, client)

    def _volunteer(self, name: str, n: int, person: Person, **more: Any) -> None:
        told: dict[str, Any] = {"weekdays": 127, "kinds": ["SOCIAL"], "from_on": BEGUN, **more}
        volunteer = self._call(name, Volunteer.objects.create(club=self.clubs[n], person=person, **told))
        if name.startswith("tinh"):
            for client in CareClient.objects.filter(club=self.clubs[n]):
                CareAssignment.objects.create(client=client, volunteer=volunteer, from_on=BEGUN)

    def named(self, value: Any) -> Any:
        """What is told, with the names of this place's things instead of their ids."""
        text = json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
        units = {f'"unit": {club.unit_id}': f'"unit": "club{n}"' for n, club in enumerate(self.clubs)}
        for pk, name in {pk: name for name, pk in self.ids.items()}.items() | units.items():
            text = text.replace(pk, name)
        return json.loads(text)

    def stored(self) -> Any:
        """Everything that came of it, without ids, in an order of its own."""
        mine: dict[str, Any] = {"club__in": self.clubs}
        checks = HealthCheck.objects.filter(**mine).order_by("person__full_name", "club__name", "measured_on", "place")
        referrals = Referral.objects.filter(**mine).order_by("person__full_name", "club__name", "opened_on")
        visits = CareVisit.objects.filter(client__club__in=self.clubs).order_by(
            "client__person__full_name", "visited_on", "minutes"
        )
        alerts = DangerAlert.objects.filter(visit__in=visits).order_by("visit__minutes")
        measured = HealthMonth.objects.filter(**mine).values_list("club__name", "month_end", "measured", "checked")
        cared = CareMonth.objects.filter(**mine).values_list("club__name", "month_end", "planned", "done")
        found: list[Any] = [
            [{**row, "pressures": str(row["pressures"])} for row in checks.values(*_plain(HealthCheck), "club__name")],
            list(referrals.values(*_plain(Referral), "club__name", "owner__full_name", "check_up__measured_on")),
            list(visits.values(*_plain(CareVisit), "volunteer", "companion", "client")),
            list(alerts.values("visit__minutes", "referral__person__full_name", "opened_referral", "settled_on")),
            sorted(measured),
            sorted(cared),
        ]
        return self.named(found)

    def acts(self, ids: dict[UUID, int]) -> Any:
        """What the journal holds, by the number of the row."""
        found = []
        for act in Act.objects.filter(pk__in=ids):
            model, pk = act.result["model"], act.result["id"]
            row: Any = HealthCheck.objects.get(pk=pk) if model == "health.healthcheck" else CareVisit.objects.get(pk=pk)
            about = [model, row.person_id, row.measured_on] if isinstance(row, HealthCheck) else [model, row.minutes]
            told = {"unit": act.unit_id, "data": act.data, "changes": act.changes, "channel": act.channel}
            found.append([ids[act.pk], act.command, about, told])
        return self.named(sorted(found, key=lambda one: one[0]))

    def events(self) -> Any:
        """What was refused, how often: many rows of one kind may share an event."""
        told: Counter[str] = Counter()
        for event in Event.objects.filter(by=self.by):
            data = dict(event.data)
            times, fields = data.pop("times", 1), data.pop("fields", None)
            told[json.dumps([event.kind, self.named({"unit": event.unit_id}), data])] += times if fields is None else 0
        return told


def _plain(model: Any) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if not f.is_relation and not f.primary_key]


def pressure(upper: int, lower: int, at: str = "") -> dict[str, Any]:
    return {f"systolic_mmhg{at}": upper, f"diastolic_mmhg{at}": lower}


def a_batch(seed: int, size: int = 60) -> list[tuple[int, str, dict[str, Any], list[int]]]:
    """Right and wrong alike, by number: unusual, dangerous, said twice, of strangers, on impossible days; and what each
    comes after. People and things are named, not given by their ids."""
    chance = random.Random(seed)
    found = []
    for number in range(size):
        n = chance.choice([0, 0, 0, 1, 1])
        day: Any = chance.choice([*DAYS * 10, date(2090, 1, 1), date(2017, 1, 1), "hôm kia"])
        who = chance.choice(["tu"] * 5 + ["ba"] * 3 + ["im", "rut", "xa"])
        is_reading = chance.random() < 0.5
        data = _a_reading(chance, n, who) if is_reading else _a_visit(chance, n, who, number)
        data["measured_on" if is_reading else "visited_on"] = str(day)
        after = [chance.randrange(number)] if number and chance.random() < 0.05 else []
        found.append((number, READING if is_reading else VISIT, data, after))
    return found + [(size + n, command, data, []) for n, (command, data) in enumerate(_in_this_order())]


def _in_this_order() -> list[tuple[str, dict[str, Any]]]:
    """What the same rows in another order would not come to: a second reading of a day is asked about; so is danger,
    until a visit has opened a referral."""
    here: dict[str, Any] = {"club": "club0", "person": "mo0", "place": "HOME", "measured_on": str(DAYS[0])}
    ill = here | pressure(190, 121) | {"measured_on": str(DAYS[2])}
    seen: dict[str, Any] = {"client": "mo'0", "tasks": ["TALK"], "minutes": 301, "how_is": "WORSE"}
    seen["visited_on"] = str(DAYS[1])
    unusual = here | pressure(65, 45) | {"measured_on": str(DAYS[1])}
    rows = [(READING, here | pressure(121, 79)), (VISIT, seen | {"dangers": ["NONE"]})]
    rows += [(READING, here | pressure(131, 84)), (READING, unusual), (READING, ill)]
    rows += [(VISIT, seen | {"minutes": 302, "dangers": ["FALL"]}), (READING, ill)]
    twice = ill | {"club": "club1", "person": "mo1", "referral": "OPEN"}  # one referral
    rows += [(READING, twice), (READING, twice | {"measured_on": str(DAYS[1])})]
    early = {"client": "mo'1", "minutes": 303, "visited_on": str(DAYS[0])}  # oneself is no volunteer there yet
    seen |= {"minutes": 304, "dangers": ["NONE"]}
    return [*rows, (VISIT, seen | early), (VISIT, seen), (VISIT, seen | {"companion": "tinh0"})]


COMES_TO = "done done parked parked parked done done done done parked done parked"


MEASURED: list[dict[str, Any]] = [
    *[pressure(121, 79)] * 2,
    *[pressure(190, 121)] * 3,  # danger
    pressure(131, 84),
    pressure(80, 90),
    *[pressure(65, 45)] * 2,  # unusual
    {"systolic_mmhg": 121},
    {"systolic_mmhg": 999},
    {"weight_kg": "51,5"},
    {"weight_kg": 28},
    {"glucose_mmol_l": "28", "is_fasting": "True", "is_sure": True},  # danger
    {"glucose_mmol_l": "5,6"},
    {**pressure(121, 79), **pressure(133, 85, "_2")},
    {**pressure(121, 79), "systolic_mmhg_2": 133},
    {"no field": 1},
    {},
]


def _a_reading(chance: random.Random, n: int, who: str) -> dict[str, Any]:
    return {
        "club": chance.choice([f"club{n}"] * 9 + ["stranger"]),
        "person": chance.choice([f"{who}{n}"] * 12 + [f"{who}{1 - n}", "stranger", "nobody", "no id"]),
        "place": chance.choice(["HOME"] * 9 + ["CLUB", "MOON"]),
        "is_sure": chance.choice([True, False]),
        "referral": chance.choice(["", "", "OPEN", "OPEN_UNTOLD", "NONE"] * 3 + ["WAT"]),
        "same_day": chance.choice(["", "", "", "ADD", "CORRECT"] * 3 + ["WAT"]),
    } | chance.choice(MEASURED)


DANGERS = [["FALL"], ["CHEST"], ["ABUSE"], ["FALL", "NONE"], ["NONE", "CHEST"], [], ["WAT"]]


def _a_visit(chance: random.Random, n: int, who: str, number: int) -> dict[str, Any]:
    """A visit is known again by its minutes."""
    went = [*[""] * 9, f"tinh{n}", f"hien{n}", *[f"thoi{n}"] * 2, f"hien{1 - n}", "stranger", "no id"]
    mine = f"{'tu' if who == 'im' else who}'{n}"
    return {
        "client": chance.choice([mine] * 12 + ["stranger", "nobody", "no id", ""]),
        "tasks": chance.choice([["TALK"], ["WASH", "TALK"], ["WASH"]] * 3 + [[]]),
        "minutes": chance.choice([100 + number] * 12 + [4]),
        "how_is": chance.choice(["SAME", "WORSE", "SAME"] * 4 + ["WAT"]),
        "dangers": chance.choice([["NONE"]] * 7 + DANGERS),
        "note": chance.choice(["", " lời ghi "]),
        "volunteer": chance.choice(went),
        "companion": chance.choice(went),
    }


class Sample:
    """The rows of a seed for one place."""

    def __init__(self, place: Place, seed: int, stranger: str) -> None:
        self.place = place
        ids = {**place.ids, "stranger": stranger, "nobody": str(uuid5(UUID(int=1), "nobody"))}
        self.rows = [
            (number, command, {k: ids.get(v, v) if isinstance(v, str) else v for k, v in data.items()}, after)
            for number, command, data, after in a_batch(seed)
        ]
        self.ids = {uuid5(UUID(int=seed), f"{place.name} {number}"): number for number, *_more in self.rows}
        self.by_number = {number: pk for pk, number in self.ids.items()}

    def alone(self, by: User, *, channel: str, keeps_after: bool) -> dict[int, tuple[str, dict[str, list[str]]]]:
        """Each row by itself as a page does it, in order."""
        found: dict[int, tuple[str, dict[str, list[str]]]] = {}
        for number, name, data, after in self.rows:
            if keeps_after and any(found[one][0] != "done" for one in after):
                found[number] = ("held", {})
                continue
            command, pk = commands()[name], self.by_number[number]
            read, errors = read_fields(command, Sent(pk, number, "me", name, data))
            if not errors:
                try:
                    outcome = run(command, by=by, data=read, id=pk, channel=channel)
                except PermissionDenied:
                    found[number] = ("forbidden", {})
                    continue
                found[number] = (outcome.status, outcome.errors)
            else:
                found[number] = ("rejected", errors)
        return found

    def together(self, by: User, *, channel: str) -> dict[int, tuple[str, dict[str, list[str]]]]:
        """All neighbours of one command at once."""
        found = {}
        for name, rows in groupby(self.rows, key=lambda one: one[1]):
            ready = []
            for number, _name, data, _after in rows:
                read, errors = read_fields(commands()[name], Sent(self.by_number[number], number, "me", name, data))
                found[number] = ("rejected", errors)
                ready += [] if errors else [(number, Row(self.by_number[number], read))]
            outcomes = run_rows(commands()[name], by=by, rows=[row for _n, row in ready], channel=channel)
            found |= {n: (one.status, one.errors) for (n, _row), one in zip(ready, outcomes, strict=True)}
        return found


def stranger_of(cast: Cast) -> str:
    """One id that names a club, a person, a client and a volunteer out of reach."""
    member = make_member(cast.other_club, "Cô Lạ")
    Consent.objects.create(person=member.person, purpose="HEALTH", answer="AGREED", given_on=BEGUN, proof="PAPER")
    told: dict[str, Any] = {"club": cast.other_club, "person": member.person, "from_on": BEGUN}
    pk = uuid4()
    Volunteer.objects.create(pk=pk, weekdays=127, kinds=["SOCIAL"], **told)
    CareClient.objects.create(pk=pk, **told)
    return str(pk)


STATUS = {"rejected": "parked", "forbidden": "parked"}
WORDS = {
    *("done", "parked", "held"),
    *("Chưa ghi sự đồng ý", "không là thành viên", "Số khác thường", "cần đi khám ngay", "Hãy ghi ít nhất", "Ngày ấy"),
    *("Huyết áp phải ghi đủ", "Ngày phải từ ngày bắt đầu", "Người này chưa đồng ý", "Hãy chọn tình nguyện viên"),
    *("không phải tình nguyện viên", "Người đi cùng phải", "Đã chọn một dấu hiệu", "Lệnh này không có trường"),
}


def test_an_outbox_of_readings_and_visits_is_each_of_them_alone(cast: Cast) -> None:
    stranger, roles, said = stranger_of(cast), ("CHAIR", "VOLUNTEER"), ""
    for seed in range(3):
        each, whole = (Sample(Place(cast, f"{name}{seed}", roles), seed, stranger) for name in ("EACH", "WHOLE"))
        expected = each.alone(narrow(TestPhone(each.place.by).key), channel="phone", keeps_after=True)
        phone = TestPhone(whole.place.by)
        name = {number: str(pk) for pk, number in whole.ids.items()}
        rows = [
            phone.row(command, data, "me", id=name[number], after=[name[n] for n in after])
            for number, command, data, after in whole.rows
        ]
        replies = phone.push(rows)
        told = [(reply["status"], reply["errors"]) for reply in replies]
        assert told == [(STATUS.get(status, status), errors) for status, errors in expected.values()]
        assert " ".join(status for status, _errors in told).endswith(COMES_TO)
        assert whole.place.stored() == each.place.stored()
        assert whole.place.acts(whole.ids) == each.place.acts(each.ids)
        assert whole.place.events() == each.place.events()
        parked = {reply["id"] for reply in replies if reply["status"] == "parked"}
        assert {str(pk) for pk in ParkedRow.objects.filter(key=phone.key).values_list("pk", flat=True)} == parked
        kept = (whole.place.stored(), Act.objects.count(), Event.objects.count(), ParkedRow.objects.count())
        again = [(reply["status"], reply["errors"], reply["result"]) for reply in phone.push(rows)]
        once = [("already" if r["status"] == "done" else r["status"], r["errors"], r["result"]) for r in replies]
        assert again == once
        assert (whole.place.stored(), Act.objects.count(), Event.objects.count(), ParkedRow.objects.count()) == kept
        said += str(told)
    assert {words for words in WORDS if words not in said} == set()


@pytest.mark.parametrize("roles", [("CHAIR",), ("TREASURER", "VOLUNTEER"), ("VOLUNTEER",), ("HEALTH",)])
def test_many_of_a_program_are_each_of_them_alone(cast: Cast, roles: Sequence[str]) -> None:
    stranger = stranger_of(cast)
    each, whole = (Sample(Place(cast, name, roles), 7, stranger) for name in ("EACH", "WHOLE"))
    told = whole.together(whole.place.by, channel="api")
    assert told == each.alone(each.place.by, channel="api", keeps_after=False)
    assert whole.place.stored() == each.place.stored()
    assert whole.place.acts(whole.ids) == each.place.acts(each.ids)
    assert whole.place.events() == each.place.events()
    if roles == ("HEALTH",):  # who reads care there and goes to nobody
        assert "forbidden" in {status for status, _errors in told.values()}


@pytest.mark.parametrize("days", [2, 40])
def test_rows_grow_and_queries_do_not(cast: Cast, days: int, django_assert_max_num_queries: Any) -> None:
    """A volunteer who was away: of each day a visit and a reading, one after the other."""
    place = Place(cast, "AWAY", ("CHAIR", "VOLUNTEER"))
    phone, rows = TestPhone(place.by), []
    for n in range(days):
        on, who = BEGUN + timedelta(days=n), ["tu", "ba", "mo"][n % 3]
        seen = {"client": place.ids[f"{who}'0"], "tasks": ["TALK"], "minutes": 30, "how_is": "SAME"}
        rows.append(phone.row(VISIT, {**seen, "dangers": ["NONE"], "visited_on": str(on)}))
        told = {"club": place.ids["club0"], "person": place.ids[f"{who}0"], "place": "HOME", "measured_on": str(on)}
        rows.append(phone.row(READING, told | pressure(121, 79)))
    with django_assert_max_num_queries(95):
        assert phone.statuses(rows) == ["done"] * 2 * days

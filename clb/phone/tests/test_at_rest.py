"""What lies in the database of rows that wait and of messages cannot be read there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from clb.phone.models import ParkedRow, ToldMessage
from clb.phone.services.forgetting import drop_messages_about, drop_rows_about
from clb.phone.tests.made import TestPhone, lend, repayment
from conftest import Cast, make_cast, make_user

PLANTED = ("Ông Tặng Kín", "0912345678", "Sửa Nhà Kín", "systolic_mmhg")


def parked(cast: Cast) -> TestPhone:
    """Rows with a giver's name, a telephone and a reading are parked; two treasurers are told of each other."""
    lan = TestPhone(cast.lan)
    mai = TestPhone(make_user("mai", "TREASURER", cast.club.unit))
    member, loan = lend(cast, "Bà Bốn")
    gift: dict[str, Any] = {"club": str(cast.club.pk), "amount_vnd": 50_000, "giver": "Ông Tặng Kín"}
    gift |= {"purpose": "Sửa Nhà Kín", "fund": "KHÔNG", "received_on": "2026-03-01", "source": "SOCIAL"}
    contact = {"person": str(member.person_id), "phone": "0912345678x"}
    reading = {"club": str(cast.club.pk), "person": str(member.person_id), "systolic_mmhg": "187", "place": "CLUB"}
    rows = [
        lan.row("fund.receive_gift", gift, cast.club.pk),
        lan.row("members.record_contact", contact, cast.club.pk),
        lan.row("health.record_check", reading, cast.club.pk),
    ]
    assert lan.statuses(rows) == ["parked"] * 3
    assert mai.statuses([repayment(mai, loan)]) == ["done"]
    assert lan.statuses([repayment(lan, loan)]) == ["parked"]
    return lan


def stored() -> str:
    """Every column of every table of this app as the database holds it, and the journal."""
    tables = [model._meta.db_table for model in apps.get_app_config("phone").get_models()]
    found = []
    with connection.cursor() as cursor:
        for table in [*tables, "kernel_act", "kernel_event"]:
            cursor.execute(f"SELECT * FROM {table}")
            found.append(
                str([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor.fetchall()])
            )
    return "\n".join(found)


def test_parked_rows_and_messages_lie_there_encrypted(cast: Cast) -> None:
    lan = parked(cast)
    raw = stored()
    assert [word for word in (*PLANTED, "500.000") if word in raw] == []
    assert "Ông Tặng Kín" in str(ParkedRow.objects.get(command="fund.receive_gift").typed)
    assert "500.000" in str(ToldMessage.objects.filter(kind="CLASH").get().text)
    assert "Kín" not in repr(ParkedRow.objects.get(command="fund.receive_gift").typed)
    for row in ParkedRow.objects.all():
        lan.post("settle", {"id": str(row.pk), "how": "DROPPED"})
    assert set(ParkedRow.objects.values_list("typed", "told")) == {("", "")}


def test_the_file_of_the_database_tells_nothing(committed: None) -> None:
    if connection.vendor != "sqlite":
        return  # what PostgreSQL's tables hold is asked above
    parked(make_cast())
    name = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = b"".join(file.read_bytes() for file in name.parent.glob(f"{name.name}*"))
    assert "Bà Bốn".encode() in raw, "names of members are the club's own list; else this test reads the wrong file"
    assert [word for word in PLANTED[:3] if word.encode() in raw] == []


def test_what_waits_about_a_person_who_is_erased_goes(cast: Cast) -> None:
    member, loan = lend(cast, "Bà Bốn Kín Đáo")
    lan = TestPhone(cast.lan)
    other = lan.row("fund.receive_gift", {"club": str(cast.club.pk), "giver": "Ông Khác"}, cast.club.pk)
    named = lan.row("fund.receive_gift", {"club": str(cast.club.pk), "giver": "bà Bốn Kín Đáo"}, cast.club.pk)
    by_id = lan.row("members.record_contact", {"person": str(member.person_id), "phone": "0912345678x"}, cast.club.pk)
    assert lan.statuses([other, named, by_id]) == ["parked"] * 3
    drop_rows_about(member.person)
    drop_messages_about(member.person)
    assert [str(row.pk) for row in ParkedRow.objects.open()] == [other["id"]]
    assert lan.statuses([other, named, by_id]) == ["parked", "already", "already"]
    assert loan.person_id == member.person_id

"""A plan's text comes in by page, command line and API; bad files get one sentence and leave nothing behind."""

import base64
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.plans.commands import CONFIRM_PLAN, CORRECT_HEADER, DISCARD_DRAFT, DROP_ITEM, IMPORT_PLAN, PLACE_LINE
from clb.plans.models import Plan, PlanLine, Target
from clb.plans.queries.drafts import reading_of
from conftest import Cast

TEXTS = Path(__file__).parent / "reading" / "texts"
TEXT = (TEXTS / "phuong-mau.txt").read_bytes()


def bring(cast: Cast, content: bytes = TEXT, name: str = "ke-hoach.txt", by: object = None, **data: str) -> Outcome:
    files = {"file": SimpleUploadedFile(name, content)}
    return run(IMPORT_PLAN, by=by or cast.dung, data={"place": "P1", **data}, files=files)


def stored() -> tuple[int, int, int, int]:
    return (Plan.objects.count(), PlanLine.objects.count(), Target.objects.count(), Act.objects.count())


def test_a_text_becomes_a_draft_and_every_line_is_accounted_for(cast: Cast) -> None:
    outcome = bring(cast)
    assert outcome.status == "done"
    reading = reading_of(outcome.result)
    assert outcome.result.status == Plan.Status.DRAFT
    assert reading.lost == []
    assert [line.text for line in reading.lines] == [t for t in TEXT.decode().splitlines() if t.strip()]
    assert len(reading.items["target"]) >= 4


ENGLISH = b"\n".join([b"The committee shall meet every month and keep minutes of each meeting."] * 40)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.txt", b""),
        ("trang.txt", b" \n\n \n"),
        ("ban-chup.pdf", (TEXTS / "ban-chup.pdf").read_bytes()),
        ("english.txt", ENGLISH),
        ("mau-thuan.txt", (TEXTS / "mau-thuan.txt").read_bytes()),
        ("lon.txt", b"x" * (50 * 1024 * 1024)),
        ("la.exe", b"MZ\x90\x00" * 200),
        ("hong.docx", b"PK\x03\x04 broken"),
        ("hong.pdf", b"%PDF-1.7 broken"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_nothing_is_half_stored(cast: Cast, name: str, content: bytes) -> None:
    outcome = bring(cast, content, name)
    assert (outcome.status, list(outcome.errors)) == ("rejected", ["file"])
    (sentence,) = outcome.errors["file"]
    assert sentence.endswith(".")
    assert stored() == (0, 0, 0, 0)


def test_the_same_text_is_not_drafted_twice_and_a_second_click_is_the_same_act(cast: Cast) -> None:
    act = uuid.uuid4()
    files = {"file": SimpleUploadedFile("a.txt", TEXT)}
    first = run(IMPORT_PLAN, by=cast.dung, data={"place": "P1"}, files=files, id=act)
    again = run(IMPORT_PLAN, by=cast.dung, data={"place": "P1"}, files=files, id=act)
    assert (first.status, again.status, first.ref == again.ref) == ("done", "already", True)
    other = bring(cast)
    assert (other.status, list(other.errors)) == ("rejected", ["file"])
    assert Plan.objects.count() == 1


def test_page_command_line_and_api_make_the_same_draft(cast: Cast) -> None:
    def shape(plan: Plan) -> list[tuple[str, list[int]]]:
        return [(item.text, item.lines) for rows in reading_of(plan).items.values() for item in rows]

    page = Client()
    page.force_login(cast.dung)
    answer = page.post(reverse("plans:import"), {"file": SimpleUploadedFile("a.txt", TEXT), "place": "P1"})
    by_page = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("plans:review", args=[by_page.pk]))
    first = shape(by_page)
    assert run(DISCARD_DRAFT, by=cast.dung, data={"plan": by_page.pk}).status == "done"

    body = {
        "id": str(uuid.uuid4()),
        "data": {"place": "P1"},
        "files": {"file": {"name": "a.txt", "base64": base64.b64encode(TEXT).decode()}},
    }
    answer = page.post("/api/v1/commands/plans.import_plan", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    by_api = Plan.objects.get()
    assert shape(by_api) == first
    assert run(DISCARD_DRAFT, by=cast.dung, data={"plan": by_api.pk}).status == "done"

    out = StringIO()
    call_command("plan", "import", str(TEXTS / "phuong-mau.txt"), "--by", "dung", "--place", "P1", stdout=out)
    assert shape(Plan.objects.get()) == first
    assert "dòng bị mất: 0" in out.getvalue()
    assert list(
        Act.objects.filter(command="plans.import_plan").values_list("channel", flat=True).order_by("done_at")
    ) == [
        "page",
        "api",
        "cli",
    ]


def test_the_command_line_refuses_in_a_sentence(cast: Cast, tmp_path: Path) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_bytes(b"")
    with pytest.raises(CommandError, match=r"\.$"):
        call_command("plan", "import", str(empty), "--by", "dung")
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("plan", "import", str(tmp_path / "khong.txt"))
    call_command(
        "plan", "import", str(TEXTS / "phuong-mau.txt"), "--by=dung", "--place=P1", "--dry-run", stdout=StringIO()
    )
    assert stored() == (0, 0, 0, 0)


@pytest.mark.parametrize("name", ["lan", "hoa", "tai", "khach"])
def test_strangers_neither_bring_a_plan_nor_see_a_draft(cast: Cast, name: str) -> None:
    draft = bring(cast).result
    client = Client()
    client.force_login(getattr(cast, name))
    assert client.get(reverse("plans:review", args=[draft.pk])).status_code == 404
    assert client.get(reverse("plans:confirm", args=[draft.pk])).status_code == 404
    answer = client.post(reverse("plans:import"), {"file": SimpleUploadedFile("a.txt", b"x"), "place": "P1"})
    assert answer.status_code == 403
    assert Plan.objects.count() == 1


def test_a_refused_import_says_so_beside_the_field(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.dung)
    answer = client.post(reverse("plans:import"), {"file": SimpleUploadedFile("a.txt", b""), "place": "P1"})
    assert answer.status_code == 422
    assert 'value="P1"' in answer.content.decode()
    assert 'id="id_file_error"' in answer.content.decode()


def test_a_draft_is_put_right_and_confirmed(cast: Cast) -> None:
    plan = bring(cast).result
    header = {
        "plan": plan.pk,
        "place": "P1",
        "title": "Kế hoạch mẫu",
        "from_on": "01/01/2027",
        "until_on": "31/12/2029",
    }
    assert run(CORRECT_HEADER, by=cast.dung, data=header).status == "done"
    drop = {"plan": plan.pk, "kind": "recipient", "item": plan.recipients.first().pk}
    assert run(DROP_ITEM, by=cast.dung, data=drop).status == "done"
    assert reading_of(plan).lost == []
    loose = reading_of(plan).loose
    assert run(CONFIRM_PLAN, by=cast.dung, data={"plan": plan.pk}).errors["unplaced_read"]
    place = {"plan": plan.pk, "line": loose[0].number, "kind": "objective"}
    assert run(PLACE_LINE, by=cast.dung, data=place).status == "done"
    assert run(CONFIRM_PLAN, by=cast.dung, data={"plan": plan.pk, "unplaced_read": True}).status == "done"
    plan.refresh_from_db()
    assert plan.status == Plan.Status.CONFIRMED
    assert run(DROP_ITEM, by=cast.dung, data=drop).status == "rejected"


def test_a_head_that_the_reader_missed_becomes_an_agency_with_its_bodies(cast: Cast) -> None:
    plan = bring(cast).result
    line = plan.text_lines.first()
    line.text = "9. Hội Nông dân xã, Hội Phụ nữ xã:"
    line.save()
    data = {"plan": plan.pk, "line": line.number, "kind": "agency"}
    assert run(PLACE_LINE, by=cast.dung, data=data).status == "done"
    made = plan.agencys.get(lines=[line.number])
    assert (made.text, [body.name for body in made.bodies.order_by("pk")]) == (
        "Hội Nông dân xã, Hội Phụ nữ xã",
        ["Hội Nông dân xã", "Hội Phụ nữ xã"],
    )

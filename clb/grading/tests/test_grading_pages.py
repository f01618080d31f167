"""Pages and papers of grading: every point opens its evidence; words are for those who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clb.access.roles import Role
from clb.files.tests.samples import picture, sent
from clb.grading import commands as verbs
from clb.grading.models import MarkFile, Round, Sheet
from clb.grading.papers import PARTIAL, recognition_draft, round_table
from clb.grading.queries.rounds import sheets_seen_by
from clb.grading.queries.sheets import filled
from conftest import Cast, make_cast, make_user

from .test_rounds import DAYS, done, entered, run


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> tuple[Cast, Round, Path]:
    cast = make_cast()
    card = done(verbs.START_SCORECARD, cast.hoi, place="P1", title="Bảng điểm", from_on="01/01/2020").result
    done(verbs.ADOPT_SCORECARD, cast.hoi, scorecard=card.pk)
    told = {"place": "P1", "scorecard": card.pk, "title": "Năm 2025", "body": "Hội", **DAYS}
    round = done(verbs.OPEN_ROUND, cast.hoi, **told).result
    return cast, round, stored_once


@pytest.fixture
def world(stored: tuple[Cast, Round, Path], db: None) -> Iterator[tuple[Cast, Round]]:
    settings.MEDIA_ROOT = stored[2]
    yield stored[0], stored[1]


def test_each_point_opens_its_evidence(world: tuple[Cast, Round], client: Client) -> None:
    cast, round = world
    sheet = round.sheets.get(club=cast.club)
    for user in (cast.binh, cast.hoi):
        entered(client, user)
        lines = filled(sheet, user).lines
        opened = {
            line.criterion.code: client.get(line.evidence).status_code for line in lines if line.criterion.measure
        }
        assert len(opened) == 14 and set(opened.values()) == {200}, (user, opened)
    # What a person answers is proved by what they send.
    line = next(line for line in lines if not line.criterion.measure)
    data = {"sheet": sheet.pk, "criterion": line.pk, "points": 3, "reason": "Ảnh buổi giúp nhà"}
    assert run(verbs.GRADE_OWN_CLUB, by=cast.binh, data=data, files={"file": sent(picture())}).status == "done"
    proof = reverse("grading:mark_file", args=[MarkFile.objects.get().pk])
    assert entered(client, cast.binh).get(proof).status_code == 200
    assert proof in client.get(reverse("grading:sheet", args=[sheet.pk])).content.decode()
    for stranger in (cast.hoa, cast.tai):  # the next club; finance reads no words and files
        assert entered(client, stranger).get(proof).status_code == 404
    page = entered(client, cast.tai).get(reverse("grading:sheet", args=[sheet.pk])).content.decode()
    assert "Ảnh buổi giúp nhà" not in page
    paper = client.get(reverse("grading:sheet_file", args=[sheet.pk, "docx"]))
    assert paper.status_code == 200
    dropped = run(verbs.DROP_MARK_FILE, by=cast.binh, data={"mark_file": MarkFile.objects.get().pk})
    assert dropped.status == "done" and not MarkFile.objects.exists()


def test_pages_ask_no_more_for_more_clubs_and_papers_open(world: tuple[Cast, Round], client: Client) -> None:
    cast, round = world
    entered(client, cast.hoi)
    names = ("index", "scorecards", "open_round", "start_scorecard")
    urls = [reverse(f"grading:{name}") for name in names]
    urls += [
        reverse(f"grading:{name}", args=[round.pk]) for name in ("round", "workbook", "refresh_round", "lock_round")
    ]
    urls += [reverse("grading:table_file", args=[round.pk, "docx"]), reverse("grading:club", args=[cast.club.pk])]
    urls += [reverse("grading:decision_file", args=[round.pk, "docx"])]
    assert {url: client.get(url).status_code for url in urls if client.get(url).status_code != 200} == {}
    page = client.get(reverse("grading:round", args=[round.pk]) + "?loai=WEAK&buoc=CLUB").content.decode()
    assert "CLB Một" in page and "CLB Hai" in page and "gợi ý, chưa có văn bản" in page
    assert (
        "Không có câu lạc bộ nào"
        in client.get(reverse("grading:round", args=[round.pk]) + "?loai=GOOD").content.decode()
    )
    own = entered(client, cast.binh).get(reverse("grading:round", args=[round.pk])).content.decode()
    assert "CLB Một" in own and "CLB Hai" not in own and "Dự thảo quyết định" not in own
    decision = reverse("grading:decision_file", args=[round.pk, "docx"])
    assert client.get(decision).status_code == 403  # of the few clubs that one sees no decision can be drawn up
    (part, whole) = (round_table(round, sheets_seen_by(user, round)) for user in (cast.binh, cast.hoi))
    assert PARTIAL in str(part.body) and PARTIAL not in str(whole.body)
    draft = recognition_draft(round, sheets_seen_by(cast.hoi, round), round.period_until)
    assert "gợi ý, chưa có văn bản ban hành" in str(draft.body)
    assert "kết quả xếp loại 0 câu lạc bộ" in str(draft.body)  # nobody's result is told yet
    assert entered(client, cast.khach).get(reverse("grading:index")).status_code == 403


def test_a_refused_mark_keeps_what_was_typed(world: tuple[Cast, Round], client: Client) -> None:
    cast, round = world
    sheet: Sheet = round.sheets.get(club=cast.club)
    line = round.scorecard.criteria.get(code="meetings")
    url = reverse("grading:grade_own_club", args=[sheet.pk, line.pk])
    answer = entered(client, cast.binh).post(url, {"sheet": sheet.pk, "criterion": line.pk, "points": "10"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Hãy ghi lý do, dựa vào đâu." in page and 'value="10"' in page
    labour = make_user("laodong", Role.LABOUR, cast.province)
    assert entered(client, labour).get(reverse("grading:grade_from_above", args=[sheet.pk, line.pk])).status_code == 200
    assert (
        entered(client, cast.tai).get(reverse("grading:grade_from_above", args=[sheet.pk, line.pk])).status_code == 403
    )

"""A unit's form: made, changed column by column, put into force, copied, taken in as text; refused with reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from clb.kernel.commands import Command, Outcome, run
from clb.tabular import commands as verbs
from clb.tabular.models import FormVersion, TableForm, TableRun
from clb.tabular.queries import compute
from clb.tabular.queries.stored import as_yaml, design_of, designed, latest_issued, newest
from clb.tabular.services import cancel_table, drop_table, forget_old_tables, next_waiting, work_off
from conftest import Cast

pytestmark = pytest.mark.django_db
COLUMN = {"of": "members.total", "show": "NUMERATOR", "scale": "ONE", "width": 10, "total": "ADD"}
SHARE = {
    "of": "fund.total",
    "over": "clubs.total",
    "show": "MEAN",
    "scale": "MILLION",
    "width": 12,
    "total": "RECOMPUTE",
}


def done(command: Command, by: Any, **told: Any) -> Any:
    outcome = run(command, by=by, data=told)
    assert outcome.status == "done", outcome.errors
    return outcome.result


def made(cast: Cast, **told: Any) -> TableForm:
    data = {"unit_key": "C1", "name": "Biểu 01", "rows": "BELOW", "period": "YEAR"}
    form: TableForm = done(verbs.MAKE_FORM, cast.xuan, **data | told)
    return form


def keys(form: TableForm) -> list[str]:
    return [column.key for column in design_of(newest(form)).columns]


def test_a_new_column_costs_no_code(cast: Cast) -> None:
    form = made(cast)
    done(verbs.ADD_COLUMN, cast.xuan, form=form.pk, **COLUMN)
    before = compute(design_of(newest(form)), cast.xa, on=date(2026, 6, 30))
    done(verbs.ADD_COLUMN, cast.xuan, form=form.pk, **SHARE | {"title": "Quỹ bình quân", "group": "Quỹ"})
    after = compute(design_of(newest(form)), cast.xa, on=date(2026, 6, 30))
    assert [c.title for c in before.columns] == ["Số thành viên"]
    assert [(c.title, c.group, c.unit) for c in after.columns][1] == ("Quỹ bình quân", "Quỹ", "triệu đồng")
    assert [len(row.cells) for row in after.rows] == [2]


def test_versions_in_force_never_change(cast: Cast) -> None:
    form = made(cast)
    assert run(verbs.ISSUE_FORM, by=cast.xuan, data={"form": form.pk, "issued_on": "01/01/2026"}).status == "rejected"
    done(verbs.ADD_COLUMN, cast.xuan, form=form.pk, **COLUMN)
    first = done(verbs.ISSUE_FORM, cast.xuan, form=form.pk, issued_on="01/01/2026")
    done(verbs.ADD_COLUMN, cast.xuan, form=form.pk, before="c1", **COLUMN | {"of": "clubs.total"})
    done(verbs.MOVE_COLUMN, cast.xuan, form=form.pk, key="c2", steps=1)
    assert keys(form) == ["c1", "c2"]
    done(verbs.CORRECT_COLUMN, cast.xuan, form=form.pk, key="c2", **COLUMN | {"of": "clubs.founded", "title": "Mới"})
    done(verbs.REMOVE_COLUMN, cast.xuan, form=form.pk, key="c1")
    told = {"name": "Biểu 01/XM", "title": "Tình hình", "rows": "CLUBS", "period": "QUARTER"}
    told |= {"orientation": "LANDSCAPE", "has_total": "on", "head": "Dòng 1\n\n Dòng 2 ", "source": "QĐ mẫu"}
    done(verbs.EDIT_FORM, cast.xuan, form=form.pk, **told)
    draft = design_of(newest(form))
    assert (draft.title, draft.rows, draft.head, draft.is_numbered) == (
        "Tình hình",
        "CLUBS",
        ("Dòng 1", "Dòng 2"),
        False,
    )
    assert [(c.key, c.of, c.title) for c in draft.columns] == [("c2", "clubs.founded", "Mới")]
    first.refresh_from_db()
    assert [c.key for c in design_of(first).columns] == ["c1"] and designed(form) == design_of(first)
    early = run(verbs.ISSUE_FORM, by=cast.xuan, data={"form": form.pk, "issued_on": "31/12/2025"})
    assert list(early.errors) == ["issued_on"]
    second = done(verbs.ISSUE_FORM, cast.xuan, form=form.pk, issued_on="01/02/2026")
    assert (latest_issued(form, date(2026, 1, 31)), latest_issued(form, date(2026, 2, 1))) == (first, second)
    assert run(verbs.DISCARD_DRAFT, by=cast.xuan, data={"form": form.pk}).status == "rejected"
    done(verbs.RETIRE_FORM, cast.xuan, form=form.pk)
    assert run(verbs.ADD_COLUMN, by=cast.xuan, data={"form": form.pk, **COLUMN}).status == "rejected"
    made(cast, name="Biểu 01/XM")  # the name is free again


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"of": "khong.co"}, ""),
        ({"show": "SHARE", "total": "ADD"}, "không cộng được"),
        ({"show": "SHARE", "total": "NONE"}, "không có mẫu số"),
        ({"show": "TEXT", "total": "NONE"}, "không hiện như chữ"),
        ({"of": "unit.code"}, "là chữ"),
        ({"over": "clubs.total"}, "mới chia cho"),
        ({"width": 1}, ""),
    ],
)
def test_a_column_that_does_not_fit_is_refused(cast: Cast, told: dict[str, Any], words: str) -> None:
    form = made(cast)
    outcome = run(verbs.ADD_COLUMN, by=cast.xuan, data={"form": form.pk, **COLUMN, **told})
    assert outcome.status == "rejected" and words in str(outcome.errors) and keys(form) == []


def test_a_form_travels_as_text_and_by_copying(cast: Cast) -> None:
    form = made(cast, like="tinh-hinh-clb")
    text = as_yaml(design_of(newest(form)))
    told = {"unit_key": "P1", "name": "Từ xã", "text": text}
    there = done(verbs.IMPORT_FORM, cast.dung, **told)
    assert design_of(newest(there)) == design_of(newest(form))
    assert run(verbs.IMPORT_FORM, by=cast.dung, data=told).status == "rejected"  # the name is taken
    for bad in ("title: [", "a: &a [*a]", "{", "title: A\ncolumns: [{of: khong.co}]", "- x"):
        outcome = run(verbs.IMPORT_FORM, by=cast.dung, data=told | {"name": "B", "text": bad})
        assert list(outcome.errors) == ["text"], bad
    assert run(verbs.COPY_FORM, by=cast.dung, data={"unit_key": "P1", "name": "C", "form": form.pk}).status == "done"
    # A draft is its owner's and those above only; the next commune's officer does not see it.
    assert not TableForm.objects.visible_to(cast.hoa).exists()
    done(verbs.ISSUE_FORM, cast.xuan, form=form.pk, issued_on="01/01/2026")
    assert TableForm.objects.visible_to(cast.hoa).get() == form


def test_who_may_not_is_refused(cast: Cast) -> None:
    form = made(cast)
    done(verbs.ADD_COLUMN, cast.xuan, form=form.pk, **COLUMN)
    done(verbs.ISSUE_FORM, cast.xuan, form=form.pk, issued_on="01/01/2026")
    for user in (cast.lan, cast.hoa):
        with pytest.raises(PermissionDenied):
            run(verbs.ADD_COLUMN, by=user, data={"form": form.pk, **COLUMN})
    assert run(verbs.MAKE_FORM, by=cast.khach, data={"unit_key": "C1", "name": "X"}).status == "rejected"
    assert run(verbs.DISCARD_DRAFT, by=cast.khach, data={"form": form.pk}).status == "rejected"
    assert FormVersion.objects.count() == 1


# --- Large tables -------------------------------------------------------------------------------------------------


def order(cast: Cast, by: Any, **told: Any) -> Outcome:
    data = {"place_key": "P1", "proposed": "danh-sach-clb", "on": "31/01/2026"}
    return run(verbs.ORDER_TABLE, by=by, data=data | told)


def test_a_large_table_is_filled_kept_and_dropped(cast: Cast) -> None:
    table = order(cast, cast.dung).result
    assert next_waiting() == table and table.names_clubs
    filled = work_off(table)
    assert (filled.state, filled.rows, filled.finished_at is None) == (TableRun.State.DONE, 2, False)
    files = {file.ending: bytes(file.content) for file in filled.files.all()}
    assert files["xlsx"].startswith(b"PK") and "CLB Một" in files["csv"].decode()
    again = work_off(filled)
    assert again.files.count() == 2 and next_waiting() is None
    # The list names clubs, so it is for those who read clubs there.
    seen = {u.username for u in (cast.dung, cast.hoi, cast.xuan, cast.hoa) if TableRun.objects.visible_to(u)}
    assert seen == {"dung", "hoi"}
    with pytest.raises(Exception, match="không còn chờ"):
        cancel_table(by=cast.dung, run=filled)
    assert forget_old_tables(filled.ordered_at.replace(year=filled.ordered_at.year + 2)) == 1


def test_a_cancelled_table_stops_at_the_next_step(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    table = order(cast, cast.dung).result
    assert run(verbs.DROP_TABLE, by=cast.dung, data={"run": table.pk}).status == "rejected"
    steps: list[int] = []

    def cancelled_meanwhile(work: Any, done_steps: int, total: int) -> None:
        steps.append(done_steps)
        if done_steps == 2:
            run(verbs.CANCEL_TABLE, by=cast.dung, data={"run": table.pk})

    monkeypatch.setattr("clb.tabular.services.runs.tell", cancelled_meanwhile)
    stopped = work_off(table)
    assert (stopped.state, steps, stopped.files.count()) == (TableRun.State.CANCELLED, [0, 1, 2], 0)
    drop_table(by=cast.dung, run=stopped)
    assert not TableRun.objects.exists()


def test_an_order_is_refused_with_reasons(cast: Cast) -> None:
    assert list(order(cast, cast.dung, proposed="").errors) == ["form"]
    assert list(order(cast, cast.dung, first="01/02/2026", last="01/01/2026").errors) == ["last"]
    assert list(order(cast, cast.xuan).errors) == ["place_key"]
    assert list(order(cast, cast.dung, map_on="01/01/2010").errors) == ["map_on"]
    for _n in range(3):
        assert order(cast, cast.dung).status == "done"
    assert order(cast, cast.dung).status == "rejected"

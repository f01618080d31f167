"""What meetings have to say before their money is reversed alone, and before a month is closed."""

from clb.fund.commands import CLOSE_MONTH, REVERSE_RECEIPT
from clb.fund.models import Receipt
from clb.kernel.commands import Outcome, run
from clb.meetings.commands import REOPEN_MEETING
from clb.meetings.models import Meeting
from conftest import Cast

from .sample import Table
from .test_together import reopened, table

__all__ = ["table"]


def close_month(table: Table) -> Outcome:
    told = {"club": table.club.pk, "fund": "OPERATING", "month": "8/2026", "note": "Đã xem"}
    return run(CLOSE_MONTH, by=table.by, data=told)


def test_money_of_a_meeting_is_put_right_in_the_meeting(table: Table) -> None:
    table.send(**{**table.everything(), "held_on": "17/08/2026"}, close_now=True)
    receipt = Receipt.objects.filter(kind="FEE").first()
    assert receipt
    told = {"receipt": receipt.pk, "reversed_on": "18/08/2026", "reason": "Ghi nhầm"}
    said = [run(REVERSE_RECEIPT, by=table.by, data=told).errors["__all__"]]
    assert reopened(table).status == "done"
    said.append(run(REVERSE_RECEIPT, by=table.by, data=told).errors["__all__"])
    assert said == [
        ["Khoản này ở biên bản buổi họp ngày 17/08/2026. Muốn sửa, hãy mở lại buổi họp ấy."],
        ["Khoản này ở buổi họp ngày 17/08/2026, đang mở lại. Hãy sửa ngay trong buổi họp ấy."],
    ]


def test_a_month_with_an_open_meeting_is_not_closed_and_a_closed_month_keeps_its_meeting(table: Table) -> None:
    table.send(held_on="17/08/2026")
    [said] = close_month(table).errors["month"]
    assert said == "Buổi họp ngày 17/08/2026 chưa kết thúc, tiền của buổi ấy chưa vào sổ."
    pk = Meeting.objects.get().pk
    rows = {k: v for k, v in table.everything().items() if k != "held_on"}
    assert table.send(pk, seen=1, **rows, close_now=True).status == "done"
    assert close_month(table).status == "done"
    [told] = run(REOPEN_MEETING, by=table.by, data={"meeting": str(pk), "reason": "Sót"}).errors["__all__"]
    assert told.startswith("Quỹ hoạt động đã khóa sổ đến hết ngày 31/08/2026 nên không mở lại được.")


def test_a_meeting_written_down_later_for_a_closed_month_is_told_so(table: Table, cast: Cast) -> None:
    table.send(held_on="10/07/2026", attendance=table.everything()["attendance"], close_now=True)
    assert close_month(table).status == "done"
    outcome = table.send(**{**table.everything(), "held_on": "17/08/2026"}, close_now=True)
    assert "đã khóa sổ đến hết ngày 31/08/2026" in str(outcome.errors)

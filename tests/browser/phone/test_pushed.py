"""What the phone does when the server will not take a push as it came, and when PINs are guessed in many windows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import OTHER_PIN, PIN, Handset
from .fake import AT, CLUB

pytestmark = pytest.mark.browser
Bring = Callable[..., Handset]
GUESS = """const people = await import("/static/phone/core/people.js")
    const [{ id }] = await people.list()
    const told = await Promise.allSettled(args[0].map((pin) => people.unlock(id, pin)))
    return told.map(({ reason }) => reason?.name ?? "open")"""


def test_what_is_too_much_at_once_goes_in_smaller_parts(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.fake.most = 3
    phone.cut()
    for n in range(12):
        phone.act(f"Việc {n}")
    phone.cut(False)
    phone.run("await sync()")
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    taken = [len(push["rows"]) for push in phone.fake.asked("push") if len(push["rows"]) <= 3]
    assert sum(taken) == 12


def test_what_is_written_while_a_round_comes_to_its_end_goes_soon_after(handset: Bring) -> None:
    """The first act is up and the pack is on its way: the second must not wait for the next quarter of an hour."""
    phone = handset()
    phone.set_up()
    phone.fake.holds_packs = True
    phone.act("Việc một")
    while not phone.fake.held:
        phone.page.wait_for_timeout(20)
    before = len(phone.fake.asked("push"))
    phone.act("Việc hai")
    phone.fake.let_go()
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    assert [len(push["rows"]) for push in phone.fake.asked("push")[before:] if push["rows"]] == [1]


def test_what_is_written_as_the_round_ends_goes_soon_after(handset: Bring) -> None:
    """In the moment between the last look into the box and the plan for the next round."""
    phone = handset()
    phone.set_up()
    phone.run(
        """await sync()
      const ask = navigator.locks.request.bind(navigator.locks)
      let row = args[0]
      navigator.locks.request = async (...told) => {
        const found = await ask(...told)
        if (row && told[0].startsWith("clb-sync-")) await outbox.add(row, (row = null))
        return found
      }
      await sync()""",
        {"lane": CLUB, "command": "fund.receive_fee", "data": {"amount": 20_000}, "label": "Hội phí"},
    )
    phone.until("import('/static/phone/core/outbox.js').then(({ outbox }) => outbox.rows()).then((all) => !all.length)")
    assert [len(push["rows"]) for push in phone.fake.asked("push") if push["rows"]] == [1]


def test_guesses_made_at_the_same_moment_all_count(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.page.reload()
    phone.page.get_by_role("button", name="Mở", exact=True).wait_for()
    assert set(phone.run(GUESS, [OTHER_PIN] * 6 + [PIN])) == {"WrongPin"}
    phone.kill()
    phone.press(PIN, "Mở")
    expect(phone.page.get_by_text("Máy nghỉ 1 phút")).to_be_visible()


def test_what_waits_for_a_person_is_there_again_after_the_phone_forgot_all(handset: Bring) -> None:
    """The server kept it, and a meeting of which it is stays open until somebody looked."""
    phone = handset()
    kept = {"lane": CLUB, "n": 4, "command": "fund.receive_fee", "data": {"amount": 20_000}, "basis": {}, "base": {}}
    told = {"label": "Thu hội phí", "at": AT, "after": [], "errors": {"amount": ["Sai tiền."]}, "why": "Sai tiền."}
    phone.fake.lanes, phone.fake.parked = {CLUB: 4}, [{"id": "018f0000-0000-7000-8000-000000000001", **kept, **told}]
    phone.set_up()
    phone.go("/can-xem", "Việc cần xem")
    expect(phone.page.get_by_text("Sai tiền.").first).to_be_visible()
    phone.page.get_by_role("button", name="Vẫn ghi").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Vẫn ghi").click()
    expect(phone.page.get_by_text("Không có việc nào cần xem.")).to_be_visible()
    phone.run("await sync()")
    (sent,) = [row for push in phone.fake.asked("push") for row in push["rows"]]
    assert (sent["n"], sent["replaces"], sent["sure"]) == (5, phone.fake.parked[0]["id"], True)
    assert sent["data"] == kept["data"] and phone.faults == []

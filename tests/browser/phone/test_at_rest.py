"""What lies on the phone: unreadable without the PIN, each person's own, and gone when it has to be."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.eyes import faults_of

from .conftest import OTHER_PIN, PIN, Handset
from .fake import NAMES, person

pytestmark = pytest.mark.browser
Bring = Callable[..., Handset]
SECRETS = (*NAMES, "Phạm Thị Thử", "Kín đáo dở dang", "Thu của người kín", "clb_fake", "12340000", "0912345678", PIN)
CONTROL = "Chữ này để ngỏ"
ALL_RECORDS = """async () => {
  const found = []
  const text = (value) => value instanceof Uint8Array || value instanceof ArrayBuffer
    ? [...new Uint8Array(value)].map((b) => String.fromCharCode(b)).join("")
    : value instanceof CryptoKey ? "A KEY" : value && typeof value === "object"
    ? Object.entries(value).map(([k, v]) => `${k} ${text(v)}`).join(" ") : String(value)
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result) })
    for (const store of db.objectStoreNames) {
      const read = (how) => new Promise((done) => { const r = db.transaction(store).objectStore(store)[how]()
        r.onsuccess = () => done(r.result) })
      found.push(...(await read("getAllKeys")).map(text), ...(await read("getAll")).map(text))
    }
    db.close()
  }
  return found
}"""


def in_files(folder: Path, words: tuple[str, ...]) -> set[str]:
    """Those of the words that stand in any file as UTF-8 or UTF-16; a PIN may be part of a longer number (a time)."""
    shapes = {word: {word.encode(), word.encode("utf-16-le")} for word in words if not word.isdigit()}
    digits = {word: re.compile(rb"(?<!\d)%b(?!\d)" % word.encode()) for word in words if word.isdigit()}
    found = set()
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found |= {word for word, looks in shapes.items() if any(look in content for look in looks)}
            found |= {word for word, look in digits.items() if look.search(content)}
    return found


def test_what_lies_on_the_phone_is_unreadable_without_the_pin(kept_handset: tuple[Handset, Path]) -> None:
    phone, profile = kept_handset
    phone.set_up()
    phone.cut()
    phone.act("Thu của người kín", data={"note": "Kín đáo dở dang"})
    about = {"title": "Kín đáo dở dang", "path": "/x"}
    phone.run("await (await drafts.draftOf('d', {}, args[0])).set({ who: args[0].title })", about)
    phone.run("localStorage.setItem('control', args[0])", CONTROL)
    photo = "await photos.add(await new OffscreenCanvas(9, 9).convertToBlob(), { row: 'x' })"
    phone.run(
        f"new OffscreenCanvas(9, 9).getContext('2d'); {photo.replace('new OffscreenCanvas(9, 9)', 'c')}".replace(
            "new OffscreenCanvas(9, 9).getContext('2d')", "const c = new OffscreenCanvas(9, 9); c.getContext('2d')"
        )
    )
    phone.page.reload()
    phone.page.get_by_role("heading", name="Mã PIN của").wait_for()

    records = phone.page.evaluate(ALL_RECORDS)
    assert len(records) > 15
    assert [(word, r[:60]) for word in SECRETS for r in records if word in r] == []
    assert not any("A KEY" in record for record in records)
    assert any("Thủ quỹ" in record for record in records), "the lock screen's role lies open, so the test can see"
    phone.context.close()
    assert in_files(profile, (*SECRETS, CONTROL)) == {CONTROL}


def test_whoever_comes_back_to_the_app_is_asked_for_the_pin(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    phone.page.goto("/healthz")
    phone.page.goto("/dien-thoai/")
    expect(phone.page.get_by_role("heading", name="Mã PIN của")).to_be_visible()
    phone.start()
    expect(phone.page.get_by_role("heading", name="Mã PIN của")).to_be_visible()


def test_two_people_on_one_phone(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.cut()
    phone.act("Việc của bà Thử")
    phone.cut(False)
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    phone.fake.who = person(2, "Võ Văn Kế", "VOLUNTEER", "Tình nguyện viên")
    phone.set_up(OTHER_PIN)
    expect(phone.page.get_by_role("heading", name="Chào Võ Văn Kế")).to_be_visible()
    phone.cut()
    phone.act("Việc của ông Kế")
    phone.go("/cho-gui", "Việc chờ gửi")
    expect(phone.page.get_by_role("button", name="Bỏ Việc của ông Kế")).to_be_visible()
    expect(phone.page.get_by_text("Việc của bà Thử")).to_have_count(0)

    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="Ai đang cầm máy?")).to_be_visible()
    assert faults_of(phone.page) == []
    shown = phone.page.locator("body").inner_text()
    assert "Thủ quỹ" in shown and "Tình nguyện viên" in shown
    assert [name for name in ("Phạm", "Thử", "Võ", "Kế") if name in shown.split()] == []
    phone.page.get_by_role("button", name="Thủ quỹ").click()
    phone.press(OTHER_PIN, "Mở")
    expect(phone.page.get_by_text("Mã PIN chưa đúng. Còn thử được 4 lần")).to_be_visible()
    phone.unlock(PIN)
    expect(phone.page.get_by_role("heading", name="Chào Phạm Thị Thử")).to_be_visible()
    phone.go("/cho-gui", "Việc chờ gửi")
    expect(phone.page.get_by_text("Việc của ông Kế")).to_have_count(0)


def test_an_answer_for_one_never_reaches_the_next(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    thu, ke = phone.fake.who, person(2, "Võ Văn Kế", "VOLUNTEER", "Tình nguyện viên")
    phone.fake.who = ke
    phone.set_up(OTHER_PIN)
    phone.fake.who, phone.fake.holds_packs = thu, True
    phone.page.reload()
    phone.page.get_by_role("button", name="Thủ quỹ").click()
    phone.unlock(PIN)
    phone.page.wait_for_timeout(300)  # the call is under way
    phone.run("(await import('/static/phone/core/people.js')).lock()")
    phone.page.get_by_role("button", name="Người khác").click()
    phone.page.get_by_role("button", name="Tình nguyện viên").click()
    phone.unlock(OTHER_PIN)
    assert len(phone.fake.held) > 0
    phone.fake.let_go()
    phone.page.wait_for_timeout(500)
    expect(phone.page.get_by_role("heading", name="Chào Võ Văn Kế")).to_be_visible()
    told = phone.page.evaluate(
        "import('/static/phone/core/pack.js').then(({ pack }) => JSON.stringify(pack.rows('me')))"
    )
    assert ("Võ Văn Kế" in told, "Phạm Thị Thử" in told) == (True, False)
    phone.page.reload()
    phone.page.get_by_role("button", name="Tình nguyện viên").click()
    phone.unlock(OTHER_PIN)
    expect(phone.page.get_by_role("heading", name="Chào Võ Văn Kế")).to_be_visible()


def test_after_five_wrong_pins_the_phone_rests_even_when_started_anew(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.page.reload()
    for left in (4, 3, 2, 1):
        phone.press(OTHER_PIN, "Mở")
        expect(phone.page.get_by_text(f"Còn thử được {left} lần")).to_be_visible()
    phone.press(OTHER_PIN, "Mở")
    expect(phone.page.get_by_text("Máy nghỉ 1 phút")).to_be_visible()
    phone.kill()
    phone.press(PIN, "Mở")
    expect(phone.page.get_by_text("Máy nghỉ 1 phút")).to_be_visible()


def test_another_pin_opens_the_same_boxes_and_the_old_one_none(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.cut()
    phone.act()
    phone.go("/doi-ma", "Mã PIN đang dùng")
    for pin, heading in ((PIN, "Mã PIN mới"), (OTHER_PIN, "Bấm lại mã PIN mới"), (OTHER_PIN, "Cài đặt")):
        phone.press(pin, "Tiếp tục")
        phone.page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()
    phone.page.get_by_text("English").click()
    expect(phone.page.get_by_text("Cần có mạng để tải ngôn ngữ này")).to_be_visible()
    phone.kill()
    phone.press(PIN, "Mở")
    expect(phone.page.get_by_text("Mã PIN chưa đúng.")).to_be_visible()
    phone.unlock(OTHER_PIN)
    expect(phone.page.get_by_role("link", name="1 việc chờ gửi")).to_be_visible()


def test_an_address_without_https_says_why_it_can_do_nothing(handset: Bring) -> None:
    phone = handset()
    phone.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    phone.page.reload()
    expect(phone.page.get_by_text("Địa chỉ này không có https")).to_be_visible()
    assert faults_of(phone.page) == []


def test_the_phone_asks_for_the_pin_after_a_while(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.page.clock.install()
    phone.run("(await import('/static/phone/core/people.js')).lockWhenIdle()")
    phone.page.clock.fast_forward(11 * 60_000)
    expect(phone.page.get_by_role("heading", name="Mã PIN của")).to_be_visible()


def test_leaving_is_refused_while_something_waits_and_then_wipes(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.cut()
    phone.act()
    phone.go("/thoat", "Thoát khỏi máy này")
    expect(phone.page.get_by_text("Chưa thoát được")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Thoát và xóa dữ liệu")).to_have_count(0)
    assert len(phone.databases()) == 2
    phone.cut(False)  # what waited goes by itself
    phone.page.get_by_role("button", name="Thoát và xóa dữ liệu").click()
    expect(phone.page.get_by_role("heading", name="Dùng trên điện thoại này")).to_be_visible()
    assert phone.databases() == ["clb-phone"]
    assert len(phone.fake.asked("bye")) == 1
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="Dùng trên điện thoại này")).to_be_visible()


def test_a_phone_that_was_taken_back_forgets_that_person_only(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.fake.who = person(2, "Võ Văn Kế", "VOLUNTEER", "Tình nguyện viên")
    phone.set_up(OTHER_PIN)
    phone.fake.refuse = (410, {"code": "WIPE", "why": "Chủ nhiệm đã thu hồi máy này."})
    phone.run("sync()")
    expect(phone.page.get_by_text("Chủ nhiệm đã thu hồi máy này.")).to_be_visible()
    assert len(phone.databases()) == 2
    phone.fake.refuse = None
    phone.unlock(PIN)
    expect(phone.page.get_by_role("heading", name="Chào Phạm Thị Thử")).to_be_visible()


def test_a_key_that_ended_keeps_everything_and_asks_to_sign_in(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    why = "Đã lâu chưa đăng nhập trên điện thoại này."
    phone.fake.refuse = (401, {"code": "EXPIRED", "why": why})
    phone.act()
    expect(phone.page.get_by_role("heading", name="Chào")).to_be_visible()
    expect(phone.page.get_by_text(why)).to_be_visible()
    phone.fake.refuse = None
    phone.page.goto("/dien-thoai/#/them")
    phone.page.reload()
    phone.press(PIN, "Tiếp tục")
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    end = time.monotonic() + 10
    while len(phone.fake.asked("push")) < 3 and time.monotonic() < end:
        phone.page.wait_for_timeout(50)  # «Đã gửi hết» stands there before the server is told that nothing is left
    assert [len(push["rows"]) for push in phone.fake.asked("push")] == [1, 1, 0]
    assert len(phone.databases()) == 2

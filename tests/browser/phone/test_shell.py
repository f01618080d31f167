"""The app's shell: it starts without a network, keeps what was typed, and tells how things stand."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clb.phone.views.shell import WORKER, shell_files
from tests.browser.eyes import faults_of

from .conftest import Handset
from .fake import NAMES

pytestmark = pytest.mark.browser
Bring = Callable[..., Handset]
MOST_BYTES = 300_000
WILL_BE_WOKEN = """async () => {
  const worker = await navigator.serviceWorker.ready
  return (await worker.sync.getTags()).includes("clb-outbox")
}"""
WORDS = "Khoản này bà Lan đã thu 500.000 đ ngày 12/11, ghi trên máy khác."


def test_the_app_starts_without_a_network_and_sends_when_there_is_one(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    phone.cut()
    phone.page.reload()
    phone.unlock()
    expect(phone.page.get_by_text("12.340.000 đ")).to_be_visible()
    phone.act()
    expect(phone.page.get_by_role("link", name="1 việc chờ gửi")).to_be_visible()
    phone.kill()
    phone.unlock()
    expect(phone.page.get_by_role("link", name="1 việc chờ gửi")).to_be_visible()
    assert phone.fake.asked("push") == []
    phone.page.wait_for_function(WILL_BE_WOKEN)

    phone.cut(False)
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    (sent,) = (push for push in phone.fake.asked("push") if push["rows"])
    assert [(r["n"], r["command"], r["data"]) for r in sent["rows"]] == [(1, "fund.receive_fee", {"amount": 20_000})]
    assert "label" not in sent["rows"][0]
    nothing = {"rows": 0, "photos": 0, "oldest_at": None, "why": ""}
    assert (sent["left"]["rows"], phone.fake.asked("push")[-1]["left"]) == (1, nothing)


def test_rows_go_up_in_order_and_a_taken_back_one_leaves_no_gap(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.cut()
    ids = [phone.act(f"Việc {n}") for n in range(1, 5)]
    phone.go("/cho-gui", "Việc chờ gửi")
    phone.page.get_by_role("button", name="Bỏ Việc 2").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Bỏ", exact=True).click()
    expect(phone.page.get_by_text("Việc 2", exact=True)).to_have_count(0)
    phone.cut(False)
    phone.page.get_by_role("button", name="Gửi ngay").click()
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    sent = [row for push in phone.fake.asked("push") for row in push["rows"]]
    assert [(row["id"], row["n"]) for row in sent] == [(ids[0], 1), (ids[2], 2), (ids[3], 3)]


def test_a_refusal_stays_until_a_person_settles_it(handset: Bring) -> None:
    phone = handset()
    phone.fake.replies = {"fund.repay_loan": {"status": "parked", "why": WORDS}}
    phone.set_up()
    first, second = (phone.act(f"Bà Gieo trả, lần {n}", "fund.repay_loan") for n in (1, 2))
    expect(phone.page.get_by_role("link", name="2 việc cần xem").first).to_be_visible()
    phone.kill()
    phone.unlock()
    phone.go("/can-xem", "Việc cần xem")
    expect(phone.page.get_by_text(WORDS)).to_have_count(2)
    assert faults_of(phone.page) == []

    phone.page.get_by_role("article").first.get_by_role("button", name="Vẫn ghi").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Vẫn ghi").click()
    expect(phone.page.get_by_role("article")).to_have_count(1)
    phone.page.get_by_role("article").get_by_role("button", name="Bỏ").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Bỏ", exact=True).click()
    expect(phone.page.get_by_text("Không có việc nào cần xem.")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    again = [row for push in phone.fake.asked("push") for row in push["rows"]][-1]
    assert (again["sure"], again["replaces"], again["n"]) == (True, first, 3)
    assert phone.fake.asked("settle") == [{"id": second, "how": "DROPPED"}]


def test_what_was_being_typed_is_there_after_a_kill(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    about = {"title": "Buổi sinh hoạt tháng 11", "path": "/cai-dat"}
    phone.run("const d = await drafts.draftOf('meeting', {}, args[0]); await d.set({ said: 'Bà Gieo ốm' })", about)
    phone.kill()
    phone.unlock()
    expect(phone.page.get_by_role("link", name="Buổi sinh hoạt tháng 11")).to_have_attribute("href", "#/cai-dat")
    assert phone.run("return drafts.drafts.get('meeting')") == {"said": "Bà Gieo ốm"}


def test_the_last_letter_before_a_lock_is_kept(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.run(
        """const people = await import('/static/phone/core/people.js')
        const d = await drafts.draftOf('note', {}, { title: 'x', path: '/tin' })
        for (let n = 1; n <= 40; n++) d.set({ typed: n })
        people.lock()"""
    )
    phone.unlock()
    assert phone.run("return drafts.drafts.get('note')") == {"typed": 40}


def test_practising_shows_play_names_and_sends_nothing(handset: Bring) -> None:
    phone = handset()
    phone.set_up()
    phone.page.get_by_role("button", name="Tập dùng").click()
    band = phone.page.get_by_text("Đang tập dùng")
    expect(phone.page.get_by_text("Số để tập, không phải tiền thật.")).to_be_visible()
    expect(band).to_be_visible()
    calls = len(phone.fake.calls)
    phone.act("Tập thu tiền")
    for path, heading in (("/cho-gui", "Việc chờ gửi"), ("/tin", "Tin nhắn"), ("/cai-dat", "Cài đặt")):
        phone.go(path, heading)
        expect(band).to_be_visible()
        assert faults_of(phone.page) == []
    told = phone.page.evaluate(
        "import('/static/phone/core/pack.js').then(({ pack }) => JSON.stringify(pack.everything()))"
    )
    assert [name for name in (*NAMES, phone.fake.who["name"], "12340000", "0912345678") if name in told] == []
    assert "(tập)" in told
    phone.page.get_by_role("button", name="Thôi tập").click()
    expect(phone.page.get_by_text("12.340.000 đ")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    assert (phone.fake.calls[calls:], "clb-phone-training" in phone.databases()) == ([], False)


SCREENS = (
    ("/", "Chào Phạm Thị Thử"),
    ("/cho-gui", "Việc chờ gửi"),
    ("/can-xem", "Việc cần xem"),
    ("/tin", "Tin nhắn"),
    ("/cai-dat", "Cài đặt"),
    ("/doi-ma", "Mã PIN đang dùng"),
    ("/thoat", "Thoát khỏi máy này"),
)


# Contrast hangs on the theme, the rest on the width.
@pytest.mark.parametrize(("width", "theme"), [(390, "DARK"), (1280, "LIGHT")])
def test_every_screen_of_the_shell_can_be_read_by_everyone(handset: Bring, width: int, theme: str) -> None:
    phone = handset(width)
    assert faults_of(phone.page) == []
    phone.page.goto("/dien-thoai/#/them")
    phone.page.reload()
    phone.page.get_by_role("heading", name="Chọn mã PIN").wait_for()
    phone.press("123456", "Tiếp tục")
    expect(phone.page.get_by_text("Mã này quá dễ đoán: các số liền nhau.")).to_be_visible()
    assert faults_of(phone.page) == []
    phone.set_up()
    phone.cut()
    phone.act()
    phone.run("await choose({ theme: args[0] })", theme)
    for path, heading in SCREENS:
        phone.go(path, heading)
        assert faults_of(phone.page) == [], path
    phone.page.reload()
    phone.page.get_by_role("heading", name="Mã PIN của T · Thủ quỹ").wait_for()
    assert faults_of(phone.page) == []


WIDE = """[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth)
    .map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)"""


def test_at_twice_the_size_nothing_runs_off_the_side(handset: Bring) -> None:
    phone = handset(195, 422)  # what a phone of 390 px shows at 200 %
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not phone.page.evaluate(wide)
    phone.set_up()
    phone.cut()
    phone.act()
    for path, heading in SCREENS:
        phone.go(path, heading)
        assert phone.page.evaluate(f"{wide} ? {WIDE} : []") == [], path
    small = """[...document.querySelectorAll('main button, main a, .bar a')].filter((e) => e.checkVisibility())
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, high]) => high < 48)"""
    assert phone.page.evaluate(small) == []


def test_the_shell_is_small() -> None:
    files = {**shell_files(), "sw.js": WORKER.read_bytes()}
    sizes = {address: len(gzip.compress(content, 6)) for address, content in files.items()}
    assert len(sizes) > 30
    assert sum(sizes.values()) < MOST_BYTES, sorted(sizes.items(), key=lambda pair: -pair[1])[:10]

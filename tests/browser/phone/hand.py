"""A hand that records a meeting on the phone, touch by touch; the phone may die under it at any touch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from playwright.sync_api import Locator, Page

from .kept import KeptPhone, wait

AT_ONCE_MS = 60  # so soon after a touch nobody can say whether it was kept: it is looked for, and made again if not
SOON = """(e, text) => setTimeout(() => {
    if (text === null) return e.click()
    e.value = text
    e.dispatchEvent(new Event("input", { bubbles: true }))
}, 1)"""


@dataclass(frozen=True)
class Touch:
    """One touch of the screen: a button, or a field with words said into it. `digits` are read off a scale or a note
    and entered on the screen's keys, as far as they are not there yet (`typed` reads them out of the draft)."""

    find: Callable[[Page], Locator]
    words: str | None = None
    digits: str = ""
    typed: Callable[[dict[str, Any]], str] = lambda editing: ""
    counts: int = 1
    moves: bool = False  # the next step opens, once this one's rows are in the outbox


class Hand:
    """Makes touches, counts them, and goes on after each death where the phone says it is."""

    def __init__(self, phone: KeptPhone, club: str, seed: int) -> None:
        self.phone, self.club, self.chance = phone, club, Random(seed)
        self.taps = 0
        self.lost = 0  # touches in whose very moment the phone died, so that they were made again
        self.before: dict[str, Any] = {}

    def draft(self) -> dict[str, Any]:
        """The meeting as the phone has it on its disk."""
        found = self.phone.ask("core/drafts.js", f"(await m.drafts.kept(), await m.drafts.get('meeting:{self.club}'))")
        return dict(found or {})

    def begin(self) -> None:
        """From now on nothing may be lost."""
        self.before = self.draft()

    def do(self, touch: Touch, death: str = "") -> None:
        """One touch; `death` is '', 'after' (kept, then the battery is empty) or 'within'."""
        self.taps += touch.counts
        if death == "within":
            self._die_within(touch)
        else:
            self._make(touch)
            self.before = self.draft()
            if death == "after":
                self.phone.kill()
                self._wake()
                assert self.draft() == self.before, "what was kept before the phone died is there after it"

    def _make(self, touch: Touch) -> None:
        page = self.phone.page
        if touch.digits:
            rest = touch.digits.removeprefix(touch.typed(self.draft().get("editing") or {}))
            self.phone.press(rest)
            return
        target = touch.find(page).first
        if touch.words is None:
            target.click()
        else:
            target.fill(touch.words)
        if touch.moves:
            at = self.before.get("at")
            wait(lambda: self.draft().get("at") != at)

    def _die_within(self, touch: Touch) -> None:
        page = self.phone.page
        if touch.digits:
            half = touch.digits[: self.chance.randrange(1, len(touch.digits))]
            self.phone.press(half)
        else:
            touch.find(page).first.evaluate(SOON, touch.words)
        time.sleep(self.chance.uniform(0, AT_ONCE_MS / 1000))
        self.phone.kill()
        self._wake()
        found = self.draft()
        if touch.digits or _same(found, self.before):
            self.lost += not touch.digits
            self._make(touch)
        self.before = self.draft()

    def _wake(self) -> None:
        """The phone is started again and goes on at the step where it was."""
        self.phone.open_again(f"#/buoi-hop/{self.club}/{self.before.get('at', '')}")
        at = self.draft().get("at")
        if at and at != self.before.get("at"):
            self.phone.page.evaluate("path => { location.hash = path }", f"#/buoi-hop/{self.club}/{at}")
        self.phone.page.locator(".step h1").first.wait_for()


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Did nothing that a person sees change? What is handed to the outbox is not seen."""
    unseen = {"waiting", "told", "sent", "shown", "done"}
    return {k: v for k, v in one.items() if k not in unseen} == {k: v for k, v in other.items() if k not in unseen}


# --- The touches of a whole meeting ---


def button(name: str) -> Callable[[Page], Locator]:
    """The button that says so."""
    return lambda page: page.get_by_role("button", name=name)


def of_member(name: str, answer: str) -> Callable[[Page], Locator]:
    """A member's answer."""
    return lambda page: page.get_by_role("group", name=name).get_by_role("button", name=answer)


def field(label: str) -> Callable[[Page], Locator]:
    """A field for words."""
    return lambda page: page.get_by_label(label)


def money(digits: str, name: str = "amount_vnd") -> Iterator[Touch]:
    """A sum on the large keys: each key is a touch."""
    yield Touch(button(""), digits=digits, typed=lambda e: str(e.get("value", {}).get(name) or ""), counts=len(digits))


ONWARD = Touch(button("Ghi, sang bước sau"), moves=True)
DONE = Touch(button("Xong"))
READ_OFF = ("systolic_mmhg", "diastolic_mmhg", "weight_g")


def _read_off(editing: dict[str, Any]) -> str:
    return "".join(str(editing.get("value", {}).get(name) or "") for name in READ_OFF)


def whole_meeting(measured: int) -> Iterator[Touch]:
    """A meeting of sixty: five away, one who joins, two fees unpaid, one gift, twenty repayments of which one is
    partial, one loan, `measured` readings of which the first is unusual, four talks, a plan, two boxes, the end."""
    yield Touch(button("Mọi người khác có mặt"))
    for n in (3, 17, 40, 41):
        yield Touch(of_member(f"Bà Mẫu {n:03}", "Vắng"))
    yield Touch(of_member("Bà Mẫu 058", "Có phép"))
    yield Touch(button("Thêm người mới"))
    yield Touch(field("Họ và tên"), words="Bà Mới Vào")
    yield Touch(lambda page: page.get_by_text("Nữ", exact=True))
    yield Touch(field("Năm sinh"), words="1961")
    yield DONE
    yield ONWARD
    yield Touch(button("Mọi người có mặt đã đóng"))
    for n in (5, 6):
        yield Touch(of_member(f"Bà Mẫu {n:03}", "Chưa đóng"))
    yield ONWARD
    yield Touch(button("Thêm khoản ủng hộ"))
    yield Touch(field("Người, đơn vị tặng"), words="Nhà hảo tâm (mẫu)")
    yield Touch(button("Ghi số tiền"))
    yield from money("500000")
    yield DONE
    yield ONWARD
    yield Touch(button("Mọi khoản khác trả đúng số gợi ý"))
    yield Touch(of_member("Bà Mẫu 004", "Số khác"))
    yield from money("50000")
    yield Touch(button("Ghi tiền lãi"))
    yield DONE
    yield ONWARD
    yield Touch(button("Người khác xin vay"))
    yield Touch(lambda page: page.get_by_text("Bà Mẫu 030", exact=True))
    yield from money("3000000")
    yield Touch(button("Ghi thời hạn"))
    yield Touch(button("12 tháng"))
    yield Touch(button("Tiếp tục"))
    yield Touch(lambda page: page.get_by_text("Đồng ý cho vay", exact=True))
    yield DONE
    yield ONWARD
    yield Touch(button("Đo lần lượt từng người"))
    yield from _measured(measured)
    yield Touch(button("Quay lại"))
    yield ONWARD
    for label, words in (
        ("Chủ đề truyền thông", "Phòng bệnh mùa mưa"),
        ("Tự giúp nhau, hỗ trợ cộng đồng", "Thăm người ốm"),
        ("Quyền và lợi ích", "Trợ cấp hưu trí xã hội"),
        ("Văn nghệ, thể thao", "Hát dân ca"),
    ):
        yield Touch(field(label), words=words)
    yield ONWARD
    yield Touch(field("Kế hoạch tháng sau"), words="Dọn đường ấp")
    yield ONWARD
    for fund in ("Quỹ tăng thu nhập", "Quỹ hoạt động"):
        yield Touch(of_member(fund, "Đếm đúng"))
    yield ONWARD


def reading(n: int) -> tuple[int, int, str]:
    """What is read off for the n-th who is measured; the first has an unusual weight."""
    return 121 + n % 30, 79 - n % 20, f"{29 if n == 0 else 45 + n % 20},5"


def _measured(measured: int) -> Iterator[Touch]:
    for n in range(measured):
        upper, lower, weight = reading(n)
        yield Touch(button(""), digits=f"{upper}{lower}{weight}", typed=_read_off, counts=0)
        if n == 0:
            yield Touch(lambda page: page.get_by_text("Đã xem lại, số này đúng"))
            yield Touch(button("Ghi số đo này"))

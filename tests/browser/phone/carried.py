"""A phone that a person carries about: its key is there, its pack is fetched, and the network comes and goes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, expect

from clb.access.models import User
from clb.phone.services.keys import make_key
from tests.browser.conftest import PATIENCE_MS
from tests.browser.eyes import faults_of
from tests.browser.test_meeting_journey import Finger

PIN = "274918"
# What the rounds of a PIN are worth is judged in tests/phone_units; here they would only be waited for.
QUICK_PINS = """
const derive = crypto.subtle.deriveKey.bind(crypto.subtle)
crypto.subtle.deriveKey = (how, ...rest) => derive(how.name === "PBKDF2" ? { ...how, iterations: 1000 } : how, ...rest)
"""
TAKE = """async ({ phone, grant, pin }) => {
    const core = (name) => import(`/static/phone/core/${name}.js`)
    const [{ facts }, people] = await Promise.all(["store", "people"].map(core))
    await facts.put("phone", phone)
    await people.setUp(grant, pin)
}"""
HAS_PACK = "async () => (await import('/static/phone/core/pack.js')).pack.rows('form').length > 0"
SENT = """async () => {
    const core = (name) => import(`/static/phone/core/${name}.js`)
    const [{ outbox }, { photos }] = await Promise.all(["outbox", "photos"].map(core))
    return (await outbox.rows()).length === 0 && (await photos.rows()).length === 0
}"""
PUSHED = "async () => (await (await import('/static/phone/core/outbox.js')).outbox.rows()).length === 0"
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target}`))"""
PARKED = """async () => (await (await import('/static/phone/core/outbox.js')).outbox.parked())
    .map(({ command, why, errors }) => [command, why, errors])"""
SYNC = "async () => (await import('/static/phone/core/sync.js')).sync()"


@dataclass
class Carried:
    """`user` on a phone of 390 pixels."""

    browser: Browser
    url: str
    user: User
    role: str
    page: Page = field(init=False)
    finger: Finger = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        size, zone = {"width": 390, "height": 844}, "Asia/Ho_Chi_Minh"
        self.context = self.browser.new_context(viewport=size, base_url=self.url, locale="vi-VN", timezone_id=zone)
        self.context.add_init_script(QUICK_PINS)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.finger = Finger(self.page)
        phone = uuid4()
        key = make_key(by=User.objects.get(pk=self.user.pk), phone=phone)
        person = {"id": str(self.user.pk), "name": self.user.called, "initial": "T", "role": self.role, "label": "Thử"}
        until = key.expires_on.isoformat()
        grant = {"key": key.secret, "key_id": str(key.pk), "until": until, "person": person, "lanes": {}}
        self.page.goto("/dien-thoai/")
        self.page.get_by_role("heading", level=1).wait_for()
        self.page.evaluate(TAKE, {"phone": str(phone), "grant": grant, "pin": PIN})
        self.until(HAS_PACK)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.until("async () => navigator.serviceWorker.controller !== null")

    def until(self, script: str) -> None:
        """A script of the app that tells yes or no says yes."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(script):
            assert time.monotonic() < end, script
            self.page.wait_for_timeout(30)

    def cut(self) -> None:
        """There is no network."""
        self.context.set_offline(True)

    def mend(self, *, all_sent: bool = True, parked: int = 0) -> None:
        """There is, and what waited is sent; photos too where all is. So many rows are refused."""
        self.context.set_offline(False)
        self.page.evaluate(SYNC)
        self.until(SENT if all_sent else PUSHED)
        refused = self.page.evaluate(PARKED)
        assert len(refused) == parked, refused

    def die(self) -> None:
        """The app is gone without a word, and is opened again where it was: the PIN is asked for."""
        address = self.page.url
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.finger.page = self.page
        self.page.goto(address)
        self.sees("Mã PIN của")
        self.press(PIN)
        self.page.get_by_role("button", name="Mở", exact=True).click()
        self.page.locator("main h1").filter(has_not_text="Mã PIN").wait_for()

    def to(self, path: str) -> None:
        """Open a screen by its address."""
        self.page.evaluate("path => { location.hash = path }", path)
        self.page.wait_for_function("path => location.hash.slice(1) === path", arg=path)
        self.page.wait_for_timeout(100)

    def tap(self, role: str, name: str, *, exact: bool = False) -> None:
        """Touch a button or a link."""
        self.finger.tap(self.page.get_by_role(role, name=name, exact=exact).first)  # type: ignore[arg-type]

    def choose(self, words: str) -> None:
        """Touch a row of a list of choices."""
        self.finger.tap(self.page.locator("label.row").filter(has_text=words).first)

    def press(self, digits: str) -> None:
        """The screen's own keys."""
        keys: Locator = self.page.locator(".keys")
        for digit in digits:
            keys.get_by_role("button", name=digit, exact=True).click()

    def look(self) -> None:
        """Nothing to stumble over, as it is and at twice the size."""
        self.page.wait_for_timeout(30)
        if self.page.evaluate("'axe' in window"):  # the app is one page: it is brought once
            found = self.page.evaluate(AXE)
            assert found == []
        else:
            assert faults_of(self.page) == []
        for width in (195, 390):
            self.page.set_viewport_size({"width": width, "height": 844})
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url

    def sees(self, words: str) -> None:
        """These words are on the screen."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def kept(self) -> None:
        """The phone says that the act is kept, or gone already."""
        self.page.get_by_role("heading", name="Đã ghi", exact=True).wait_for()

"""How often one may call, where a call comes from, and what is left behind in a browser."""

from __future__ import annotations

import gzip
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from clb.kernel.journal import Kind
from clb.kernel.models import Event
from clb.web import guards
from conftest import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "CALLS_PER_MINUTE", 30)
    monkeypatch.setattr(guards.time, "time", lambda: 6_000_030.0)  # in the middle of a minute
    counter = guards.Counter(tmp_path / "calls")
    monkeypatch.setattr(guards, "_counter", lambda: counter)
    return tmp_path / "calls"


def test_who_calls_too_often_waits_and_others_do_not(cast: Cast, limit: Path) -> None:
    lan, binh = Client(), Client()
    lan.force_login(cast.lan, backend=BACKEND)
    binh.force_login(cast.binh, backend=BACKEND)
    codes = [lan.get(reverse("access_tokens")).status_code for _i in range(32)]
    assert codes == [200] * 30 + [429] * 2
    answer = lan.get(reverse("access_tokens"))
    assert answer["Retry-After"] == "30" and "Bạn gọi quá nhiều lần" in answer.content.decode()
    assert "30 giây" in lan.get("/api/v1/clubs").json()["detail"]
    assert binh.get(reverse("access_tokens")).status_code == 200
    assert lan.get("/healthz").status_code == 200
    assert Event.objects.filter(kind=Kind.RATE_LIMITED, by=cast.lan).count() == 1
    assert stat.S_IMODE(limit.stat().st_mode) == 0o600
    assert b"lan" not in limit.read_bytes()


def test_a_minute_later_it_is_forgotten_and_two_processes_count_together(limit: Path, monkeypatch: Any) -> None:
    one, other = guards.Counter(limit), guards.Counter(limit)
    assert [one.add("a", 1), other.add("a", 1), one.add("b", 10), other.add("b", 10)] == [1, 2, 10, 20]
    monkeypatch.setattr(guards.time, "time", lambda: 6_000_090.0)
    assert one.add("a", 1) == 1


def test_what_is_dear_counts_more(db: None, limit: Path) -> None:
    door = reverse("account_login")
    codes = [Client().post(door, {"login": "x", "password": "y"}).status_code for _i in range(3)]
    assert codes[0] != 429 and codes[1:] == [429, 429]
    assert guards._weight(RequestFactory().get("/quy/x/so.pdf")) == 10


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_from_our_own_servers_only(
    monkeypatch: pytest.MonkeyPatch, proxies: int, told: str, seen: str
) -> None:
    monkeypatch.setattr(settings, "PROXIES", proxies)
    request = RequestFactory().get("/", headers={"x-forwarded-for": told} if told else {})
    guards.real_address(lambda r: r.META["REMOTE_ADDR"])(request)
    assert request.META["REMOTE_ADDR"] == seen


def test_our_own_files_go_packed_and_come_out_as_they_are() -> None:
    client, address = Client(), "/static/web/web.css"
    plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert (plain.status_code, plain.has_header("Content-Encoding"), packed["Content-Encoding"]) == (200, False, "gzip")
    text = b"".join(plain)  # type: ignore[arg-type]
    sent = b"".join(packed)  # type: ignore[arg-type]
    assert gzip.decompress(sent) == text
    assert int(packed["Content-Length"]) == len(sent) < len(text) / 2
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]
    again = {"accept-encoding": "gzip", "if-modified-since": packed["Last-Modified"]}
    assert client.get(address, headers=again).status_code == 304
    font = client.get("/static/web/icon.svg", headers={"accept-encoding": "identity"})
    assert not font.has_header("Content-Encoding")


def test_no_browser_keeps_what_was_seen(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lan, backend=BACKEND)
    assert "no-store" in client.get(reverse("clubs:club", args=[cast.club.pk]))["Cache-Control"]
    # The store of the browser is the phone's, whose boxes outlive a sign-out of the site: no page may lie in it.
    assert '"historyCacheSize":0' in client.get("/").content.decode()
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache"'


def test_under_https_cookies_are_bound_to_the_host_and_hsts_holds(tmp_path: Path) -> None:
    asked = (
        "from clb.config import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, "
        "s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.PROXIES)"
    )
    env = {"CLB_HTTPS": "1", "CLB_DATA": str(tmp_path / "d")}
    told = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "31536000", "True", "1"]
    made = [tmp_path / "d", *(tmp_path / "d").rglob("*")]
    assert [p.name for p in made if stat.S_IMODE(p.stat().st_mode) & 0o077] == []


def test_a_fault_has_an_id_that_is_in_the_log_and_tells_nothing_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("Bà Kín Đáo, 0912345678")

    monkeypatch.setattr("clb.clubs.views.club_card", breaks)
    client = Client(raise_request_exception=False)
    client.force_login(cast.lan, backend=BACKEND)
    answer = client.get(reverse("clubs:club", args=[cast.club.pk]))
    page, told = answer.content.decode(), re.search(r"page fault ([0-9A-F]{8})", caplog.text)
    assert answer.status_code == 500 and told is not None and told[1] in page
    assert "Kín Đáo" not in page and "RuntimeError" not in page and "Traceback" not in page


def test_cookies_and_headers_of_a_page(db: None) -> None:
    page = Client().get(reverse("account_login"))
    csrf = page.cookies[settings.CSRF_COOKIE_NAME]
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, csrf["samesite"]) == (
        True,
        "Lax",
        "Lax",
    )
    assert (page["Referrer-Policy"], page["X-Content-Type-Options"]) == ("same-origin", "nosniff")
    assert (page["X-Frame-Options"], page["Cross-Origin-Opener-Policy"]) == ("DENY", "same-origin")
    assert 'type="password"' in page.content.decode()

"""English: complete for what is on the screens, and every page opens in it."""

from __future__ import annotations

import ast
import gettext
import re
import shutil
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from clb.access.models import User
from tests.test_rights import ADDRESSES
from tests.world import World

LOCALE = Path(__file__).parents[1] / "clb" / "locale"
CATALOGUES = LOCALE / "en" / "LC_MESSAGES"
# `django` is the site, `djangojs` the phone's screens.
DOMAINS = tuple(sorted(po.stem for po in CATALOGUES.glob("*.po")))
MISSING_PERCENT = 3.0  # what several people at work may leave to one `make i18n`
VIETNAMESE = re.compile(r"[ạảãầấẩẫậằắẳẵặẹẻẽềếểễệỉĩịọỏõồốổỗộờớởỡợụủũừứửữựỳỷỹỵ]", re.IGNORECASE)
ENGLISH_PAGE = '<html lang="en">'
PHONE = "phone:app"  # one page for everyone, its words fetched by the script: tests/browser/phone/test_words.py
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(po: Path) -> dict[str, list[str]]:
    """Each message of a catalogue with its translations; a fuzzy one counts as none."""
    found: dict[str, list[str]] = {}
    for block in po.read_text("utf8").split("\n\n"):
        lines = "\n".join(line for line in block.splitlines() if line and not line.startswith("#"))
        parts = re.split(r"^(msgid_plural|msgid|msgstr(?:\[\d\])?) ", lines, flags=re.MULTILINE)[1:]
        texts = ["".join(ast.literal_eval(line) for line in part.split("\n") if line) for part in parts[1::2]]
        told = list(zip(parts[::2], texts, strict=True))
        if told and (key := dict(told)["msgid"]):
            is_fuzzy = "\n#, fuzzy" in f"\n{block}"
            found[key] = [t for name, t in told if name.startswith("msgstr") and t and not is_fuzzy]
    return found


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext; make test installs it")
@pytest.mark.parametrize("domain", DOMAINS)
def test_english_is_complete_for_what_the_code_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, domain: str
) -> None:
    said = said_by_the_code(tmp_path, monkeypatch, domain)
    known = entries(CATALOGUES / f"{domain}.po")
    missing = sorted(m for m in said if not known.get(m))
    share = 100 * len(missing) / len(said)
    told = f"{len(missing)} of {len(said)} messages have no English: run make i18n, fill in {domain}.po\n"
    assert share <= MISSING_PERCENT, told + "\n".join(missing)
    if missing:
        print(told + "\n".join(missing))


def said_by_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, domain: str) -> set[str]:
    """Every message that the code, the templates or the phone's scripts hand to gettext, in an empty catalogue."""
    copy = tmp_path / "clb"
    ignore = shutil.ignore_patterns("locale", "vendor", "tests", "__pycache__", "reading")
    shutil.copytree(LOCALE.parent, copy, ignore=ignore)
    (copy / "locale").mkdir()
    monkeypatch.chdir(copy)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [str(copy / "locale")])
    call_command("makemessages", locale=["en"], domain=domain, no_wrap=True, verbosity=0)
    return set(entries(copy / f"locale/en/LC_MESSAGES/{domain}.po"))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext; make test installs it")
def test_the_phones_screens_can_be_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = said_by_the_code(tmp_path, monkeypatch, "djangojs")
    assert {"Đã gửi hết", "%(n)s việc cần xem", "Mã PIN cần từ 6 đến 12 chữ số."} <= said
    assert len(said) > 150


ALIAS = re.compile(r"gettext(?:_lazy|_noop)? as (?!_\b)\w+|^\w+ = n?gettext\w*$", re.MULTILINE)


def test_gettext_goes_by_names_that_makemessages_knows() -> None:
    sources = sorted(LOCALE.parent.rglob("*.py"))
    wrong = [(str(p), found.group()) for p in sources for found in ALIAS.finditer(p.read_text("utf8"))]
    assert (wrong, len(sources) > 100) == ([], True), "what another name is called with is never translated"


@pytest.mark.parametrize(
    "source", sorted(LOCALE.glob("*/LC_MESSAGES/*.po")), ids=lambda po: f"{po.parts[-3]}-{po.stem}"
)
def test_the_compiled_catalogue_is_that_of_its_source(source: Path) -> None:
    with source.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = {key: told for key, told in entries(source).items() if told}
    stale = [key for key, told in said.items() if compiled.gettext(key) != told[0] and len(told) == 1]
    assert (stale, len(said) > 50) == ([], True), "run make i18n"


def test_what_is_filled_in_stays_filled_in() -> None:
    wrong = [
        (key, text)
        for po in CATALOGUES.glob("*.po")
        for key, told in entries(po).items()
        for text in told
        if sorted(set(PLACEHOLDER.findall(key))) != sorted(set(PLACEHOLDER.findall(text)))
    ]
    assert wrong == []


@pytest.mark.usefixtures("plain_errors")
def test_every_page_opens_in_english(world: World) -> None:
    clients = [_reader(user) for user in world.everyone().values()]
    wrong = []
    for address in ADDRESSES:
        if "file_format" in address.arguments or address.name == PHONE:
            continue  # papers are Vietnamese: test_papers_in_vietnamese.py
        for url, client in product([url for url, _private in address.urls(world)], list(clients)):
            answer = client.get(url)
            is_page = answer.status_code == 200 and "text/html" in answer["Content-Type"]
            page = answer.content.decode() if is_page else ""
            if answer.status_code >= 500 or ("<html" in page and ENGLISH_PAGE not in page[:400]):
                wrong.append((url, answer.status_code))
            if answer.status_code == 200:
                clients.sort(key=lambda one: one is not client)  # who may open this may open what is next to it
                break  # the others see the same words or fewer
    assert wrong == []


def _reader(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_shell_of_a_page_is_english_when_asked(db: None) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert "Sign in" in page
    words = re.sub(r"<[^>]+>|Tiếng Việt|CLB Liên Thế Hệ", " ", page)
    assert [line.strip() for line in words.splitlines() if VIETNAMESE.search(line)] == []

"""Documents that must say what the code does: generated pages fresh, every setting told, every decision there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clb.config.management.commands.docs import PAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", list(PAGES))
def test_a_generated_page_is_fresh(db: None, name: str) -> None:
    assert (DOCS / name).read_text("utf8") == PAGES[name](), f"docs/{name} is stale; run: make docs"


def test_every_setting_is_told_and_every_told_setting_exists() -> None:
    asked = set(re.findall(r"\bCLB_[A-Z_]+", (ROOT / "clb/config/settings.py").read_text("utf8")))
    told = set(re.findall(r"^\| `(CLB_[A-Z_]+)`", (DOCS / "settings.md").read_text("utf8"), re.MULTILINE))
    assert asked == told


def test_every_link_and_every_decision_named_in_a_document_exists() -> None:
    missing = []
    for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        text = page.read_text("utf8")
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
        missing += [f"{page.name}: {link}" for link in links if not (page.parent / link).exists()]
        numbers = re.findall(r"decisions/(\d{4})", text)
        missing += [f"{page.name}: {n}" for n in numbers if not list((DOCS / "decisions").glob(f"{n}-*.md"))]
    assert missing == []


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf8") + (ROOT / "CONTRIBUTING.md").read_text("utf8")
    makefile = (ROOT / "Makefile").read_text("utf8")
    assert [
        t for t in re.findall(r"`make ([a-z-]+)`", readme) if not re.search(rf"^{t}:", makefile, re.MULTILINE)
    ] == []
    verbs = {p.stem for p in ROOT.glob("clb/*/management/commands/*.py")}
    assert set(re.findall(r"`(?:\.venv/bin/)?clb ([a-z]+)", readme)) <= verbs
    assert [p for p in re.findall(r"`(tests/\w+\.py)`", readme) if not (ROOT / p).exists()] == []


def test_every_line_of_the_security_page_that_is_met_names_a_test_that_exists() -> None:
    rows = re.findall(
        r"^\| (V\S+) \| [\d, ]+ \| [^|]+ \| (\S+) \| (.+) \|$", (DOCS / "security.md").read_text("utf8"), re.M
    )
    assert len(rows) > 200 and len({id for id, _state, _told in rows}) == len(rows)
    assert {state for _id, state, _told in rows} == {"met", "n/a", "open"}
    missing = []
    for id, state, told in rows:
        file, _sep, name = told.strip("`").partition("::")
        if state == "met" and not ((ROOT / file).is_file() and f"def {name}" in (ROOT / file).read_text("utf8")):
            missing.append(f"{id}: {told}")
    assert missing == []

"""Checklists as data: the default one by its versions, and how a person types one of their own. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.kernel.text import tidy
from clb.law.norms import Source

from .risk import DATA

MOST_QUESTIONS = 80
LONGEST = 200
_MARK = re.compile(r"^[-+•*]\s*|^\d+[.)]\s*")
Sections = list[dict[str, Any]]


@dataclass(frozen=True)
class Checklist:
    """Questions in sections, and where they come from. `sections` as stored: title, and questions of key and text."""

    title: str
    source: str
    sections: Sections


@cache
def _defaults() -> tuple[tuple[date, int, Checklist], ...]:
    read = yaml.safe_load((DATA / "checklists.yaml").read_text("utf8"))
    return tuple(
        (one["from"], one["version"], Checklist(one["title"], _told(Source(**one["source"])), one["sections"]))
        for one in read
    )


def _told(source: Source) -> str:
    return f"{source.doc}; {source.clause}"


def default_checklist(on: date) -> Checklist:
    """The default in force on a day, the newest version. Raises LookupError where there is none."""
    found = [(since, version, one) for since, version, one in _defaults() if since <= on]
    if not found:
        raise LookupError(f"no checklist on {on}")
    return max(found, key=lambda row: row[:2])[2]


def typed(text: str) -> Sections:
    """Sections out of what a person typed: a line beginning with "#" is a section, every other line a question.

    Raises ValidationError where there is no question, more than MOST_QUESTIONS, one twice, or one that is too long.
    """
    sections: Sections = []
    seen: set[str] = set()
    for line in text.splitlines():
        words = tidy(line)
        if not words:
            continue
        if words.startswith("#"):
            sections.append({"title": words.lstrip("# ")[:LONGEST], "questions": []})
            continue
        words = _MARK.sub("", words)
        if len(words) > LONGEST:
            raise ValidationError(
                _("Câu hỏi dài quá %(most)d chữ cái: «%(text)s…».") % {"most": LONGEST, "text": words[:40]}
            )
        if words in seen:
            raise ValidationError(_("Câu hỏi «%s» có hai lần.") % words[:80])
        seen.add(words)
        if not sections:
            sections.append({"title": _("Nội dung kiểm tra"), "questions": []})
        sections[-1]["questions"].append({"key": f"q{len(seen)}", "text": words})
    sections = [section for section in sections if section["questions"]]
    if not sections:
        raise ValidationError(_("Hãy ghi ít nhất một câu hỏi."))
    if len(seen) > MOST_QUESTIONS:
        raise ValidationError(_("Phiếu có nhiều nhất %d câu hỏi.") % MOST_QUESTIONS)
    return sections


def as_typed(sections: Sections) -> str:
    """The same as a person would type it."""
    blocks = ["\n".join([f"# {s['title']}", *(f"- {q['text']}" for q in s["questions"])]) for s in sections]
    return "\n\n".join(blocks)

"""Every paper is Vietnamese, whatever language its reader chose: its text is the same under both."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.test import Client
from docx import Document

from clb.access.models import User
from tests.world import World, addresses

PAPERS = [address for address in addresses() if "file_format" in address.arguments]


def reader(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def paper(client: Client, url: str, language: str) -> Any:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(url)


def text(content: bytes) -> list[str]:
    """What a reader sees, with tables, heads and feet."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body, *(p._element for s in document.sections for p in (s.header, s.footer))]
    return ["".join(node.itertext()) for part in parts for node in part.iter() if node.tag.endswith("}p")]


def test_a_paper_for_an_english_reader_is_the_vietnamese_one(world: World, plain_errors: None) -> None:
    seen, wrong = set(), []
    readers = [reader(user) for user in world.everyone().values()]
    for address in PAPERS:
        for url in (url for url, _private in address.urls(world) if url.endswith(".docx")):
            asked = ((client, paper(client, url, "vi")) for client in readers)
            found = next(((client, got) for client, got in asked if got.status_code == 200), None)
            if found is None:
                continue
            client, vietnamese = found
            both = [text(vietnamese.getvalue()), text(paper(client, url, "en").getvalue())]
            seen.add(address.name)
            wrong += [(url, pair) for pair in zip(*both, strict=True) if pair[0] != pair[1]]
    assert wrong == []
    assert seen == {address.name for address in PAPERS}


def test_papers_are_found() -> None:
    assert {"founding:decision_paper", "founding:minutes_paper", "fund:handover_paper", "reports:progress"} <= {
        address.name for address in PAPERS
    }

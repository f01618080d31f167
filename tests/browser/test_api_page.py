"""The page to try the API: it comes from this machine alone, under the same policy as every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clb.kernel.commands import commands
from conftest import Cast

pytestmark = pytest.mark.browser


def test_the_api_is_shown_and_tried_by_a_signed_in_person(stage: Cast, enter: Callable[..., Page]) -> None:
    page = enter("lan", 1280)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto("/tai-khoan/ma-truy-cap/")
    page.get_by_role("link", name="Xem và thử API").click()
    expect(page.locator(".opblock-post")).to_have_count(len(commands()) + 1)  # and the call for many at once
    clubs = page.locator(".opblock-get", has=page.get_by_text("/api/v1/clubs", exact=True))
    clubs.locator(".opblock-summary-control").click()
    clubs.get_by_role("button", name="Try it out").click()
    clubs.get_by_role("button", name="Execute").click()
    expect(clubs.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    expect(clubs.locator(".live-responses-table")).to_contain_text("CLB Một")
    assert refused == []

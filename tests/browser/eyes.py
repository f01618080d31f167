"""What a person with poor eyes, or with a reader, would stumble over on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def faults_of(page: Page, *, also_at: int = 0) -> list[str]:
    """WCAG faults by id and place, and a page wider than the screen; `also_at` another width than the page has now."""
    page.wait_for_load_state()  # a click ends when the next page begins; half a page has no heading yet
    told, before = _faults(page), page.viewport_size
    if also_at and before:
        page.set_viewport_size({"width": also_at, "height": before["height"]})
        told += [f"{also_at} px: {fault}" for fault in _faults(page)]
        page.set_viewport_size(before)
    return told


def _faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append(f"{page.url} is wider than the screen")
    return told

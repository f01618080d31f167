"""`clb docs`: write the pages of docs/ that come from the code."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from clb.access.document import rights_page
from clb.access.doors import doors_page
from clb.api.document import api_page
from clb.api.urls import api
from clb.law.document import norms_page

PAGES: dict[str, Callable[[], str]] = {
    "norms.md": norms_page,
    "rights.md": rights_page,
    "doors.md": doors_page,
    "api.md": lambda: api_page(api.get_openapi_schema()),
}


class Command(BaseCommand):
    """The pages are kept in the repository, so that a change of a norm, a right or the API is a readable diff."""

    help = "Viết lại docs/norms.md, docs/rights.md, docs/doors.md, docs/api.md từ mã."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pages."""
        with translation.override(settings.LANGUAGE_CODE):
            for name, write in PAGES.items():
                (settings.BASE / "docs" / name).write_text(write(), "utf8")
                self.stdout.write(f"Đã viết docs/{name}.")

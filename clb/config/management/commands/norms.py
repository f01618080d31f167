"""`clb norms`: write docs/norms.md from the norms."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from clb.law.document import norms_page


class Command(BaseCommand):
    """The page is kept in the repository, so that a change of a norm is a readable diff."""

    help = "Viết lại docs/norms.md từ các định mức trong clb/law/norms."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        page = settings.BASE / "docs" / "norms.md"
        page.write_text(norms_page(), "utf8")
        self.stdout.write("Đã viết docs/norms.md.")

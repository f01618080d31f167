"""`clb serve`: serve the site as it is, for a real installation."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from clb.config.server import serve


class Command(BaseCommand):
    """Serves; migrations and data are left as they are."""

    help = "Phục vụ trang web (bản cài đặt thật)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address, worker processes, threads of each."""
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped."""
        sys.argv = sys.argv[:1]  # gunicorn would read our arguments as its own
        serve(options["address"], workers=options["workers"], threads=options["threads"])

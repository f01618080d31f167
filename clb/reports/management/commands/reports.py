"""`clb reports`: hold the reports that were handed in against the records of today."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from clb.reports.services import recheck_all

DAYS = 400


class Command(BaseCommand):
    """For a nightly timer; changes no report, only the flag beside it."""

    help = "Báo cáo: recheck (đối chiếu báo cáo đã nộp với số liệu hôm nay, đánh dấu báo cáo nào đã đổi)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, how far back."""
        parser.add_argument("what", choices=["recheck"])
        parser.add_argument("--days", type=int, default=DAYS, help="kỳ hết trong bao nhiêu ngày qua")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what came of it."""
        checked, differing = recheck_all(timezone.localdate() - timedelta(days=options["days"]))
        self.stdout.write(f"Đã đối chiếu {checked} báo cáo, {differing} báo cáo đã đổi sau khi nộp.")

"""`clb months`: give every club its row for the months that have begun. Run nightly."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from clb.members.services import roll_months_forward


class Command(BaseCommand):
    """Adds what is missing and nothing else, so it may run as often as one likes."""

    help = "Lập số tháng của mọi câu lạc bộ đến tháng này (chạy hằng đêm)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Roll forward to the current month."""
        with transaction.atomic():
            added = roll_months_forward(timezone.localdate())
        if added:
            self.stdout.write(f"Đã lập thêm {added} dòng số tháng.")

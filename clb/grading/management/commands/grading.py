"""`clb grading`: sheets made, records read, results told and locked in rounds too large for a person to wait for."""

from typing import Any

from django.core.management.base import BaseCommand

from clb.grading.queries.rounds import rounds_at_work
from clb.grading.services.work import work_on_round


class Command(BaseCommand):
    """Goes on where it stopped, so it may run as often as one likes; `clb worker` runs it."""

    help = "Lập phiếu, đọc sổ, báo kết quả, chốt cho các vòng xếp loại lớn còn chờ."

    def handle(self, *args: Any, **options: Any) -> None:
        """One part of what waits in every round; run again until nothing waits."""
        for row in rounds_at_work():
            done = work_on_round(row)
            self.stdout.write(f"{row.title}: {done} phiếu.")

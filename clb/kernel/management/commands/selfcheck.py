"""`clb selfcheck`: re-derive what is stored twice and say what differs."""

from typing import Any

from django.core.management.base import BaseCommand

from clb.kernel.selfcheck import run_checks


class Command(BaseCommand):
    """Runs every registered check; the exit status is 1 when something is wrong."""

    help = "Tính lại mọi số đã lưu và báo chỗ sai."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a check and, under it, each finding."""
        wrong = 0
        for name, findings in run_checks().items():
            self.stdout.write(f"{'ĐÚNG' if not findings else 'SAI '}  {name}")
            for finding in findings:
                wrong += 1
                self.stdout.write(f"      {finding}")
        if wrong:
            raise SystemExit(1)

"""`clb worker`: do what waits in the background. Each piece of work in a process of its own."""

import math
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from clb.files.services import sweep_files
from clb.sheets.models import SheetBatch
from clb.sheets.services import forget_old_sheets, next_waiting, work_off

PAUSE_SECONDS = 1.0
TIDY_SECONDS = 24 * 3600


class Command(BaseCommand):
    """A crash or a kill ends one piece of work only; it is taken up again, three times at most."""

    help = "Tiến trình nền: kiểm tra, nhập, hoàn tác các danh sách Excel đang chờ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--once empties the queue and ends; --batch does one list; --parent ends with that process."""
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
        parser.add_argument("--batch", default="", help="chỉ làm một đợt nhập (mã)")
        parser.add_argument("--parent", type=int, default=0, help="thôi khi tiến trình này không còn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look for work until told to stop."""
        if options["batch"]:
            work_off(SheetBatch.objects.get(pk=options["batch"]))
            return
        tidied_at = -math.inf
        while not options["parent"] or os.getppid() == options["parent"]:
            if time.monotonic() - tidied_at > TIDY_SECONDS:
                self._tidy()
                tidied_at = time.monotonic()
            waiting = self._waiting()
            if waiting is not None:
                subprocess.run([sys.executable, "-m", "clb.config.cli", "worker", "--batch", str(waiting)], check=False)
            elif options["once"]:
                return
            else:
                time.sleep(PAUSE_SECONDS)

    def _tidy(self) -> None:
        """Once a day: what is kept no longer goes. A database that is away is asked again the next day."""
        close_old_connections()
        try:
            forget_old_sheets(timezone.now())
            sweep_files(timezone.now())
        except OperationalError as error:
            self.stderr.write(str(error))

    def _waiting(self) -> Any:
        """The next list's id. A database that is away for a moment is asked again."""
        close_old_connections()
        try:
            found = next_waiting()
        except OperationalError as error:
            self.stderr.write(str(error))
            return None
        return found.pk if found else None

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
from clb.grading.queries.rounds import rounds_at_work
from clb.kernel.journal.checkpoints import make_checkpoint
from clb.privacy.services import erase_past
from clb.sheets.models import SheetBatch
from clb.sheets.services import forget_old_sheets, next_waiting, work_off
from clb.signin.services.sessions import tidy_doors
from clb.tabular import services as tables
from clb.tabular.models import TableRun

PAUSE_SECONDS = 1.0
TIDY_SECONDS = 24 * 3600


class Command(BaseCommand):
    """A crash or a kill ends one piece of work only; it is taken up again, three times at most."""

    help = "Tiến trình nền: kiểm tra, nhập, hoàn tác các danh sách Excel đang chờ; lập các biểu số liệu lớn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--once empties the queue and ends; --batch does one list, --table one table; --parent ends with it."""
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
        parser.add_argument("--batch", default="", help="chỉ làm một đợt nhập (mã)")
        parser.add_argument("--table", default="", help="chỉ lập một biểu lớn (mã)")
        parser.add_argument("--parent", type=int, default=0, help="thôi khi tiến trình này không còn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look for work until told to stop."""
        if options["batch"]:
            work_off(SheetBatch.objects.get(pk=options["batch"]))
            return
        if options["table"]:
            tables.work_off(TableRun.objects.get(pk=options["table"]))
            return
        tidied_at = -math.inf
        while not options["parent"] or os.getppid() == options["parent"]:
            if time.monotonic() - tidied_at > TIDY_SECONDS:
                self._tidy()
                tidied_at = time.monotonic()
            waiting = self._waiting()
            if waiting is not None:
                subprocess.run([sys.executable, "-m", "clb.config.cli", "worker", *waiting], check=False)
            elif self._grades_wait():
                ended = subprocess.run([sys.executable, "-m", "clb.config.cli", "grading"], check=False)
                if ended.returncode:
                    if options["once"]:
                        return
                    time.sleep(PAUSE_SECONDS)
            elif options["once"]:
                return
            else:
                time.sleep(PAUSE_SECONDS)

    def _grades_wait(self) -> bool:
        """Is there a round of grading in which something is still to be done?"""
        try:
            return rounds_at_work().exists()
        except OperationalError as error:
            self.stderr.write(str(error))
            return False

    def _tidy(self) -> None:
        """Once a day: what is kept no longer goes, and the journal is marked. A database that is away is asked again
        the next day."""
        close_old_connections()
        try:
            forget_old_sheets(timezone.now())
            tables.forget_old_tables(timezone.now())
            sweep_files(timezone.now())
            make_checkpoint(daily=True)
            tidy_doors(timezone.now())
            erase_past(timezone.localdate())
        except (OperationalError, OSError) as error:
            self.stderr.write(str(error))

    def _waiting(self) -> tuple[str, str] | None:
        """What does the next piece of work: lists first, then tables. A database that is away is asked again."""
        close_old_connections()
        try:
            found = next_waiting()
            table = None if found else tables.next_waiting()
        except OperationalError as error:
            self.stderr.write(str(error))
            return None
        if found:
            return "--batch", str(found.pk)
        return ("--table", str(table.pk)) if table else None

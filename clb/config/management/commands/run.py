"""`clb run`: bring the database up to date, give an empty one its demo data, and serve. What `make run` calls."""

import atexit
import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clb.access.models import User
from clb.config.server import serve


class Command(BaseCommand):
    """One command from nothing to a working demo."""

    help = "Chuẩn bị cơ sở dữ liệu, nạp dữ liệu trình diễn nếu còn trống, rồi chạy trang web."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, fill, roll the months forward, say where to look, serve."""
        host, _sep, port = options["address"].rpartition(":")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, int(port)))
            except OSError:
                raise CommandError(
                    f"Cổng {port} đang có chương trình khác dùng. Hãy tắt nó, hoặc: clb run {host}:8001"
                ) from None
        self.stdout.write("Cập nhật cơ sở dữ liệu …")
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            call_command("demo", stdout=self.stdout)
        call_command("months", stdout=self.stdout)
        self._say_where(options["address"])
        sys.argv = sys.argv[:1]
        self._start_worker()
        serve(options["address"], workers=1, threads=8)

    def _start_worker(self) -> None:
        """What takes long is done beside the server; it ends by itself when this process does."""
        mine = os.getpid()
        # Settings and models were checked when this process began.
        worker = subprocess.Popen(
            [sys.executable, "-m", "clb.config.cli", "worker", "--parent", str(mine), "--skip-checks"]
        )

        def end() -> None:
            if os.getpid() == mine:  # not in the server's own children
                worker.terminate()

        atexit.register(end)

    def _say_where(self, address: str) -> None:
        self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(f"Mở trình duyệt tại  http://{address}/   (dừng: Ctrl+C)"))
        if settings.DEMO_MARK.exists():
            self.stdout.write(f"Dữ liệu trình diễn. Mật khẩu chung: {settings.DEMO_PASSWORD}")
            for username, what in settings.DEMO_LOGINS:
                self.stdout.write(f"  {username:<12} {what}")
        self.stdout.flush()

"""`clb fund export`: a club's books for another accounting program."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from clb.clubs.models import Club
from clb.fund.queries.journals import ENDINGS, club_journal
from clb.kernel.dates import DayField


class Command(BaseCommand):
    """One verb so far."""

    help = "Quỹ của câu lạc bộ: xuất sổ cho phần mềm kế toán khác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """export CLUB [--for] [--until] [--out]."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="xuất hai sổ quỹ của một câu lạc bộ; không có tên ai trong đó")
        export.add_argument("club", help="mã (UUID) hoặc khóa đơn vị của câu lạc bộ")
        export.add_argument("--for", dest="program", choices=sorted(ENDINGS), default="hledger")
        export.add_argument(
            "--until", default="", metavar="NGÀY", help="đến hết ngày, ví dụ 2025-12-31; không ghi: tất cả"
        )
        export.add_argument("--out", default="", metavar="TỆP", help="tệp để ghi; không có thì in ra màn hình")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the journal."""
        on = DayField(required=False).clean(options["until"])
        lines = club_journal(_club(options["club"]), options["program"], on=on)
        if not options["out"]:
            self.stdout.writelines(lines)
            return
        path = Path(options["out"])
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        self.stdout.write(f"Đã ghi {path}. Xem số dư: {_reader(options['program'])} {path}")


def _reader(program: str) -> str:
    return "hledger balance -f" if program == "hledger" else "bean-check"


def _club(word: str) -> Club:
    try:
        found = Club.objects.filter(pk=UUID(word))
    except ValueError:
        found = Club.objects.filter(unit__key=word)
    club = found.first()
    if club is None:
        raise CommandError(f"Không có câu lạc bộ nào có mã hoặc khóa «{word}».")
    return club

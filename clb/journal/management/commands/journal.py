"""`clb journal`: verify the seals of the journal, mark where it stands, begin with a new key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clb.journal.telling import sentence
from clb.kernel.journal.checkpoints import make_checkpoint, newest_marks
from clb.kernel.journal.seals import new_key
from clb.kernel.journal.verifying import breaks, first_of
from clb.kernel.models import Act, Event

SHOWN = 20


class Command(BaseCommand):
    """Verifying changes nothing; its exit status is 1 where something is wrong."""

    help = "Nhật ký: verify (kiểm mọi dấu), mark (ghi mốc ngay), new-key (thêm khóa mới)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["verify", "mark", "new-key"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what came of it."""
        {"verify": self._verify, "mark": self._mark, "new-key": self._new_key}[options["what"]]()

    def _verify(self) -> None:
        found = list(breaks())
        first = first_of(found)
        if first is None:
            marks = next(newest_marks(1), None)
            shown = f" Mốc mới nhất: {marks.shown}." if marks else ""
            self.stdout.write(f"ĐÚNG: {Act.objects.count()} việc, {Event.objects.count()} điều xảy ra.{shown}")
            return
        self.stdout.write(f"SAI: {len(found)} chỗ. Chỗ hỏng đầu tiên:\n  {sentence(first)}")
        for one in [one for one in found if one != first][:SHOWN]:
            self.stdout.write(f"  {sentence(one)}")
        raise SystemExit(1)

    def _mark(self) -> None:
        made = make_checkpoint()
        told = f"Đã ghi mốc {made.shown}." if made else "Không có gì mới từ mốc trước."
        self.stdout.write(told)

    def _new_key(self) -> None:
        try:
            new_key()
        except ValueError:
            raise CommandError("Khóa đặt ở CLB_JOURNAL_KEYS: hãy thêm khóa mới vào đầu biến ấy.") from None
        self.stdout.write("Đã thêm khóa mới. Khởi động lại phần mềm để dùng; khóa cũ vẫn kiểm các dấu cũ.")

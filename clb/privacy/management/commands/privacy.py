"""`clb privacy`: what is kept too long, and what a backup that was put back brought with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.law.norms import SUGGESTED
from clb.privacy.queries.keeping import RULES
from clb.privacy.services import erase_past, reapply_erasures
from clb.privacy.services.traces import wipe_free_space


class Command(BaseCommand):
    """keep: erase what is past; list: only tell; reapply: erase again after a restore; wipe: rewrite the database."""

    help = "Dữ liệu cá nhân: list xem gì quá hạn giữ, keep xóa, reapply xóa lại sau khi phục hồi, wipe dọn chỗ trống."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is to be done."""
        parser.add_argument("verb", choices=["list", "keep", "reapply", "wipe"])
        parser.add_argument("--suggested", action="store_true", help=_("xóa cả theo hạn mới chỉ là gợi ý"))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it and say what came of it."""
        getattr(self, f"_{verb}")(**options)

    def _list(self, **options: Any) -> None:
        today = timezone.localdate()
        for rule in RULES:
            norm, rows = rule.norm(today), sum(len(past.pks) for past in rule.due(today))
            mark = _(" (gợi ý, chưa có văn bản)") if norm.source.trust == SUGGESTED else ""
            told = {"what": rule.what, "most": norm.max, "unit": norm.unit, "mark": mark, "rows": rows}
            self.stdout.write(_("%(what)s: giữ %(most)s %(unit)s%(mark)s; quá hạn %(rows)d dòng.") % told)

    def _keep(self, suggested: bool = False, **options: Any) -> None:
        done = erase_past(timezone.localdate(), with_suggested=suggested)
        self.stdout.write(_("Đã xóa %d dòng quá hạn giữ.") % sum(done.values()))

    def _reapply(self, **options: Any) -> None:
        self.stdout.write(_("Đã xóa lại %d người đã xóa trước đó.") % reapply_erasures())
        wipe_free_space()

    def _wipe(self, **options: Any) -> None:
        wipe_free_space()
        self.stdout.write(_("Đã ghi lại cơ sở dữ liệu, không còn dấu vết của những dòng đã xóa."))

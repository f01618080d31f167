"""`clb keys`: the keys of encrypted texts."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from clb.kernel.encrypted import add_key, drop_old_keys, field_keys, new_key, older_tokens, reseal_all


class Command(BaseCommand):
    """Change the key of encrypted texts, and see how things stand."""

    help = "Khóa mã hóa số định danh, ghi chú sức khỏe: rotate đổi khóa, retire bỏ khóa cũ, status xem."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is to be done."""
        parser.add_argument("verb", choices=["status", "new", "rotate", "retire"])

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it and say what came of it; keys themselves are shown by `new` only."""
        getattr(self, f"_{verb}")()

    def _status(self) -> None:
        told = _("Có %(keys)d khóa. %(texts)d chỗ còn mã hóa bằng khóa cũ.")
        self.stdout.write(told % {"keys": len(field_keys()), "texts": older_tokens()})

    def _new(self) -> None:
        self.stdout.write(new_key())

    def _rotate(self) -> None:
        try:
            add_key()
        except ImproperlyConfigured:
            self.stdout.write(_("Khóa lấy từ CLB_FIELD_KEYS: mã hóa lại bằng khóa đứng đầu ở đó."))
        self.stdout.write(_("Đã mã hóa lại %d chỗ. Khóa cũ vẫn còn để đọc; bỏ bằng: clb keys retire") % reseal_all())

    def _retire(self) -> None:
        if left := older_tokens():
            raise CommandError(_("Còn %d chỗ mã hóa bằng khóa cũ. Hãy chạy trước: clb keys rotate") % left)
        self.stdout.write(
            _("Đã bỏ %d khóa cũ. Bản sao lưu cũ cần khóa cũ mới đọc được các chỗ mã hóa.") % drop_old_keys()
        )

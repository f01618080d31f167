"""`clb user add` and `clb user card`: the first sign-in of an installation, and a card for whoever has nobody above."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.places.models import Unit
from clb.signin.rules import in_fours
from clb.signin.services.cards import issue_card, store_passphrase, take_back_ways_in


class Command(BaseCommand):
    """For whoever holds the machine; everyone after the first is better invited on the page by their unit above."""

    help = "Thêm người dùng đầu tiên của bản cài đặt; cấp thẻ mời cho người không còn ai ở trên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """user add NAME --role SYSTEM --at vn; user card NAME."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="thêm một người dùng, in mã thẻ mời")
        add.add_argument("username")
        add.add_argument("--role", choices=Role.values, default=Role.SYSTEM)
        add.add_argument("--at", default="vn", help="khóa của đơn vị")
        add.add_argument("--ask-password", action="store_true", help="hỏi mật khẩu ngay, không cấp thẻ")
        card = verbs.add_parser("card", help="khóa mọi đường vào của một người và cấp thẻ mời mới")
        card.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the user or take back their ways in, and print the card's code once."""
        if options["verb"] == "add":
            user = self._add(**options)
            if options["ask_password"]:
                return
        else:
            found = User.objects.filter(username__iexact=options["username"]).first()
            if found is None:
                raise CommandError("Không có người dùng nào tên này.")
            user = found
            take_back_ways_in(user, is_lost=True)
        secret = issue_card(user, by=None).secret or ""
        code = in_fours(secret)
        self.stdout.write(f"Mở trang /tai-khoan/the/ và gõ mã (dùng một lần, 7 ngày, chỉ hiện lần này): {code}")

    def _add(self, *, username: str, role: str, at: str, ask_password: bool, **_: Any) -> User:
        unit = Unit.objects.filter(key=at).first()
        if unit is None:
            raise CommandError(f"Không có đơn vị nào có khóa {at}. Hãy nạp đơn vị trước: clb places load")
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError("Tên đăng nhập này đã có người dùng.")
        user = User.objects.create_user(username)
        if ask_password:
            try:
                store_passphrase(user, getpass.getpass("Mật khẩu: "))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        Assignment.objects.create(user=user, role=role, unit=unit, from_on=timezone.localdate())
        self.stdout.write(f"Đã thêm {user.username}, {Role(role).label}.")
        return user

"""`clb user add`: the first sign-in of an installation, made by whoever holds the machine."""

import getpass
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.places.models import Unit


class Command(BaseCommand):
    """Adds a user; everyone after the first is better added on the page by someone with an office."""

    help = "Thêm người dùng đầu tiên của bản cài đặt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """user add NAME --role SYSTEM --at vn."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="thêm một người dùng")
        add.add_argument("username")
        add.add_argument("--role", choices=Role.values, default=Role.SYSTEM)
        add.add_argument("--at", default="vn", help="khóa của đơn vị")
        add.add_argument("--ask-password", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the user and print the password once."""
        unit = Unit.objects.filter(key=options["at"]).first()
        if unit is None:
            raise CommandError(f"Không có đơn vị nào có khóa {options['at']}. Hãy nạp đơn vị trước: clb places load")
        if User.objects.filter(username__iexact=options["username"]).exists():
            raise CommandError("Tên đăng nhập này đã có người dùng.")
        password = getpass.getpass("Mật khẩu: ") if options["ask_password"] else secrets.token_urlsafe(12)
        user = User.objects.create_user(options["username"], password=password)
        Assignment.objects.create(user=user, role=options["role"], unit=unit, from_on=timezone.localdate())
        self.stdout.write(f"Đã thêm {user.username}, {Role(options['role']).label}.")
        if not options["ask_password"]:
            self.stdout.write(f"Mật khẩu (chỉ hiện lần này): {password}")

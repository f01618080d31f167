"""`clb demo`: give an empty database its demo data."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from clb.access.models import User
from clb.clubs.models import Club
from clb.demo.activities import build_activities
from clb.demo.books import build_books
from clb.demo.build import build_clubs, build_reports, build_sign_ins, builder
from clb.demo.lending import build_boards, build_lending
from clb.demo.loans import build_loans
from clb.demo.meetings import build_meetings
from clb.demo.statements import build_disclosures
from clb.places.services import load_reference_tree
from clb.plans.services.reference import load_reference_plans


class Command(BaseCommand):
    """Loads units, plans, clubs, people and sign-ins, all or nothing."""

    help = "Nạp dữ liệu trình diễn vào cơ sở dữ liệu trống."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where anything is recorded already; else load."""
        if User.objects.exists() or Club.objects.exists():
            raise CommandError(
                "Cơ sở dữ liệu đã có người dùng hoặc câu lạc bộ; dữ liệu trình diễn chỉ nạp vào nơi trống."
            )
        with transaction.atomic():
            self.stdout.write("Nạp đơn vị hành chính …")
            load_reference_tree()
            self.stdout.write("Nạp quyết định, kế hoạch …")
            plans = load_reference_plans(timezone.localdate())
            self.stdout.write("Nạp câu lạc bộ, thành viên trình diễn …")
            by = builder()
            clubs = build_clubs(by)
            build_sign_ins(clubs)
            build_reports(plans["hongngu"])
            self.stdout.write("Nạp các buổi sinh hoạt trình diễn …")
            build_boards(by, clubs)
            build_meetings(by, clubs, timezone.localdate())
            build_activities(by, clubs, timezone.localdate())
            build_loans(by, clubs, timezone.localdate())
            build_disclosures(by, clubs, timezone.localdate())
            build_lending(by, clubs, timezone.localdate())
            build_books(by, clubs, timezone.localdate())
        settings.DEMO_MARK.touch()

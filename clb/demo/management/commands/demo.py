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
from clb.demo.budget import build_budget
from clb.demo.build import build_clubs, build_reports, build_sign_ins, builder
from clb.demo.care import build_care
from clb.demo.desks import build_desks, build_duties
from clb.demo.dispatch import build_dispatch
from clb.demo.doors import build_doors
from clb.demo.giving import build_giving
from clb.demo.grading import build_grades
from clb.demo.health import build_health
from clb.demo.journal import build_journal
from clb.demo.lending import build_boards, build_lending
from clb.demo.loans import build_loans
from clb.demo.meetings import build_meetings
from clb.demo.outreach import build_outreach
from clb.demo.privacy import build_privacy
from clb.demo.reports import build_calendar, build_first_reports, build_official_reports
from clb.demo.seconds import build_seconds
from clb.demo.statements import build_disclosures
from clb.demo.supervision import build_supervision
from clb.demo.tabular import build_tables
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
        settings.IS_DEMO = True  # papers that are frozen meanwhile say so on every page
        with transaction.atomic():
            self.stdout.write("Nạp đơn vị hành chính …")
            load_reference_tree()
            self.stdout.write("Nạp quyết định, kế hoạch …")
            plans = load_reference_plans(timezone.localdate())
            self.stdout.write("Nạp câu lạc bộ, thành viên trình diễn …")
            by = builder()
            clubs = build_clubs(by)
            build_sign_ins(clubs)
            build_doors(clubs, timezone.localdate())
            build_reports(plans["hongngu"])
            build_duties(plans["hongngu"])
            build_desks(clubs)
            self.stdout.write("Nạp các buổi sinh hoạt trình diễn …")
            build_boards(by, clubs)
            build_meetings(by, clubs, timezone.localdate())
            build_calendar(by, plans["hongngu"])
            build_first_reports(timezone.localdate())
            build_activities(by, clubs, timezone.localdate())
            build_loans(by, clubs, timezone.localdate())
            build_disclosures(by, clubs, timezone.localdate())
            build_lending(by, clubs, timezone.localdate())
            build_books(by, clubs, timezone.localdate())
            build_health(by, clubs, timezone.localdate())
            build_privacy(by, clubs, timezone.localdate())
            build_care(by, clubs, timezone.localdate())
            build_giving(clubs, plans["hongngu"], timezone.localdate())
            build_seconds(by, clubs, timezone.localdate())
            build_dispatch(timezone.localdate())
            build_outreach(plans["hongngu"], timezone.localdate())
            build_supervision(by, clubs, timezone.localdate())
            build_grades(by, clubs, timezone.localdate())
            build_tables(timezone.localdate())
            build_budget(by, clubs, plans["hongngu"])
            self.stdout.write("Nạp báo cáo trình diễn …")
            build_official_reports(by, clubs, timezone.localdate())
            build_journal()
        settings.DEMO_MARK.touch()

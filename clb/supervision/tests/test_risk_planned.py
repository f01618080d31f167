"""The ranking asks so that a database answers soon even where it takes the tables for empty."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from clb.clubs.models import Club
from clb.supervision.queries.risk import ranked
from conftest import make_cast

from .test_risk import many_clubs


def test_a_thousand_clubs_that_the_database_has_not_counted_are_ranked(db: None) -> None:
    # Counted when all their rows were taken back, tables stay «empty» however many come after. A question within
    # questions then took PostgreSQL more than the 120 s after which tests break it off; this takes one second.
    if connection.vendor == "postgresql":
        with transaction.atomic():
            many_clubs(make_cast(), 100)
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE clubs_club, clubs_clubstatus")
    many_clubs(make_cast(), 1_000)
    assert len(ranked(Club.objects.all(), timezone.localdate())) == 1_002

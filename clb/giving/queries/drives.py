"""Drives to mobilise: where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clb.access.models import User
from clb.giving.models import Donation, Drive

from .pledges import pledged_vnd
from .totals import Raised, parted


@dataclass(frozen=True)
class DriveLine:
    """A drive on a day: `state` as the tag `state` takes it, what was promised and what came; whole đồng."""

    drive: Drive
    state: str
    pledged_vnd: int
    raised: Raised

    @property
    def left_vnd(self) -> int:
        """What the target still wants."""
        return max(self.drive.target_vnd - self.raised.total_vnd, 0)

    @property
    def percent(self) -> int:
        """How much of the target came, rounded down."""
        return self.raised.total_vnd * 100 // self.drive.target_vnd


def drive_lines(drives: Iterable[Drive], on: date) -> list[DriveLine]:
    """Where `drives` stand at the end of `on`, in their order; two queries."""
    listed = list(drives)
    ids = [drive.pk for drive in listed]
    promised = pledged_vnd(ids)
    given = parted(Donation.objects.standing().filter(drive__in=ids), "drive")
    none = Raised()
    return [
        DriveLine(drive, _state(drive, given.get(drive.pk, none), on), promised.get(drive.pk, 0), raised)
        for drive in listed
        for raised in (given.get(drive.pk, none),)
    ]


def _state(drive: Drive, raised: Raised, on: date) -> str:
    """DONE once the target came or somebody ended it, OVERDUE past its last day, LATER before its first, else DUE."""
    if drive.closed_on is not None or raised.total_vnd >= drive.target_vnd:
        return "DONE"
    if on > drive.until_on:
        return "OVERDUE"
    return "LATER" if on < drive.from_on else "DUE"


def open_drives(user: User, right: str, on: date) -> QuerySet[Drive]:
    """Drives in whose name `user` may do `right`, not ended, the newest first."""
    rows = Drive.objects.kept_by(user, right).filter(closed_on__isnull=True, from_on__lte=on)
    return rows.order_by("-from_on", "title", "pk")

"""Phones as stored, for pages: keys with whatever they last said of themselves, and rows that wait."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from clb.access.models import User
from clb.access.services import hash_secret
from clb.clubs.models import Club
from clb.phone import release
from clb.phone.models import ParkedRow, Phone, PhoneKey


def make_phone(user: User, name: str = "Chrome trên Android", *, days: int = 10, **told: Any) -> PhoneKey:
    """A phone of `user` set up some days ago, in good order but for what is `told`."""
    now = timezone.now()
    good = {"seen_at": now, "packed_at": now, "pushed_at": now, "version": release.version()}
    made = now - timedelta(days=days)
    until = timezone.localdate() + timedelta(days=60)
    return PhoneKey.objects.create(
        phone=Phone.objects.create(name=name),
        user=user,
        secret_hash=hash_secret(uuid4().hex),
        **{"made_at": made, "expires_on": until, **good, **told},
    )


def make_waiting(
    key: PhoneKey,
    club: Club | None,
    command: str,
    data: dict[str, Any],
    *,
    why: str = "Khoản này chỉ còn nợ ít hơn.",
    parked_at: datetime | None = None,
    reason: str = ParkedRow.Reason.REFUSED,
    **more: Any,
) -> ParkedRow:
    """A row of that phone that was not done."""
    kept = {"lane": str(club.pk) if club else "me", "n": 1, "data": data, "basis": {}, "base": {}, "after": []}
    at = parked_at or timezone.now()
    return ParkedRow.objects.create(
        pk=uuid4(),
        key=key,
        club=club,
        command=command,
        reason=reason,
        typed=json.dumps({**kept, **more}, ensure_ascii=False, default=str),
        told=json.dumps({"errors": {}, "why": why}, ensure_ascii=False),
        written_at=at,
        parked_at=at,
    )


def fill_phones(keeper: User, chair: User, club: Club, person: UUID) -> None:
    """Two phones of a club, one of which has not sent, and a row that waits: of the one who keeps its books."""
    key = make_phone(keeper, left_rows=3, left_since=timezone.now() - timedelta(days=9), left_why="OFFLINE")
    make_phone(chair, "Safari trên iPhone")
    data = {"club": club.pk, "person": person, "amount_vnd": 10_000, "for_month": "2026-03", "fund": "OPERATING"}
    data["received_on"] = "2026-03-02"
    make_waiting(key, club, "fund.receive_fee", data, why="Hội phí của Bà Kín Đáo đã thu.")

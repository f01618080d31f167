"""Two phones on one thing: what another wrote since this phone saw it, in words for both people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import ClubBook, Receipt
from clb.fund.services.books import lock_books_there_are
from clb.kernel.models import Act
from clb.kernel.money import vnd
from clb.meetings.models import MoneyLine
from clb.members.services.summaries import lock_clubs
from clb.phone.models import PhoneKey, PhoneTouch
from clb.phone.queries.counters import clubs_about, counters, receipts_about
from clb.phone.rules import numbers_between, others_since

from .envelopes import Sent

WATCHED = ("loan:", "fee:")  # money: applied once or parked
_SUM = re.compile(r"[0-9]{1,18}\Z")  # dong as they may stand in a row
AROUND = timedelta(seconds=10)  # an act is written in the transaction of its receipt


@dataclass(frozen=True)
class Clash:
    """What another wrote about a thing that a row is about too: in words for whoever sent the row, and who it was."""

    why: str
    others: tuple[User, ...]


def own_numbers(key: PhoneKey, abouts: Iterable[str]) -> dict[str, set[int]]:
    """The numbers that this phone itself made the counters of these reach."""
    wanted = set(abouts)
    found: dict[str, set[int]] = {about: set() for about in wanted}
    for about, number in PhoneTouch.objects.filter(key=key, about__in=wanted).values_list("about", "number"):
        found[about].add(number)
    return found


def note_touches(key: PhoneKey, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """This phone made the counters move so."""
    fresh = [
        PhoneTouch(key=key, about=about, number=number)
        for about in after
        for number in numbers_between(before.get(about, 0), after[about])
    ]
    if fresh:
        PhoneTouch.objects.bulk_create(fresh, ignore_conflicts=True)


def watched(sent: Sent) -> list[str]:
    """What of a row's basis is money that two phones could take twice."""
    return [about for about in sent.basis if about.startswith(WATCHED)]


def clashing(key: PhoneKey, rows: Iterable[Sent], now: Mapping[str, int]) -> dict[UUID, list[str]]:
    """By the id of each row in collision, the things that somebody else wrote about since."""
    listed = list(rows)
    own = own_numbers(key, {about for sent in listed for about in watched(sent)})
    found: dict[UUID, list[str]] = {}
    for sent in listed:
        for about in watched(sent):
            if about in now and others_since(sent.basis[about], now[about], own[about]):
                found.setdefault(sent.id, []).append(about)
    return found


def told_of(about: str) -> Clash:
    """What was written last about a thing, in words."""
    receipts = receipts_about(about)[-1:]
    if not receipts:
        return Clash(_("Người khác vừa ghi việc này trên máy khác. Hãy xem lại rồi bấm «Vẫn ghi» hoặc «Bỏ»."), ())
    (receipt,) = receipts
    who = _writer(receipt)
    named = {
        "who": who.called if who else _("người khác"),
        "vnd": vnd(receipt.amount_vnd + receipt.interest_vnd),
        "day": f"{receipt.entry.happened_on:%d/%m/%Y}",
    }
    return Clash(_said(receipt) % named, (who,) if who else ())


def _said(receipt: Receipt) -> str:
    if receipt.kind == Receipt.Kind.FEE:
        return _(
            "Hội phí tháng này của người này %(who)s đã thu %(vnd)s ngày %(day)s, ghi ở máy khác. Nếu bà con đóng thêm "
            "lần nữa, bấm «Vẫn ghi». Nếu chỉ là một lần đóng, bấm «Bỏ»."
        )
    return _(
        "Khoản này %(who)s đã thu %(vnd)s ngày %(day)s, ghi ở máy khác. Nếu bà con trả thêm lần nữa, bấm «Vẫn ghi». "
        "Nếu chỉ là một lần trả, bấm «Bỏ»."
    )


def said_to_the_other(sender: User, sent: Sent) -> str:
    """What whoever wrote first is told of the row that came after."""
    amounts = [sent.data.get(name) for name in ("amount_vnd", "interest_vnd")]
    total = sum(int(one) for one in amounts if isinstance(one, (int, str)) and _SUM.match(str(one)))
    told = {"who": sender.called, "vnd": vnd(total)}
    if sent.command == "fund.receive_fee":
        return (
            _(
                "%(who)s cũng ghi thu hội phí %(vnd)s của người mà bạn đã thu, ghi ở máy khác. Khoản ấy chưa vào sổ, "
                "đang chờ %(who)s xem lại. Hãy hỏi nhau xem bà con đóng một lần hay hai lần."
            )
            % told
        )
    return (
        _(
            "%(who)s cũng ghi thu nợ %(vnd)s của khoản mà bạn đã thu, ghi ở máy khác. Khoản ấy chưa vào sổ, đang chờ "
            "%(who)s xem lại. Hãy hỏi nhau xem bà con trả một lần hay hai lần."
        )
        % told
    )


def _writer(receipt: Receipt) -> User | None:
    """Who wrote a slip: whose act of that moment names it, or the meeting that it comes from; None where none does."""
    at = receipt.entry.made_at
    acts = Act.objects.filter(unit_id=receipt.club.unit_id, done_at__range=(at - AROUND, at + AROUND))
    line = MoneyLine.objects.filter(receipt=receipt).first()
    names = {str(receipt.pk)} | ({str(line.meeting_id)} if line else set())
    found = [
        act
        for act in acts.select_related("by").order_by("done_at")
        if any(name in json.dumps(act.result) for name in names)
    ]
    return found[-1].by if found else None


def now_of(by: User, rows: Iterable[Sent]) -> dict[str, int]:
    """The counters now of everything that these rows are about, as far as `by` may read that money.

    They stay so until the transaction ends: clubs, then books, are locked as the services of money lock them.
    """
    places = clubs_about({about for sent in rows for about in watched(sent)})
    held = by.held_among("fund.read", {unit for _club, unit in places.values()})
    mine = {about: club for about, (club, unit) in places.items() if unit in held}
    if not mine:
        return {}
    lock_clubs(Club.objects.filter(pk__in=set(mine.values())))
    lock_books_there_are(dict.fromkeys(mine.values(), ClubBook.Fund.values))
    return counters(mine)

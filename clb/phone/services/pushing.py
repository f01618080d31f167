"""An outbox comes up: each row done once in the order of its lane, or parked with a sentence; none blocks the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.kernel.schema import typed
from clb.phone.models import ParkedRow, PhoneKey, PhoneLane, ToldMessage

from .collisions import clashing, note_touches, now_of, said_to_the_other, told_of
from .envelopes import Push, Sent
from .grouping import may_wait, put, verb
from .merging import merged
from .parking import How, Reason, close_row, park, reply_of, tell, why_of
from .parting import bad_rows, clashing_rows, has_rows, parked_of_what_closes, parted, waiting_for_the_books
from .seeing import MEETING, counted_for, with_seen
from .settled import settled_meanwhile

CHANNEL = "phone"
CONTACT_TOLD = gettext_lazy(
    "%(who)s cũng ghi tên gọi, điện thoại của người mà bạn đã ghi, nhưng khác. Lần ghi sau chưa được lưu, đang chờ "
    "%(who)s xem lại. Hãy hỏi nhau cái nào đúng."
)
Reply = dict[str, Any]


def replies_to(key: PhoneKey, push: Push) -> list[Reply]:
    """One reply for each row, in the order in which the phone sent them. `key.user` is narrowed to a key's rights."""
    coming = _Coming(key, push)
    for part in coming.parts():
        coming.take(part)
    while freed := coming.freed():  # what a later row of the same push set free
        coming.take([freed])
    coming.keep_lanes()
    return [coming.replies[str(sent.id)] for sent in push.rows]


@dataclass
class _Coming:
    """A push on its way: what is known of its rows already, and how far each lane has come."""

    key: PhoneKey
    push: Push
    replies: dict[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [sent.id for sent in self.push.rows]
        named = ids + [pk for sent in self.push.rows for pk in sent.after]
        self.acts = Act.objects.in_bulk(set(named))
        self.parked = ParkedRow.objects.select_related("key").in_bulk(set(named))
        self.lanes = dict(PhoneLane.objects.filter(key=self.key).values_list("lane", "come_until"))
        for lane, first in self.push.first.items():
            self.lanes[lane] = max(self.lanes.get(lane, 0), first - 1)

    def parts(self) -> Iterator[list[Sent]]:
        """Rows to be tried, those of one command that may go together; the others are answered on the way."""
        waiting: list[list[Sent]] = []
        seen: set[UUID] = set()
        for sent in sorted(self.push.rows, key=lambda one: (one.lane, one.n)):
            if sent.id in seen:
                continue
            seen.add(sent.id)
            if not may_wait(waiting, sent):
                yield from waiting
                waiting = []
            answer = self._before(sent)
            if answer is None:
                put(waiting, sent)
            else:
                self.replies[str(sent.id)] = answer
        yield from waiting

    def take(self, part: list[Sent]) -> None:
        """Try rows that go together."""
        self.replies |= {reply["id"]: reply for reply in _done(self.key, part)}

    def freed(self) -> Sent | None:
        """A row that was held and need not be any more."""
        held = (sent for sent in self.push.rows if self.replies[str(sent.id)]["status"] == "held")
        return next((sent for sent in held if not self._why_held(sent)), None)

    def _before(self, sent: Sent) -> Reply | None:
        """What is to be said of a row without trying it; None where it is to be tried."""
        come = self.lanes.get(sent.lane, 0)
        is_known = sent.id in self.acts or sent.id in self.parked
        if sent.n > come + 1 and not is_known:
            return reply(sent, "early", why=_("Việc ghi trước nó chưa đến."))
        self.lanes[sent.lane] = max(come, sent.n)
        if is_known:
            return _known(self.key, sent, self.acts, self.parked)
        why = self._why_held(sent)
        return reply(sent, "held", why=why) if why else None

    def _why_held(self, sent: Sent) -> str:
        """Why a row is not tried yet; '' where it may be."""
        if open_rows := parked_of_what_closes(self.key, sent):
            told = _(
                "Buổi họp chưa kết thúc vì còn %(n)s việc của buổi này cần xem. Bác xem xong thì máy tự gửi tiếp, "
                "không phải mở lại buổi họp."
            )
            return told % {"n": open_rows}
        return _("Chờ việc ghi trước nó được xử lý.") if any(self._holds(pk) for pk in sent.after) else ""

    def _holds(self, pk: UUID) -> bool:
        """Does what comes after this row have to wait?"""
        answer = self.replies.get(str(pk))
        if answer is not None and answer["status"] in {"done", "already"}:
            return False
        if answer is not None and answer["status"] in {"held", "early"}:
            return True
        parked = ParkedRow.objects.filter(pk=pk).first()
        for _step in range(20):  # written again, and again refused, and written again
            if parked is None or parked.replaced_by is None:
                break
            pk = parked.replaced_by
            parked = ParkedRow.objects.filter(pk=pk).first()
        if parked is not None:
            return parked.settled_at is None and not parked.is_part
        return pk not in self.acts and not Act.objects.filter(pk=pk).exists()

    def keep_lanes(self) -> None:
        """How far each lane has come; another push of the same phone may have come further meanwhile."""
        with transaction.atomic():
            PhoneKey.objects.select_for_update().values_list("pk").get(pk=self.key.pk)
            stored = dict(PhoneLane.objects.filter(key=self.key).values_list("lane", "come_until"))
            fresh = [
                PhoneLane(key=self.key, lane=lane, come_until=n)
                for lane, n in self.lanes.items()
                if n > stored.get(lane, 0) and len(lane) <= 36
            ]
            if fresh:
                known, told = ["key", "lane"], ["come_until"]
                PhoneLane.objects.bulk_create(fresh, update_conflicts=True, unique_fields=known, update_fields=told)


def reply(sent: Sent, status: str, *, errors: Any = None, why: str = "", result: Any = None) -> Reply:
    """What a phone hears of one row."""
    return {"id": str(sent.id), "status": status, "errors": errors or {}, "why": why, "result": result}


def _known(key: PhoneKey, sent: Sent, acts: Mapping[UUID, Act], parked: Mapping[UUID, ParkedRow]) -> Reply:
    """What is said of a row that came before, done or parked; of another's id nothing."""
    row, act = parked.get(sent.id), acts.get(sent.id)
    if row is not None and row.key.user_id == key.user_id:
        return reply_of(row) | {"result": act.result if act else None}
    if act is not None and row is None and (act.by_id, act.command) == (key.user_id, sent.command):
        return reply(sent, "already", result=act.result)
    return reply(sent, "parked", why=_("Mã việc này thuộc về một việc khác."))


def _done(key: PhoneKey, part: list[Sent]) -> list[Reply]:
    try:
        return _tried(key, part)
    except IntegrityError:
        # The same ids came in another push at the same moment and were done there: nothing of ours was kept, and now
        # they are found.
        return _tried(key, part)


def _tried(key: PhoneKey, part: list[Sent]) -> list[Reply]:
    """Rows of one command in one transaction, one phone after the other."""
    with transaction.atomic():
        PhoneKey.objects.select_for_update().values_list("pk").get(pk=key.pk)
        ids = [sent.id for sent in part]
        acts = Act.objects.in_bulk(ids)
        parked = ParkedRow.objects.select_related("key").in_bulk(ids)
        answered = [_known(key, one, acts, parked) for one in part if one.id in acts or one.id in parked]
        fresh = [sent for sent in part if sent.id not in acts and sent.id not in parked]
        return answered + (_judged(key, fresh) if fresh else [])


def _judged(key: PhoneKey, rows: list[Sent]) -> list[Reply]:
    command = verb(rows[0].command)
    if command is None or not command.offline:
        told = _("Việc này không làm được từ điện thoại. Hãy cập nhật ứng dụng hoặc làm trên trang.")
        return [_parked(key, sent, Reason.UNREADABLE, {}, sent.wrong or told) for sent in rows]
    late = settled_meanwhile(key, rows)
    sure = {sent.id for sent in rows if _is_sure(key, sent)}
    now = now_of(key.user, rows)
    clashes = clashing(key, [sent for sent in rows if sent.id not in sure], now)
    answers, ready = [], []
    for sent in rows:
        if sent.wrong:
            answers.append(_parked(key, sent, Reason.UNREADABLE, {}, sent.wrong))
        elif sent.id in late:
            answers.append(_parked(key, sent, Reason.COLLISION, {}, late[sent.id]))
        elif sent.id in clashes:
            answers.append(_clashed(key, command, sent, clashes[sent.id]))
        else:
            ready.append(sent)
    return answers + (_run(key, command, ready, sure, now) if ready else [])


def _is_sure(key: PhoneKey, sent: Sent) -> bool:
    """Did the person look at the collision and say that it is to be written all the same?"""
    if not sent.sure or sent.replaces is None:
        return False
    return ParkedRow.objects.filter(key__user=key.user, pk=sent.replaces).exists()


def _clashed(key: PhoneKey, command: Command, sent: Sent, abouts: list[str]) -> Reply:
    """Park what somebody else wrote about since; of a meeting the rest of the row is written."""
    clash = told_of(abouts[0])
    if command.name == MEETING:
        rest, only = parted(sent, clashing_rows(sent, abouts))
        errors = {_place(about): [told_of(about).why] for about in abouts}
        if has_rows(only) and not sent.data.get("close_now"):
            answer = _without(key, command, rest, only, Reason.COLLISION, errors)
        elif held := abouts if has_rows(only) else waiting_for_the_books(sent, abouts):
            told = {_place(about): errors[_place(about)] for about in held}
            answer = _parked(key, sent, Reason.COLLISION, told, clash.why)
        else:
            answer = _run(key, command, [sent], set(), {})[0]
    else:
        answer = _parked(key, sent, Reason.COLLISION, {}, clash.why)
    if answer["status"] == "parked":
        _tell_others(key, sent, clash.others)
    return answer


def _place(about: str) -> str:
    kind, pk = about.split(":")[:2]
    return f"{'repayments' if kind == 'loan' else 'fees'}.{pk}"


def _tell_others(key: PhoneKey, sent: Sent, others: Sequence[User], text: str = "") -> None:
    row = ParkedRow.objects.select_related("club").get(pk=sent.id)
    told = text or said_to_the_other(key.user, sent)
    tell([other for other in others if other.pk != key.user_id], ToldMessage.Kind.CLASH, row, told)


def _without(key: PhoneKey, command: Command, rest: Sent, only: Sent, reason: str, errors: Any) -> Reply:
    """Write a meeting's row without some of its rows, and park those; all of it where the rest does not go either."""
    data, wrong = read_fields(command, with_seen(key, rest))
    asked = counted_for([rest])
    before = asked()
    outcome = Outcome("rejected", None, errors=wrong) if wrong else _outcomes(key, command, [Row(rest.id, data)])[0]
    if outcome.status not in {"done", "already"}:
        whole = replace(rest, data={**rest.data, **only.data})
        more = {**errors, **outcome.errors}
        return _parked(key, whole, Reason.REFUSED if outcome.errors else Reason.NO_RIGHT, more, why_of(more))
    note_touches(key, before, asked())
    _replaced(key, only)
    return reply_of(park(key, only, reason, errors, why_of(errors), is_part=True)) | {"result": outcome.ref}


def _parked(key: PhoneKey, sent: Sent, reason: str, errors: Any, why: str) -> Reply:
    _replaced(key, sent)
    return reply_of(park(key, sent, reason, errors, why))


def _replaced(key: PhoneKey, sent: Sent) -> None:
    """The row that this one is written instead of was settled by it."""
    if sent.replaces:
        old = ParkedRow.objects.open().filter(pk=sent.replaces, key__user=key.user).first()
        if old is not None:
            close_row(old, by=key.user, how=How.REPLACED, replaced_by=sent.id)


def _run(key: PhoneKey, command: Command, rows: list[Sent], sure: set[UUID], now: Mapping[str, int]) -> list[Reply]:
    answers: list[Reply] = []
    ready: list[tuple[Sent, Row]] = []
    for sent in rows:
        held = merged(key.user, sent, is_sure=sent.id in sure)
        if held.errors:
            answers.append(_parked(key, sent, Reason.COLLISION, held.errors, why_of(held.errors)))
            _tell_others(key, sent, [held.other] if held.other else [], CONTACT_TOLD % {"who": key.user.called})
            continue
        data, errors = read_fields(command, with_seen(key, held.sent, is_sure=sent.id in sure))
        if errors:
            answers.append(_parked(key, sent, Reason.REFUSED, errors, why_of(errors)))
        else:
            ready.append((sent, Row(sent.id, data)))
    if not ready:
        return answers
    asked = counted_for(sent for sent, _row in ready)
    before = asked(now)
    outcomes = _outcomes(key, command, [row for _sent, row in ready])
    told = [_answer(key, command, sent, outcome) for (sent, _row), outcome in zip(ready, outcomes, strict=True)]
    note_touches(key, before, asked())
    return answers + told


def _outcomes(key: PhoneKey, command: Command, rows: list[Row]) -> list[Outcome]:
    if command.many is not None:
        return run_rows(command, by=key.user, rows=rows, channel=CHANNEL)
    found = []
    for row in rows:
        try:
            found.append(run(command, by=key.user, data=row.data, id=row.id, channel=CHANNEL))
        except PermissionDenied:
            found.append(Outcome("forbidden", None))
    return found


def _answer(key: PhoneKey, command: Command, sent: Sent, outcome: Outcome) -> Reply:
    if outcome.status in {"done", "already"}:
        _replaced(key, sent)
        return reply(sent, outcome.status, result=outcome.ref)
    if outcome.status == "forbidden":
        return _parked(key, sent, Reason.NO_RIGHT, {}, _("Bạn không còn quyền làm việc này ở đây."))
    if outcome.status == "waiting":
        _replaced(key, sent)
        return reply(sent, "done", why=_("Đang chờ người thứ hai đồng ý."))
    bad = bad_rows(sent, outcome.errors)
    if bad and not sent.data.get("close_now"):  # a meeting does not close without some of its rows
        rest, only = parted(sent, bad)
        return _without(key, command, rest, only, Reason.REFUSED, outcome.errors)
    return _parked(key, sent, Reason.REFUSED, outcome.errors, why_of(outcome.errors))


def read_fields(command: Command, sent: Sent) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What was sent as the form reads it, and by field what cannot be read."""
    fields = command.form.base_fields
    read: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, value in sent.data.items():
        try:
            if name not in fields:
                raise ValidationError(_("Lệnh này không có trường ấy."))
            read[name] = typed(fields[name], value)
        except ValidationError as error:
            errors[str(name)[:60]] = error.messages
    return read, errors

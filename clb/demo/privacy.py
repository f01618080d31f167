"""The demo's consent and requests about personal data: most agreed on paper, some did not, two asked for something."""

from __future__ import annotations

from datetime import date, timedelta

from clb.access.models import User
from clb.clubs.models import Club
from clb.members.models import Consent, Membership
from clb.privacy.commands import ANSWER_REQUEST, RECEIVE_REQUEST, RECORD_BREACH, TELL_OF_BREACH

from .build import act

Purpose = Consent.Purpose


def build_privacy(by: User, clubs: list[Club], today: date) -> None:
    """The first club has answers on paper, a request to see and one to restrict, and a book that was lost and told."""
    club = clubs[0]
    members = list(Membership.objects.filter(club=club, until_on__isnull=True).select_related("person").order_by("pk"))
    _answers(club, members)
    asked = {"way": "PAPER"}
    first, second = members[3].person, members[4].person
    words = "Tôi muốn xem câu lạc bộ giữ những gì về tôi (mẫu)"
    signed = {"proof": "SIGNED", "received_on": today - timedelta(days=1)}
    act(RECEIVE_REQUEST, by, person=first.pk, kind="SEE", words=words, **signed, **asked)
    words = "Tôi không muốn nhận điện thoại nữa (mẫu)"
    since = today - timedelta(days=8)
    made = act(RECEIVE_REQUEST, by, person=second.pk, kind="OBJECT", received_on=since, words=words, **asked)
    answered = since + timedelta(days=1)
    act(ANSWER_REQUEST, by, request=made.result.pk, answer="ACCEPTED", answered_on=answered)
    lost = {"kind": "LOST", "what": "Để quên sổ điểm danh ở quán nước, tìm lại được sau một giờ (mẫu)", "people": 48}
    lost |= {"data_kinds": "họ tên, số điện thoại", "known_on": today - timedelta(days=40), "known_time": "10:30"}
    breach = act(RECORD_BREACH, by, place=club.unit.key, measures="Sổ để trong tủ có khóa (mẫu)", **lost).result
    told = {"to": "ABOVE", "told_on": today - timedelta(days=40), "told_time": "11:00", "how": "Gọi điện cho xã (mẫu)"}
    act(TELL_OF_BREACH, by, breach=breach.pk, **told)


def _answers(club: Club, members: list[Membership]) -> None:
    """As stored, since they are many: all agree that they are written down, one in six not to be called."""
    rows = []
    for i, member in enumerate(members):
        for purpose in (Purpose.CLUB_RECORDS, Purpose.CONTACT):
            agrees = purpose == Purpose.CLUB_RECORDS or i % 6
            rows.append(
                Consent(
                    person=member.person,
                    purpose=purpose,
                    answer="AGREED" if agrees else "REFUSED",
                    given_on=max(member.from_on, date(2026, 1, 15)),
                    proof="PAPER",
                    proof_note="Cặp phiếu đồng ý 2026 (mẫu)",
                    told_version="2026-1",
                )
            )
    asked = set(Consent.objects.filter(person__in=[m.person_id for m in members]).values_list("person", "purpose"))
    Consent.objects.bulk_create(row for row in rows if (row.person_id, str(row.purpose)) not in asked)

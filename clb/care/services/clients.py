"""Taking someone into care at home, what is agreed, how much help is needed, and the end of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.queries import person_of
from clb.care.models import CareClient, CarePlan, Days, NeedsAssessment, RosterChange
from clb.care.queries.alike import known_alike
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.health.queries import agreed_among
from clb.kernel.text import tidy
from clb.law.scales import scale as scale_on
from clb.members.models import Consent, Household, Membership, NextOfKin, Person
from clb.members.queries import consent_stands
from clb.members.services.facts import record_consent
from clb.members.services.people import Birth, write_person
from clb.members.services.summaries import lock_clubs
from clb.places.models import Unit

from .months import refresh_months_of

LONGEST_PLAN = timedelta(days=366)


def add_client(
    *,
    by: User,
    club: Club,
    from_on: date,
    membership: Membership | None = None,
    full_name: str = "",
    sex: str = "",
    birth: Birth | None = None,
    hamlet: Unit | None = None,
    address: str = "",
    phone: str = "",
    kin_name: str = "",
    kin_relation: str = "",
    kin_phone: str = "",
    consent_proof: str = "",
    wished_sex: str = "",
    who_it_is: str = "",
) -> CareClient:
    """A member, or an older person of the hamlet by name, sex and birth, is cared for from a day on.

    Whoever is no member is asked for consent here: `consent_proof` says how it can be shown. Where somebody of that
    name, sex and birth is known, `who_it_is` says whether it is the SAME person or an OTHER. Raises ValidationError
    where nobody or two are named, without consent to keep what is seen of the person's health, for a day out of place,
    and where the club cares for the person already.
    """
    lock_clubs([club])
    _check_day(club, from_on)
    if membership is not None:
        if full_name:
            raise ValidationError({"full_name": _("Chọn thành viên hoặc ghi người ngoài, không cả hai.")})
        person = membership.person
        if person.pk not in agreed_among([person.pk], from_on):
            told = _("Chưa ghi sự đồng ý cho ghi việc sức khỏe của người này. Hãy hỏi và ghi câu trả lời trước.")
            raise ValidationError({"membership": told})
    else:
        known = _known(by, club, full_name, sex, birth, who_it_is)
        home = (hamlet, address, phone)
        person = _newcomer(by, from_on, full_name, sex, birth, *home, consent_proof, known)
    if kin_name:
        kin = {"name": tidy(kin_name), "phone": kin_phone}
        NextOfKin.objects.get_or_create(person=person, **kin, defaults={"relation": tidy(kin_relation)})
    _check_not_cared_for(club, person)
    return CareClient.objects.create(club=club, person=person, from_on=from_on, wished_sex=wished_sex)


def _known(by: User, club: Club, full_name: str, sex: str, birth: Birth | None, who_it_is: str) -> Person | None:
    """The person who is known already, where `who_it_is` says that it is the same. Raises ValidationError without that
    answer where somebody is alike, and where two are."""
    if not (full_name and sex and birth) or who_it_is == "OTHER":
        return None
    alike = known_alike(by, club, full_name, sex, birth)
    if not alike:
        return None
    if who_it_is == "SAME" and len(alike) == 1:
        _check_not_cared_for(club, alike[0], "full_name")
        return alike[0]
    shown = ", ".join(f"{person.full_name} ({person.birth_shown})" for person in alike)
    told = _("Đã có người cùng họ tên, giới tính, năm sinh: %s.") % shown
    if len(alike) > 1:
        told = f"{told} {_('Có hơn một người: hãy gộp hồ sơ trước, hoặc chọn «Người khác» ở ô dưới.')}"
    elif Membership.objects.on(timezone.localdate()).filter(club=club, person=alike[0]).exists():
        told = f"{told} {_('Là thành viên thì chọn ở ô «Thành viên»; là người khác thì chọn «Người khác» ở ô dưới.')}"
    else:
        told = f"{told} {_('Hãy chọn ở ô dưới: đúng là người ấy, hay là người khác.')}"
    raise ValidationError({"who_it_is": ValidationError(told, code="maybe_the_same")})


def _newcomer(
    by: User,
    from_on: date,
    full_name: str,
    sex: str,
    birth: Birth | None,
    hamlet: Unit | None,
    address: str,
    phone: str,
    consent_proof: str,
    known: Person | None,
) -> Person:
    if not full_name:
        raise ValidationError({"membership": _("Hãy chọn thành viên, hoặc ghi họ tên người ngoài câu lạc bộ.")})
    if not sex or birth is None:
        raise ValidationError({"sex" if not sex else "birth": _("Người ngoài câu lạc bộ cần giới tính và năm sinh.")})
    if not consent_proof:
        told = _("Người ngoài câu lạc bộ phải đồng ý trước; hãy chọn sự đồng ý ấy được giữ thế nào.")
        raise ValidationError({"consent_proof": told})
    person = known
    if person is None:
        home = Household.objects.create(unit=hamlet, address=tidy(address)) if hamlet or tidy(address) else None
        person = Person(household=home, phone=phone)
        write_person(person, full_name, sex, birth)
    for purpose in (Consent.Purpose.CLUB_RECORDS, Consent.Purpose.CONTACT, Consent.Purpose.HEALTH):
        if known is not None and consent_stands(known, purpose):
            continue
        record_consent(
            by=by, person=person, purpose=purpose, answer=Consent.Answer.AGREED, given_on=from_on, proof=consent_proof
        )
    return person


def _check_day(club: Club, from_on: date) -> None:
    if not club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if ended_on(club):
        raise ValidationError({"club": _("Câu lạc bộ đã kết thúc.")})


def _check_not_cared_for(club: Club, person: Person, field: str = "membership") -> None:
    if CareClient.objects.filter(club=club, person=person, until_on__isnull=True).exists():
        raise ValidationError({field: _("Câu lạc bộ đang chăm sóc người này.")})


def correct_client(*, by: User, client: CareClient, from_on: date, wished_sex: str = "") -> CareClient:
    """Put right the first day and the wish. Raises ValidationError for a day after a visit, a plan or a volunteer."""
    _check_day(client.club, from_on)
    firsts = [
        client.visits.order_by("visited_on").values_list("visited_on", flat=True).first(),
        client.plans.order_by("from_on").values_list("from_on", flat=True).first(),
        client.assignments.order_by("from_on").values_list("from_on", flat=True).first(),
    ]
    if any(day is not None and day < from_on for day in firsts):
        raise ValidationError({"from_on": _("Đã có kế hoạch, phân công hoặc lần chăm sóc ghi trước ngày này.")})
    client.from_on, client.wished_sex = from_on, wished_sex
    client.save(update_fields=["from_on", "wished_sex"])
    return client


def close_client(*, by: User, client: CareClient, until_on: date, end_reason: str) -> CareClient:
    """Nobody comes after `until_on`; plan and volunteers end with it. Raises ValidationError for a day out of place."""
    lock_clubs([client.club])
    row: CareClient = CareClient.objects.select_for_update(no_key=True).get(pk=client.pk)
    if row.until_on is not None:
        raise ValidationError({"client": _("Việc chăm sóc người này đã thôi từ trước.")})
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày bắt đầu chăm sóc đến hôm nay.")})
    if row.visits.filter(visited_on__gt=until_on).exists():
        raise ValidationError({"until_on": _("Đã có lần chăm sóc ghi sau ngày này.")})
    row.until_on, row.end_reason = until_on, end_reason
    row.save(update_fields=["until_on", "end_reason"])
    last = _last_planned(row, until_on)
    _cut_plans(row, until_on)
    end_assignments(row.assignments.all(), until_on)
    RosterChange.objects.filter(client=row, planned_on__gt=until_on).delete()
    refresh_months_of(row.club, until_on, last)
    return row


def end_assignments(rows: object, until_on: date) -> None:
    """Those that hold end on a day; those that would begin later go."""
    assert hasattr(rows, "filter")
    rows.filter(from_on__gt=until_on).delete()
    rows.filter(Q(until_on=None) | Q(until_on__gt=until_on)).update(until_on=until_on)


def _last_planned(client: CareClient, day: date) -> date:
    """The last day of all plans, or `day` where that is later."""
    ends: list[date] = [plan.until_on for plan in client.plans.all() if plan.until_on]
    return max([day, *ends])


def _cut_plans(client: CareClient, until_on: date) -> None:
    client.plans.filter(from_on__gt=until_on).delete()
    client.plans.filter(until_on__gt=until_on).update(until_on=until_on)
    CarePlan.objects.filter(client=client, review_on__gt=until_on).update(review_on=until_on)


def plan_care(
    *,
    by: User,
    client: CareClient,
    from_on: date,
    until_on: date,
    weekdays: Sequence[str],
    every_weeks: int,
    kinds: Sequence[str],
    review_on: date,
    aims: str = "",
) -> CarePlan:
    """From a day on somebody comes on these days of the week (0 is Monday), every so many weeks, until a day.

    What was agreed before ends the day before; a plan that would begin later goes. Raises ValidationError for days out
    of place and for more than a year.
    """
    lock_clubs([client.club])
    if client.until_on is not None:
        raise ValidationError({"client": _("Việc chăm sóc người này đã thôi.")})
    if from_on < client.from_on:
        raise ValidationError({"from_on": _("Ngày không được trước ngày bắt đầu chăm sóc.")})
    if not from_on <= until_on <= from_on + LONGEST_PLAN:
        raise ValidationError({"until_on": _("Kế hoạch dài nhất một năm; hết hạn thì xem lại và lập tiếp.")})
    if not from_on <= review_on <= until_on:
        raise ValidationError({"review_on": _("Ngày xem lại phải nằm trong thời gian của kế hoạch.")})
    last = _last_planned(client, until_on)
    _cut_plans(client, from_on - timedelta(days=1))
    plan = CarePlan.objects.create(
        client=client,
        from_on=from_on,
        until_on=until_on,
        weekdays=Days.of(weekdays),
        every_weeks=every_weeks,
        kinds=sorted(kinds),
        review_on=review_on,
        aims=aims.strip(),
    )
    refresh_months_of(client.club, from_on, last)
    return plan


def assess_needs(
    *, by: User, client: CareClient, assessed_on: date, answers: Mapping[str, Mapping[str, int]]
) -> list[NeedsAssessment]:
    """How much help the person needs, by one scale or several: `answers` by scale and question, each what it adds.

    Raises ValidationError without the person's consent, for a day out of place, a scale answered in part, and none.
    """
    if not client.from_on <= assessed_on <= min(client.until_on or date.max, timezone.localdate()):
        raise ValidationError({"assessed_on": _("Ngày phải từ ngày bắt đầu chăm sóc đến hôm nay.")})
    if client.person_id not in agreed_among([client.person_id], assessed_on):
        raise ValidationError({"client": _("Người này chưa đồng ý, hoặc không còn đồng ý cho ghi việc sức khỏe.")})
    if not answers:
        raise ValidationError({"client": _("Hãy trả lời hết các câu của ít nhất một thang.")})
    rows, assessor = [], person_of(by)
    for id, told in answers.items():
        version = scale_on(id, on=assessed_on)
        left = [item for item in version.items if item.code not in told]
        if left:
            raise ValidationError({f"{id.lower()}_{left[0].code}": _("Còn câu chưa trả lời trong thang này.")})
        if NeedsAssessment.objects.filter(client=client, scale=id, assessed_on=assessed_on).exists():
            raise ValidationError({"assessed_on": _("Ngày ấy đã có đánh giá theo thang này.")})
        row = NeedsAssessment(client=client, scale=id, version=version.since, assessed_on=assessed_on)
        row.assessor, row.recorded_by = assessor, by
        row.answers, row.score = dict(told), sum(told.values())
        row.save(force_insert=True)
        rows.append(row)
    return rows


def drop_assessment(*, by: User, assessment: NeedsAssessment) -> str:
    """One written down wrong goes; nothing of it stays."""
    pk = str(assessment.pk)
    assessment.delete()
    return pk

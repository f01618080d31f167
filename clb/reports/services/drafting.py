"""A report is drafted, its paragraphs edited, its figures computed anew, and handed in as a frozen snapshot."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.reports.issuer import office_at
from clb.reports.models import Passage, Report, ReportStep, ReportType, Snapshot
from clb.reports.queries.content import content_of, last_day, plan_for
from clb.reports.queries.owed import owed_of, owing, receiver_of, span_at, writes_for
from clb.reports.rules.drafting import drafted
from clb.reports.rules.figures import canonical, digest_of, read_body
from clb.reports.rules.periods import Span


def draft_report(*, by: User, report_type: ReportType, unit: Unit, period_from: date) -> Report:
    """A report of `unit` for a period, its figures computed and its paragraphs drafted.

    Raises ValidationError where the unit owes none, for a period that has not begun, one granted as exempt, one that
    there is a report of. Raises PermissionDenied for another office's.
    """
    today = timezone.localdate()
    span = checked_span(report_type, unit, period_from)
    _check_writer(by, report_type, unit)
    if span.from_on > today:
        raise ValidationError(_("Kỳ này chưa bắt đầu."))
    owed = owed_of(report_type, span, unit, today)
    if owed.waiver is not None and owed.waiver.is_exempt:
        raise ValidationError(_("Kỳ này đơn vị được miễn nộp."))
    row = new_report(report_type, unit, span, today)
    row.full_clean(exclude=["draft", "paper"])
    row.save()
    _compute(row, by)
    return row


def checked_span(type: ReportType, unit: Unit, period_from: date) -> Span:
    """The period of the calendar that begins on a day. Raises ValidationError where the unit owes no report for it."""
    span = span_at(type, period_from)
    if span is None:
        raise ValidationError(_("Lịch báo cáo không có kỳ bắt đầu ngày này."))
    if not owing(type, span).filter(below=unit).exists():
        raise ValidationError(_("Đơn vị không phải nộp báo cáo này cho kỳ ấy."))
    return span


def new_report(type: ReportType, unit: Unit, span: Span, today: date) -> Report:
    """A report not stored yet, with its days and its receiver. Raises ValidationError where nobody receives it."""
    owed = owed_of(type, span, unit, today)
    if owed.report is not None:
        raise ValidationError(_("Báo cáo kỳ này của đơn vị đã có."))
    receiver = receiver_of(type, unit, owed.due_on)
    if receiver is None:
        raise ValidationError(_("Chưa rõ nộp báo cáo này lên đâu: hãy sửa lịch báo cáo."))
    days = {"due_on": owed.due_on, "timely_until": owed.timely_until}
    period = {"period_from": span.from_on, "period_until": span.until_on}
    return Report(type=type, unit=unit, receiver=receiver, **days, **period)


def refresh_report(*, by: User, report: Report) -> Report:
    """Figures and drafts are computed anew; what a person had written stays, and is shown as in conflict where its
    draft has changed. Raises ValidationError where the report is not in work."""
    row = _in_work(report, by)
    _compute(row, by)
    return row


def edit_passage(*, by: User, report: Report, section: str, text: str) -> Passage:
    """A person's words for a paragraph, in place of the draft; none puts the draft back. Kept apart from the figures.

    Saving the same words over a new draft says that they still hold. Raises ValidationError for a section that the
    report does not have.
    """
    row = _in_work(report, by)
    passage = Passage.objects.filter(report=row, snapshot=None, key=section).first()
    if passage is None:
        raise ValidationError({"section": _("Báo cáo không có mục này.")})
    words = "\n".join(line.strip() for line in text.strip().splitlines())
    passage.edited = "" if words == passage.drafted else words
    passage.edited_over = passage.drafted if passage.edited else ""
    passage.save(update_fields=["edited", "edited_over"])
    return passage


def drop_report(*, by: User, report: Report) -> str:
    """A draft that was never handed in goes. Raises ValidationError for any other."""
    row = _in_work(report, by)
    if row.version:
        raise ValidationError(_("Báo cáo đã nộp một lần thì không bỏ được."))
    key = str(row.pk)
    row.delete()
    return key


def submit_report(*, by: User, report: Report) -> Report:
    """The draft is frozen as the next version and handed in. What stood in it is never changed afterwards.

    Raises ValidationError where it is locked, or a paragraph was written over other figures.
    """
    row = _in_work(report, by)
    today, span = timezone.localdate(), Span(row.period_from, row.period_until)
    owed = owed_of(row.type, span, row.unit, today)
    if row.submitted_on is None and owed.locked_from is not None and today >= owed.locked_from:
        told = _("Kỳ này đã khóa từ %s. Hãy xin nơi nhận gia hạn, nêu lý do.")
        raise ValidationError(told % f"{owed.locked_from:%d/%m/%Y}")
    passages = list(Passage.objects.filter(report=row, snapshot=None))
    titles = {section.key: section.title for section in read_body(row.draft).sections}
    stale = [titles[p.key] for p in passages if p.has_conflict]
    if stale:
        raise ValidationError(_("Số liệu đã đổi dưới đoạn đã sửa: %s. Hãy xem lại đoạn ấy rồi nộp.") % "; ".join(stale))
    now = timezone.now()
    row.version += 1
    snapshot = Snapshot(report=row, version=row.version, content=row.draft, digest=digest_of(row.draft))
    snapshot.made_at, snapshot.by = now, by
    snapshot.save()
    Passage.objects.bulk_create(
        Passage(report=row, snapshot=snapshot, key=p.key, drafted=p.drafted, edited=p.edited, edited_over=p.edited_over)
        for p in passages
    )
    row.state, row.submitted_on = Report.State.SUBMITTED, row.submitted_on or today
    row.checked_at, row.differs, row.differences = None, 0, []
    row.save()
    ReportStep.objects.create(report=row, kind=ReportStep.Kind.SUBMITTED, version=row.version, at=now, by=by)
    return row


def _compute(row: Report, by: User) -> None:
    today, span = timezone.localdate(), Span(row.period_from, row.period_until)
    plan = row.type.plan or plan_for(row.unit, span)
    office = office_at(by, row.unit, today, row.type.office) | {"receiver": name_on(row.receiver, today)}
    body = content_of(row.type, row.unit, span, last_day(span, today), plan, office)
    row.draft = canonical(body)
    row.save(update_fields=["draft"])
    known = {p.key: p for p in Passage.objects.filter(report=row, snapshot=None)}
    fresh = drafted(body)
    Passage.objects.filter(report=row, snapshot=None).exclude(key__in=fresh).delete()
    for key, words in fresh.items():
        passage = known.get(key) or Passage(report=row, key=key)
        passage.drafted = words
        passage.save()


def _in_work(report: Report, by: User) -> Report:
    row = Report.objects.select_for_update(no_key=True).filter(pk=report.pk).first()
    if row is None:
        raise ValidationError(_("Báo cáo này đã được bỏ."))
    if not row.is_open:
        raise ValidationError(_("Báo cáo đã nộp: không sửa được nữa, trừ khi nơi nhận trả lại hoặc mở lại."))
    _check_writer(by, row.type, row.unit)
    return row


def _check_writer(by: User, type: ReportType, unit: Unit) -> None:
    if not writes_for(by, type, unit, timezone.localdate()):
        raise PermissionDenied("reports.draft_report")

"""Pages of loans: those of a club, one with its schedule, and the forms of what happens to one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import CharterRule
from clb.fund.commands import (
    FORGET_PAYER,
    GRANT_LOAN,
    RECORD_PAYER,
    RECOVER_LOAN,
    REPAY_LOAN,
    RESCHEDULE_LOAN,
    TAKE_BACK_LOAN_CHANGE,
    WAIVE_INTEREST,
    WRITE_OFF_LOAN,
)
from clb.fund.loan_panels import loan_panels
from clb.fund.models import ClubBook, Loan, LoanChange
from clb.fund.queries import cash_of, loan_stand, loan_terms, open_loans
from clb.fund.queries.loan_pages import LoanCard, loan_card
from clb.kernel.commands import Command
from clb.kernel.money import grouped, vnd
from clb.web.pages import chosen_day, command_page

from .access import club_of


def loans_owed(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The loans on which something is owed, the earliest due first."""
    found, today = club_of(request, club_id), timezone.localdate()
    rights, loans = request.user.rights_at(found.unit), open_loans(found, today)
    context = {
        "club": found,
        "on": today,
        "loans": loans,
        "owed_vnd": sum(line.owed_vnd for line in loans),
        "may_read_members": "members.read" in rights,
        "may_repay": REPAY_LOAN.name in rights,
        "ended": Loan.objects.filter(club=found, closed_on__lte=today).select_related("person").order_by("-number"),
    }
    return render(request, "fund/open_loans.html", context)


def grant_loan(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A member borrows; what there is to lend and what the charter says stand above the form."""
    found, today = club_of(request, club_id, GRANT_LOAN), timezone.localdate()
    told = [_("Quỹ tăng thu nhập còn %s.") % vnd(cash_of(found, ClubBook.Fund.INCOME, today))]
    terms = loan_terms(found, today)
    if terms.cap_vnd is not None:
        told.append(_("Quy chế cho vay nhiều nhất %s một lần.") % vnd(terms.cap_vnd))
    if terms.months_at_most is not None:
        told.append(_("Quy chế cho vay dài nhất %d tháng.") % terms.months_at_most)
    rate = terms.rate_percent_year
    typed = "" if rate is None else f"{rate.normalize():f}".replace(".", ",")
    initial = {"club": found, "granted_on": today, "rate_percent_year": typed, "method": terms.method}
    initial |= {"grace_months": terms.grace_months, "rounding_vnd": _typed(terms.rounding_vnd)}
    then = reverse("fund:open_loans", args=[found.pk])
    context = {"intro": " ".join(told), "back": then}
    return command_page(request, GRANT_LOAN, initial=initial, then=then, context=context)


def loan(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """One loan: terms, schedule with the state of each row, payments, what was decided since."""
    found = get_object_or_404(Loan.objects.select_related("person", "account"), pk=loan_id)
    club, on = club_of(request, found.club_id), chosen_day(request, timezone.localdate())
    rights, card = request.user.rights_at(club.unit), loan_card(found, on)
    shown = loan_panels(rights, found, on)
    context = {
        "club": club,
        "loan": found,
        "card": card,
        "on": on,
        "due": card.stand.due,
        "method": CharterRule.Method(card.stand.book.plan.terms.method).label,
        "may_read_members": "members.read" in rights,
        "may_forget": FORGET_PAYER.name in rights,
        "may_take_back": TAKE_BACK_LOAN_CHANGE.name in rights,
        "actions": _actions(rights, card),
        "panels": [render_to_string(t, {"loan": found, "on": on, **held}, request) for t, held in shown],
    }
    return render(request, "fund/loan.html", context)


def _actions(rights: frozenset[str], card: LoanCard) -> list[tuple[Any, str, str]]:
    """What may be done to the loan as it stands: title, address, icon."""
    stand = card.stand
    left_vnd = stand.book.lost_vnd - card.recovered_vnd
    wanted = (
        (REPAY_LOAN, "fund:repay_loan", "plus", stand.owed_vnd or stand.due[1]),
        (RESCHEDULE_LOAN, "fund:reschedule_loan", "calendar", stand.owed_vnd),
        (WAIVE_INTEREST, "fund:waive_interest", "heart-handshake", stand.due[1]),
        (RECORD_PAYER, "fund:record_payer", "users", stand.owed_vnd),
        (WRITE_OFF_LOAN, "fund:write_off_loan", "x", stand.owed_vnd),
        (RECOVER_LOAN, "fund:recover_loan", "plus", left_vnd),
    )
    args = [stand.loan.pk]
    return [(c.title, reverse(n, args=args), icon) for c, n, icon, is_open in wanted if is_open and c.name in rights]


def repay_loan(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """A borrower pays back; what is owed stands above the form, what is due today in its fields."""
    stand = _stand(request, loan_id, REPAY_LOAN)
    principal, interest = stand.due
    told = [_("Còn nợ gốc %s.") % vnd(stand.owed_vnd)]
    told.append(_("Đến hạn hôm nay: gốc %(p)s, lãi %(i)s.") % {"p": vnd(principal), "i": vnd(interest)})
    if stand.next_part and not principal + interest:
        part = stand.next_part
        told.append(_("Kỳ tới %(day)s: %(sum)s.") % {"day": f"{part.due.due_on:%d/%m/%Y}", "sum": vnd(part.left_vnd)})
    if stand.owed_vnd:
        rest = {"p": vnd(stand.owed_vnd), "i": vnd(interest + stand.running_interest_vnd)}
        told.append(_("Trả hết hôm nay: gốc %(p)s, lãi %(i)s.") % rest)
    typed = {"amount_vnd": _typed(principal), "interest_vnd": _typed(interest)}
    initial = {"paid_on": timezone.localdate(), **typed}
    return _page(request, stand, REPAY_LOAN, initial, told)


def reschedule_loan(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """What is still owed is spread anew."""
    stand = _stand(request, loan_id, RESCHEDULE_LOAN)
    told = [_("Còn nợ gốc %(p)s; lãi đến hạn chưa trả %(i)s. Lịch cũ vẫn xem lại được.")]
    words = {"p": vnd(stand.owed_vnd), "i": vnd(stand.due[1])}
    return _page(request, stand, RESCHEDULE_LOAN, {"decided_on": timezone.localdate()}, [told[0] % words])


def write_off_loan(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """What is still owed is given up."""
    stand = _stand(request, loan_id, WRITE_OFF_LOAN)
    told = _("Gốc còn nợ %s sẽ thành khoản mất của quỹ tăng thu nhập. Khoản vay vẫn nằm trong danh sách.")
    initial = {"decided_on": timezone.localdate()}
    return _page(request, stand, WRITE_OFF_LOAN, initial, [told % vnd(stand.owed_vnd)], danger=True)


def recover_loan(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """Something comes back of what was written off."""
    stand = _stand(request, loan_id, RECOVER_LOAN)
    left_vnd = stand.book.lost_vnd - sum(given for _day, given in stand.book.recoveries)
    told = [_("Đã xóa %(lost)s, chưa thu hồi %(left)s.") % {"lost": vnd(stand.book.lost_vnd), "left": vnd(left_vnd)}]
    return _page(request, stand, RECOVER_LOAN, {"paid_on": timezone.localdate()}, told)


def waive_interest(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """Interest is asked no more."""
    stand = _stand(request, loan_id, WAIVE_INTEREST)
    unpaid = stand.due[1]
    initial = {"decided_on": timezone.localdate(), "amount_vnd": _typed(unpaid)}
    return _page(request, stand, WAIVE_INTEREST, initial, [_("Lãi đến hạn chưa trả: %s.") % vnd(unpaid)])


def record_payer(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """Somebody else pays on."""
    stand = _stand(request, loan_id, RECORD_PAYER)
    told = [_("Còn nợ gốc %s.") % vnd(stand.owed_vnd)]
    return _page(request, stand, RECORD_PAYER, {"decided_on": timezone.localdate()}, told)


def forget_payer(request: SignedInRequest, loan_change_id: int) -> HttpResponse:
    """The name of who pays instead is erased."""
    change = get_object_or_404(LoanChange.objects.select_related("loan"), pk=loan_change_id, kind=LoanChange.Kind.PAYER)
    club_of(request, change.loan.club_id, FORGET_PAYER)
    then = reverse("fund:loan", args=[change.loan_id])
    context = {"intro": _("Tên và ghi chú bị xóa hẳn; vẫn còn ghi là có người trả thay."), "danger": True}
    return command_page(request, FORGET_PAYER, initial={"change": change}, then=then, context=context)


def take_back_loan_change(request: SignedInRequest, loan_change_id: int) -> HttpResponse:
    """A waiver, or another payer, counts no more."""
    change = get_object_or_404(LoanChange.objects.select_related("loan"), pk=loan_change_id)
    club_of(request, change.loan.club_id, TAKE_BACK_LOAN_CHANGE)
    then = reverse("fund:loan", args=[change.loan_id])
    told = _("%(what)s ngày %(day)s của %(loan)s không tính nữa; vẫn còn ghi là đã rút lại và vì sao.")
    words = {"what": change.get_kind_display(), "day": f"{change.decided_on:%d/%m/%Y}", "loan": change.loan.title}
    return command_page(
        request,
        TAKE_BACK_LOAN_CHANGE,
        initial={"change": change},
        then=then,
        context={"intro": told % words, "danger": True, "back": then},
    )


def _typed(amount_vnd: int) -> str:
    return grouped(f"{amount_vnd:,}") if amount_vnd else ""


def _stand(request: SignedInRequest, loan_id: UUID, command: Command) -> Any:
    found = get_object_or_404(Loan.objects.select_related("person", "account"), pk=loan_id)
    club_of(request, found.club_id, command)
    return loan_stand(found, timezone.localdate())


def _page(
    request: SignedInRequest, stand: Any, command: Command, initial: dict[str, Any], told: list[str], **more: Any
) -> HttpResponse:
    then = reverse("fund:loan", args=[stand.loan.pk])
    about = f"{stand.loan.title}, {stand.person.full_name}. "
    context = {"intro": about + " ".join(told), **more}
    return command_page(request, command, initial={"loan": stand.loan, **initial}, then=then, context=context)

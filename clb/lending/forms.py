"""What is typed about requests for loans, decisions and visits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .models import LoanDecision, LoanRequest, LoanVisit

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def number(label: Any, most: int, *, least: int = 0, **more: Any) -> forms.IntegerField:
    """A whole number, typed with the digits of a phone."""
    widget = forms.TextInput(attrs=NUMERIC)
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=widget, **more)


def words(label: Any, length: int, **more: Any) -> forms.CharField:
    """Words that may stay empty."""
    return forms.CharField(label=label, max_length=length, required=False, **more)


class PersonField(forms.ModelChoiceField):
    """One of a club's people, by name and birth."""

    def label_from_instance(self, obj: Any) -> str:
        """Namesakes are told apart by their birth."""
        return f"{obj.full_name}, {obj.birth_shown}"


class PeopleField(forms.ModelMultipleChoiceField):
    """Some of a board, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone: a board is small."""
        return str(obj.full_name)


class PercentField(forms.DecimalField):
    """Per cent as people type it, with comma or point: 12; 1,5; 1.5%."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 12 hoặc 1,5.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        text = str("" if value is None else value).strip().removesuffix("%").strip()
        return super().to_python(text.replace(",", "."))


def _clubs(by: Any) -> Any:
    return Club.objects.filter(unit__in=by.reach("lending.read").values("below"))


def _uuid(chosen: Any) -> UUID | None:
    try:
        return UUID(str(getattr(chosen, "pk", chosen)))
    except ValueError:
        return None  # the field itself says that there is no such thing


class AskLoan(CommandForm):
    """A member asks for a loan. What for stays out of the journal."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    person = PersonField(Person.objects.none(), label=_("Người xin vay"), empty_label=_("— chọn người —"))
    amount_vnd = VndField(label=_("Số tiền xin vay (đồng)"), min_value=1)
    months = number(_("Thời hạn xin (tháng)"), MONTHS_AT_MOST, least=1)
    asked_on = DayField(label=_("Ngày xin"))
    purpose = words(_("Vay để làm gì"), 200)
    is_by_board = forms.BooleanField(
        label=_("Ban chủ nhiệm xin thay"),
        required=False,
        help_text=_("Khi người ấy khó đi lại, không tự viết đơn được, và đã đồng ý."),
    )

    def scope(self, by: Any) -> None:
        """Clubs whose requests I may see, and the members of the one chosen whom I may see."""
        self.narrow("club", _clubs(by).select_related("unit"))
        here = Membership.objects.visible_to(by).on(timezone.localdate())
        if chosen := self.data.get("club") or self.initial.get("club"):
            here = here.filter(club=_uuid(chosen))
        self.narrow("person", Person.objects.filter(pk__in=here.values("person")).order_by("sort_key", "pk"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfRequest(CommandForm):
    """Something about one request."""

    request = forms.ModelChoiceField(LoanRequest.objects.none(), label=_("Đơn xin vay"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Requests that I may see."""
        self.narrow("request", LoanRequest.objects.visible_to(by).select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        request: LoanRequest = self.cleaned_data["request"]
        return request.club.unit


class WithdrawRequest(OfRequest):
    """The member does not want it any more."""

    withdrawn_on = DayField(label=_("Ngày rút"))
    reason = words(_("Lý do rút"), 300)


class DecideRequest(OfRequest):
    """What was decided, by whom, on which terms."""

    decided_on = DayField(label=_("Ngày quyết định"))
    outcome = forms.ChoiceField(label=_("Quyết định"), choices=LoanDecision.Outcome.choices, widget=forms.RadioSelect)
    deciders = PeopleField(
        Person.objects.none(),
        label=_("Những ai trong ban chủ nhiệm quyết định"),
        help_text=_("Người xin vay và người cùng hộ không được quyết định."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    amount_vnd = VndField(
        label=_("Số tiền được vay (đồng)"),
        help_text=_("Để trống thì như số xin; có thể ít hơn."),
        min_value=1,
        required=False,
    )
    months = number(
        _("Thời hạn (tháng)"), MONTHS_AT_MOST, least=1, required=False, help_text=_("Để trống thì như trong đơn.")
    )
    rate_percent_year = PercentField(
        label=_("Lãi suất một năm (%)"),
        required=False,
        help_text=_("Để trống thì theo quy chế của câu lạc bộ. Không lấy lãi thì ghi 0."),
    )
    votes_for = number(_("Số phiếu đồng ý"), 10_000, required=False)
    votes_against = number(_("Số phiếu không đồng ý"), 10_000, required=False)
    present = number(_("Số thành viên có mặt"), 10_000, required=False)
    reason = words(_("Lý do"), 300, help_text=_("Phải có khi không đồng ý hoặc để lần sau."))
    skipping_reason = words(
        _("Vì sao vượt người đứng trước"), 300, help_text=_("Chỉ khi còn người đứng trước chưa được xét.")
    )

    def scope(self, by: Any) -> None:
        """Requests that I may see; whoever sits or sat on the board of the club of the one chosen."""
        super().scope(by)
        board = Person.objects.filter(board_posts__club__in=_clubs(by))
        if chosen := self.data.get("request") or self.initial.get("request"):
            board = board.filter(board_posts__club__loan_requests=_uuid(chosen))
        if not self.is_bound:  # whoever is sent all the same is told why not
            board = board.exclude(pk__in=_kept_out(chosen))
        self.narrow("deciders", board.distinct().order_by("sort_key", "pk"))
        if chosen and not board.exists():
            told = _("Câu lạc bộ chưa ghi ban chủ nhiệm, nên quyết định này không ghi được tên ai.")
            self.fields["deciders"].help_text = told


def _kept_out(request: Any) -> list[UUID]:
    """Whoever asks for the loan and those of the same household."""
    pk = _uuid(request)
    asked = LoanRequest.objects.filter(pk=pk).select_related("person").first() if pk else None
    if asked is None:
        return []
    home = asked.person.household_id
    kin = Person.objects.filter(household=home).values_list("pk", flat=True) if home else []
    return [asked.person_id, *kin]


class TakeBackDecision(CommandForm):
    """A decision written down wrong."""

    decision = forms.ModelChoiceField(LoanDecision.objects.none(), label=_("Quyết định"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Decisions on requests that I may see."""
        mine = LoanDecision.objects.filter(request__in=LoanRequest.objects.visible_to(by))
        self.narrow("decision", mine.select_related("request__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        decision: LoanDecision = self.cleaned_data["decision"]
        return decision.request.club.unit


class DisburseRequest(OfRequest):
    """The money is handed over."""

    disbursed_on = DayField(label=_("Ngày giao tiền"))


class RecordVisit(CommandForm):
    """Somebody saw the borrower."""

    loan = forms.ModelChoiceField(Loan.objects.none(), label=_("Khoản vay"), widget=forms.HiddenInput)
    visited_on = DayField(label=_("Ngày thăm"))
    visitor = PersonField(
        Person.objects.none(), label=_("Người đi thăm"), required=False, empty_label=_("— không ghi —")
    )
    money_use = forms.ChoiceField(label=_("Tiền vay dùng"), choices=LoanVisit.Use.choices, widget=forms.RadioSelect)
    help_given = words(_("Đã giúp kỹ thuật gì"), 300, help_text=_("Ví dụ: chỉ cách úm gà con, tiêm phòng cho bò."))
    note = words(_("Ghi thêm"), 1000, widget=forms.Textarea(attrs={"rows": 3}))
    next_on = DayField(label=_("Hẹn thăm lần sau"), required=False)

    def scope(self, by: Any) -> None:
        """Loans of clubs whose requests I may see; members and board of the one chosen."""
        clubs = _clubs(by)
        self.narrow("loan", Loan.objects.filter(club__in=clubs).select_related("club__unit"))
        here = Membership.objects.visible_to(by).on(timezone.localdate())
        board = Person.objects.filter(board_posts__club__in=clubs)
        if chosen := self.data.get("loan") or self.initial.get("loan"):
            here = here.filter(club__loans=_uuid(chosen))
            board = board.filter(board_posts__club__loans=_uuid(chosen))
        people = Person.objects.filter(pk__in=here.values("person")) | Person.objects.filter(pk__in=board.values("pk"))
        self.narrow("visitor", people.order_by("sort_key", "pk"))

    def unit(self) -> Unit:
        """The club's own unit."""
        loan: Loan = self.cleaned_data["loan"]
        return loan.club.unit


class DropVisit(CommandForm):
    """A visit written down wrong."""

    visit = forms.ModelChoiceField(LoanVisit.objects.none(), label=_("Lần thăm"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Visits that I may see."""
        self.narrow("visit", LoanVisit.objects.visible_to(by).select_related("loan__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        visit: LoanVisit = self.cleaned_data["visit"]
        return visit.loan.club.unit

"""What is typed about a year's money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.budget.models import BudgetAccount, BudgetDocument, BudgetLine, BudgetPeriod, BudgetYear, Source, Stage
from clb.budget.queries.clubs import club_of, entries_to_link
from clb.budget.queries.documents import entries_in
from clb.kernel.dates import DayField
from clb.kernel.money import VndField, vnd
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.ledger.models import Entry
from clb.places.models import Unit

from .estimates import years_of
from .sheet import KeyField, LineField, SheetForm, UnitKeyField


class _OfYear(CommandForm):
    year = forms.ModelChoiceField(BudgetYear.objects.none(), widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    journal_text = frozenset({"number"})

    def scope(self, by: Any) -> None:
        """Years that I may see."""
        self.narrow("year", years_of(by))

    def unit(self) -> Any:
        """At the period's place."""
        return self.cleaned_data["year"].period.place


class GiveBudget(SheetForm, _OfYear):
    """What is given from above, by source."""

    decided_on = DayField(label=_("Ngày quyết định"))
    reason = forms.CharField(label=_("Nội dung"), max_length=300, required=False)
    rows = RowsField(
        {
            "source": forms.ChoiceField(label=_("Nguồn"), choices=Source.choices),
            "amount_vnd": VndField(label=_("Số tiền (đồng)")),
        },
        key="source",
        deciding=("amount_vnd",),
        label=_("Các nguồn"),
    )
    row_head = _("Nguồn")


def _cells() -> RowsField:
    return RowsField(
        {
            "key": KeyField(max_length=40),
            "line": LineField(label=_("Nội dung chi")),
            "unit": UnitKeyField(label=_("Đơn vị sử dụng"), max_length=260),
            "source": forms.ChoiceField(label=_("Nguồn"), choices=Source.choices),
            "amount_vnd": VndField(label=_("Số tiền (đồng)")),
        },
        key="key",
        deciding=("line", "amount_vnd"),
        label=_("Các dòng"),
    )


class AllocateMoney(SheetForm, _OfYear):
    """Money goes to lines at units."""

    decided_on = DayField(label=_("Ngày quyết định"))
    reason = forms.CharField(label=_("Nội dung"), max_length=300, required=False)
    rows = _cells()
    blanks = 6

    def line_options(self) -> list[tuple[str, str]]:
        """Lines of the period."""
        year = self.initial.get("year") or (self.is_bound and self.cleaned_data.get("year"))
        lines = BudgetLine.objects.filter(period=year.period_id) if year else ()
        return [("", ""), *((str(line.pk), str(line)) for line in lines)]


class AdjustAllocation(AllocateMoney):
    """Allocations are raised and cut."""

    reason = forms.CharField(label=_("Điều chỉnh vì sao"), max_length=300)
    rows = RowsField(
        {**_cells().columns, "amount_vnd": VndField(label=_("Tăng, giảm (đồng)"))},
        key="key",
        deciding=("amount_vnd",),
        most=2000,  # the page sends every cell of the year
        label=_("Các dòng"),
    )
    fact_heads = (_("Còn chưa giải ngân"),)
    fixed = frozenset({"line", "unit", "source"})
    blanks = 3


class ReleaseMoney(CommandForm):
    """Money is paid out, by voucher."""

    cell = forms.ModelChoiceField(BudgetAccount.objects.none(), widget=forms.HiddenInput)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    released_on = DayField(label=_("Ngày chứng từ"))
    number = forms.CharField(label=_("Số chứng từ"), max_length=60)
    payee = forms.CharField(label=_("Người, nơi nhận tiền"), max_length=200)
    purpose = forms.CharField(label=_("Nội dung chi"), max_length=300)
    attachment = forms.FileField(
        label=_("Bản chụp chứng từ (ảnh hoặc PDF)"), help_text=_("Gửi sau cũng được."), required=False
    )
    journal_text = frozenset({"number"})

    def scope(self, by: Any) -> None:
        """What was allocated in places whose budget I see."""
        periods = BudgetPeriod.objects.visible_to(by)
        rows = BudgetAccount.objects.filter(stage=Stage.ALLOCATED, year__period__in=periods.values("pk"))
        self.narrow("cell", rows.select_related("year__period__place", "line", "unit"))

    def unit(self) -> Any:
        """At the period's place."""
        return self.cleaned_data["cell"].year.period.place


class _OfDocument(CommandForm):
    document = forms.ModelChoiceField(BudgetDocument.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Documents that I may see."""
        rows = BudgetDocument.objects.visible_to(by).select_related("year__period__place", "entry")
        self.narrow("document", rows)

    def unit(self) -> Any:
        """At the period's place."""
        return self.cleaned_data["document"].year.period.place


class AttachBudgetFile(_OfDocument):
    """The picture or PDF of a document."""

    attachment = forms.FileField(label=_("Bản chụp (ảnh hoặc PDF)"))


class TakeBackDocument(_OfDocument):
    """What was written wrong is reversed."""

    reason = forms.CharField(label=_("Đảo vì sao"), max_length=300)


class _EntryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Day, number and sum."""
        sum_vnd = getattr(obj, "total_vnd", None)
        told = vnd(sum_vnd) if sum_vnd is not None else ""
        return f"{obj.happened_on:%d/%m/%Y} · {obj.number} · {told}"


class LinkClubReceipt(_OfDocument):
    """Which entry of the club's own book is this release."""

    entry = _EntryField(Entry.objects.none(), label=_("Phiếu thu trong sổ câu lạc bộ"), empty_label=None)
    narrowing = ("document",)

    def scope(self, by: Any) -> None:
        """Receipts of the club that the release went to, where I read its books."""
        super().scope(by)
        self.narrow(
            "entry", Entry.objects.filter(book__club_book__club__unit__in=by.reach("fund.read").values("below"))
        )
        document = self.initial.get("document")
        if isinstance(document, BudgetDocument):
            club = club_of(document)
            self.narrow("entry", entries_to_link(club) if club else Entry.objects.none())


class UnlinkClubReceipt(_OfDocument):
    """The link goes."""


class TakeOverMoney(_OfYear):
    """An abolished unit's open money goes to its heir."""

    unit_key = UnitKeyField(label=_("Đơn vị đã hết hoạt động"), max_length=260)
    heir_key = UnitKeyField(label=_("Đơn vị kế thừa"), max_length=260)
    decided_on = DayField(label=_("Ngày"))
    reason = forms.CharField(label=_("Nội dung"), max_length=300, required=False)

    def scope(self, by: Any) -> None:
        """Units are suggested as they are typed."""
        super().scope(by)
        for name in ("unit_key", "heir_key"):
            self.fields[name].widget.attrs |= {"list": "units", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """The service takes units."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for field, name in (("unit_key", "unit"), ("heir_key", "heir")):
            key = told.pop(field, None)
            if key is None:
                continue
            told[name] = Unit.objects.filter(key=key).first()
            if told[name] is None:
                self.add_error(field, _("Không có đơn vị này."))
        return told


class SettleYear(SheetForm, _OfYear):
    """A year is settled: what was spent, what is carried on."""

    settled_on = DayField(label=_("Ngày quyết toán"))
    reason = forms.CharField(label=_("Thuyết minh"), max_length=300, required=False)
    rows = RowsField(
        {
            "cell": KeyField(max_length=20),
            "spent_vnd": VndField(label=_("Quyết toán (đồng)"), min_value=0, required=False),
            "carried_vnd": VndField(label=_("Chuyển năm sau (đồng)"), min_value=0, required=False),
        },
        key="cell",
        deciding=("spent_vnd", "carried_vnd"),
        most=2000,
        label=_("Các dòng"),
    )
    seen = forms.IntegerField(label=_("Số bút toán của năm lúc mở trang"), required=False, widget=forms.HiddenInput)
    row_head = _("Nội dung chi, đơn vị, nguồn")
    fact_heads = (_("Đã giải ngân"), _("Chưa giải ngân"))

    def clean(self) -> dict[str, Any]:
        """What was released while the page was being filled in must not count as paid back: it is looked at again."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        seen, year = told.pop("seen", None), told.get("year")
        now = entries_in(year) if year and seen is not None else seen
        if now != seen:
            self.add_error(None, _("Từ lúc mở trang, năm này có thêm chứng từ. Hãy xem lại từng dòng rồi ghi lần nữa."))
            self.data = {**self.data.dict(), "seen": str(now)} if hasattr(self.data, "dict") else self.data
        return told


class ApproveSettlement(_OfDocument):
    """A year's settlement is approved."""

    number = forms.CharField(label=_("Số quyết định phê duyệt"), max_length=60)
    approved_on = DayField(label=_("Ngày phê duyệt"))
    journal_text = frozenset({"number"})

"""The sheet by which a club with years on paper begins its books here."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clb.fund.models import FundSource, Opening
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership
from clb.places.models import Unit

from .money import OfClub, PercentField, club_chosen
from .stock import QuantityField

PARTS = {"start_fund": 4, "loans": 8, "debts": 2, "stock": 3}  # with how many empty rows
MOST_ROWS = 100


def _sum(label: Any) -> VndField:
    return VndField(label=label, min_value=0, required=False)


def _person() -> forms.UUIDField:
    return forms.UUIDField(label=_("Thành viên"), required=False, widget=forms.Select)


@dataclass(frozen=True)
class Cell:
    """One cell as the page draws it."""

    label: Any
    html: SafeString
    errors: list[str]
    error_id: str


class OpenBooks(OfClub):
    """Balances at the end of one day. Names and words stay out of the journal."""

    cut_off_on = DayField(label=_("Chốt sổ giấy đến hết ngày"))
    income_cash_vnd = _sum(_("Quỹ tăng thu nhập: tiền mặt (đồng)"))
    income_bank_vnd = _sum(_("Quỹ tăng thu nhập: ngân hàng (đồng)"))
    operating_cash_vnd = _sum(_("Quỹ hoạt động: tiền mặt (đồng)"))
    operating_bank_vnd = _sum(_("Quỹ hoạt động: ngân hàng (đồng)"))
    start_fund = RowsField(
        {
            "key": forms.CharField(max_length=40),
            "source": forms.ChoiceField(label=_("Nguồn"), choices=[("", "—"), *FundSource.choices], required=False),
            "amount_vnd": _sum(_("Số tiền (đồng)")),
        },
        key="key",
        deciding=["source", "amount_vnd"],
        label=_("Quỹ ban đầu theo nguồn"),
    )
    loans = RowsField(
        {
            "key": forms.CharField(max_length=40),
            "person": _person(),
            "left_vnd": _sum(_("Còn nợ gốc (đồng)")),
            "granted_on": DayField(label=_("Vay ngày"), required=False),
            "months": forms.IntegerField(
                label=_("Thời hạn (tháng)"),
                min_value=1,
                max_value=MONTHS_AT_MOST,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            ),
            "rate_percent_year": PercentField(label=_("Lãi một năm (%)"), required=False),
            "interest_owed_vnd": _sum(_("Lãi còn thiếu (đồng)")),
        },
        key="key",
        deciding=["person", "left_vnd", "granted_on", "months", "rate_percent_year"],
        label=_("Khoản cho vay đang còn nợ"),
    )
    debts = RowsField(
        {
            "key": forms.CharField(max_length=40),
            "lender": forms.CharField(label=_("Người, nơi cho câu lạc bộ vay"), max_length=200, required=False),
            "left_vnd": _sum(_("Còn nợ (đồng)")),
            "borrowed_on": DayField(label=_("Vay ngày"), required=False),
            "rate_percent_year": PercentField(label=_("Lãi một năm (%)"), required=False),
        },
        key="key",
        deciding=["lender", "left_vnd", "borrowed_on"],
        label=_("Câu lạc bộ còn nợ người khác, nơi khác"),
    )
    stock = RowsField(
        {
            "key": forms.CharField(max_length=40),
            "what": forms.CharField(label=_("Hiện vật"), max_length=100, required=False),
            "quantity": QuantityField(label=_("Số lượng"), required=False),
            "counted_in": forms.CharField(label=_("Đơn vị"), max_length=30, required=False),
            "unit_value_vnd": _sum(_("Giá một đơn vị (đồng)")),
            "person": _person(),
        },
        key="key",
        deciding=["what", "quantity"],
        label=_("Hiện vật"),
    )

    def scope(self, by: Any) -> None:
        """People to choose from are whoever is or was in the club and whom I may see."""
        super().scope(by)
        here = Membership.objects.visible_to(by).filter(club=club_chosen(self)).select_related("person")
        listed = [m.person for m in here.order_by("person__sort_key")]
        people = {person.pk: f"{person.full_name}, {person.birth_shown}" for person in listed}
        for name in ("loans", "stock"):
            field = self.fields[name]
            assert isinstance(field, RowsField)
            field.columns = deepcopy(field.columns)
            field.columns["person"].widget = forms.Select(choices=[("", "—"), *people.items()])

    def clean(self) -> dict[str, Any]:
        """Empty sums are none, empty rows are left out."""
        given = {**self.cleaned_data}
        for name in given:
            if name in PARTS:
                given[name] = [row for row in given[name] or [] if not row.get("is_removed")]
            elif name.endswith("_vnd"):
                given[name] = given[name] or 0
        return given

    @property
    def parts(self) -> list[tuple[Any, str, list[list[Cell]], list[str]]]:
        """For the page: each part's title, name, rows of cells, and what is wrong with it as a whole."""
        return [(self.fields[n].label, n, self._cells(n, rows), self._whole(n)) for n, rows in self._typed().items()]

    def _typed(self) -> dict[str, dict[str, dict[str, Any]]]:
        wanted = self.initial.get("rows", 0)
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for name, empty in PARTS.items():
            typed = self[name].value() if self.is_bound else None
            rows = {str(row.get("key", "")): row for row in typed or [] if isinstance(row, dict)}
            at_least = max(empty, wanted if name == "loans" else 0, len(rows))
            found[name] = {str(n): rows.get(str(n), {}) for n in range(1, min(at_least, MOST_ROWS) + 1)} | rows
        return found

    def _cells(self, name: str, rows: dict[str, dict[str, Any]]) -> list[list[Cell]]:
        field, wrong = self.fields[name], self.row_errors(name)
        assert isinstance(field, RowsField)
        drawn = []
        for key, row in rows.items():
            cells = []
            for column, one in field.columns.items():
                if column == "key":
                    continue
                told = wrong.get(key, {}).get(column, [])
                html_id = f"id_{name}_{key}_{column}"
                look = "form-select" if isinstance(one.widget, forms.Select) else "form-control"
                attrs = {"id": html_id, "class": f"{look} is-invalid" if told else look}
                attrs["aria-label"] = f"{field.label}, {_('dòng')} {key}: {one.label}"
                if told:
                    attrs |= {"aria-invalid": "true", "aria-describedby": f"{html_id}_loi"}
                html = one.widget.render(f"{name}:{key}:{column}", row.get(column, ""), attrs)
                cells.append(Cell(one.label, html, told, f"{html_id}_loi"))
            drawn.append(cells)
        return drawn

    def _whole(self, name: str) -> list[str]:
        rows = [one for told in self.row_errors(name).values() for one in told.get("", [])]
        known = {one for told in self.row_errors(name).values() for said in told.values() for one in said}
        return [*rows, *(str(one) for one in self.errors.get(name, []) if str(one) not in known)]


class ReverseOpening(CommandForm):
    """The whole sheet taken back."""

    opening = forms.ModelChoiceField(Opening.objects.none(), label=_("Số dư đầu kỳ"), widget=forms.HiddenInput)
    reversed_on = DayField(label=_("Ngày ghi đảo"))
    reason = forms.CharField(label=_("Vì sao đảo"), max_length=300)

    def scope(self, by: Any) -> None:
        """Sheets of clubs whose money I may see."""
        mine = Opening.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("opening", mine.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        opening: Opening = self.cleaned_data["opening"]
        return opening.club.unit

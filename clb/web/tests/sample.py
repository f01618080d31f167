"""A page of every component, and a command's page, for tests to render and for a browser to look at."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from clb.kernel.commands import Command
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.law.norms import judge
from clb.web.pages import chosen_day, command_page, paged

HERE = Path(__file__).parent
DAY = date(2026, 6, 30)


class RecordSample(CommandForm):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên", max_length=40, help_text="Như trên thẻ căn cước.")
    born_on = DayField(label="Ngày sinh", required=False)
    amount_vnd = VndField(label="Số tiền góp", help_text="Ví dụ 50.000 hoặc 50 nghìn.")
    sex = forms.ChoiceField(label="Giới tính", choices=[("F", "Nữ"), ("M", "Nam")], widget=forms.RadioSelect)
    works = forms.MultipleChoiceField(
        label="Việc tham gia",
        choices=[("1", "Tăng thu nhập"), ("2", "Chăm sóc tại nhà"), ("3", "Văn nghệ")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    household = forms.ChoiceField(label="Diện hộ", choices=[("", "Chưa rõ"), ("P", "Hộ nghèo"), ("N", "Hộ cận nghèo")])
    agrees = forms.BooleanField(label="Đã đồng ý cho ghi thông tin", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    paper = forms.FileField(label="Bản chụp giấy tờ", required=False)

    def unit(self) -> Any:
        """None is asked for: the page's own tests have no database."""
        raise AssertionError


def record_sample(*, by: Any, **typed: Any) -> None:
    """Nothing."""


RECORD_SAMPLE = Command(record_sample, RecordSample, "Ghi thành viên mẫu")


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    page = paged(request, list(range(1234)))
    findings = [judge("club.size", Fraction(121), on=DAY), judge("club.women_share", Fraction(65), on=DAY)]
    day = chosen_day(request, DAY)
    if "loi" in request.GET:
        messages.success(request, "Đã ghi: Thu quỹ của bà Lan.")
        messages.warning(request, "Sổ quỹ tháng 5 chưa khóa.")
    form = RecordSample({"name": "x" * 41}, by=None) if "loi" in request.GET else RecordSample(by=None)
    context = {
        "title": "Các mảnh của trang",
        "page": page,
        "findings": findings,
        "on": day,
        "form": form,
        "act_id": "x",
    }
    return HttpResponse(_template("sample.html").render(context, request))


def _template(name: str) -> Any:
    return engines["django"].from_string((HERE / name).read_text("utf8"))


def command(request: HttpRequest) -> HttpResponse:
    """The sample command by its generic page."""
    return command_page(request, RECORD_SAMPLE, template="web/command.html", initial={"name": "Lan"}, then="/")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """A page that fails."""
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("mau/", components, name="sample"),
    path("mau/lenh/", command, name="sample_command"),
    path("mau/hong/", broken, name="sample_broken"),
]
handler400 = "clb.web.errors.bad_request"
handler403 = "clb.web.errors.forbidden"
handler404 = "clb.web.errors.not_found"
handler500 = "clb.web.errors.server_error"

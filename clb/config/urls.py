"""Every address of the site, by app."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from . import health

handler400 = "clb.web.errors.bad_request"
handler403 = "clb.web.errors.forbidden"
handler404 = "clb.web.errors.not_found"
handler500 = "clb.web.errors.server_error"

urlpatterns = [
    path("", include("clb.home.urls")),
    path("ke-hoach/", include("clb.plans.urls")),
    path("bao-cao/", include("clb.reports.urls")),
    path("chi-so/", include("clb.plans.indicator_urls")),
    path("cau-lac-bo/", include("clb.clubs.urls")),
    path("cau-lac-bo/", include("clb.members.club_urls")),
    path("thanh-vien/", include("clb.members.urls")),
    path("ban-chu-nhiem/", include("clb.board.urls")),
    path("thanh-lap/", include("clb.founding.urls")),
    path("quy/", include("clb.fund.urls")),
    path("cho-vay/", include("clb.lending.urls")),
    path("so-sach/", include("clb.statements.urls")),
    path("", include("clb.statements.public_urls")),
    path("sinh-hoat/", include("clb.meetings.urls")),
    path("giao-luu/", include("clb.exchanges.urls")),
    path("suc-khoe/", include("clb.health.urls")),
    path("cham-soc/", include("clb.care.urls")),
    path("du-lieu/", include("clb.privacy.urls")),
    path("ngan-sach/", include("clb.budget.urls")),
    path("van-dong/", include("clb.giving.urls")),
    path("truyen-thong/", include("clb.outreach.urls")),
    path("giam-sat/", include("clb.supervision.urls")),
    path("xep-loai/", include("clb.grading.urls")),
    path("van-ban/", include("clb.dispatch.urls")),
    path("bieu-so-lieu/", include("clb.tabular.urls")),
    path("ban-lam-viec/", include("clb.desks.urls")),
    path("don-vi/", include("clb.places.urls")),
    path("nhat-ky/", include("clb.journal.urls")),
    path("tai-khoan/", include("clb.access.urls")),
    path("cho-nguoi-thu-hai/", include("clb.seconds.urls")),
    path("tai-khoan/", include("clb.signin.urls")),
    path("nhap-excel/", include("clb.sheets.urls")),
    path("dien-thoai/", include("clb.phone.urls")),
    path("api/phone/", include("clb.phone.api_urls")),
    path("api/v1/", include("clb.api.urls")),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

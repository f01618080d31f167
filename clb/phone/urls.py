"""Addresses under /dien-thoai/."""

from django.urls import path

from .views import devices, guide, keys, shell, syncing, waiting

app_name = "phone"
urlpatterns = [
    path("", shell.app, name="app"),
    path("sw.js", shell.worker, name="worker"),
    path("app.webmanifest", shell.manifest, name="manifest"),
    path("cau-chu/<str:language>.json", shell.words, name="words"),
    path("khoa/", keys.make_key, name="make_key"),
    path("may/", devices.devices, name="devices"),
    path("may/<uuid:phone_key_id>/", devices.device, name="device"),
    path("may/<uuid:phone_key_id>/thu-hoi/", devices.revoke_key, name="revoke_key"),
    path("dong-bo/", syncing.phones_page, name="syncing"),
    path("dong-bo/bang.xlsx", syncing.syncing_file, name="syncing_file"),
    path("cho-xem/", waiting.waiting, name="waiting"),
    path("cho-xem/<uuid:parked_row_id>/", waiting.parked_row, name="parked_row"),
    path("cho-xem/<uuid:parked_row_id>/van-ghi/", waiting.write_row, name="write_row"),
    path("cho-xem/<uuid:parked_row_id>/bo/", waiting.settle_row, name="settle_row"),
    path("huong-dan/", guide.guide, name="guide"),
    path("huong-dan/to-a4.<slug:file_format>", guide.guide_file, name="guide_file"),
]

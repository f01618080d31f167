"""Addresses under /ban-lam-viec/."""

from django.urls import path

from .views import desks, notes, petitions

app_name = "desks"

urlpatterns = [
    path("", desks.index, name="index"),
    path("ghi-nhan/", notes.index, name="notes"),
    path("ghi-nhan/ghi/", notes.record, name="record_note"),
    path("ghi-nhan/<uuid:note_id>/", notes.note, name="note"),
    path("ghi-nhan/<uuid:note_id>/tep/", notes.file, name="note_file"),
    path("ghi-nhan/<uuid:note_id>/sua/", notes.correct, name="correct_note"),
    path("ghi-nhan/<uuid:note_id>/bo/", notes.drop, name="drop_note"),
    path("ghi-nhan/<uuid:note_id>/viec/", notes.plan_step, name="plan_note_step"),
    path("kien-nghi/", petitions.index, name="petitions"),
    path("kien-nghi/gui/", petitions.send, name="send_petition"),
    path("kien-nghi/<uuid:petition_id>/", petitions.petition, name="petition"),
    path("kien-nghi/<uuid:petition_id>/tep/", petitions.file, name="petition_file"),
    path("kien-nghi/<uuid:petition_id>/bo/", petitions.drop, name="drop_petition"),
    path("kien-nghi/<uuid:petition_id>/tra-loi/", petitions.answer, name="answer_petition"),
    path("kien-nghi/<uuid:petition_id>/rut-tra-loi/", petitions.take_back, name="take_back_answer"),
    path("kien-nghi/<uuid:petition_id>/viec/", petitions.plan_step, name="plan_petition_step"),
    path("viec/<int:next_step_id>/xong/", notes.finish_step, name="finish_next_step"),
    path("<str:key>/<str:role>/", desks.desk, name="desk"),
    path("<str:key>/<str:role>/nam-<int:year>.xlsx", desks.workbook, name="workbook"),
    path("<str:key>/<str:role>/nam-<int:year>.<str:file_format>", desks.sheet, name="sheet"),
]

"""What people do with a club's board."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

APPOINT_TO_BOARD = Command(services.appoint_to_board, forms.AppointToBoard, title=_("Ghi người vào ban chủ nhiệm"))
END_BOARD_POST = Command(services.end_board_post, forms.EndBoardPost, title=_("Ghi thôi chức danh"))

register(APPOINT_TO_BOARD, END_BOARD_POST)

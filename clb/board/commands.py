"""What people do with a club's board."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

APPOINT_TO_BOARD = Command(services.appoint_to_board, forms.AppointToBoard, title=_("Ghi người vào ban chủ nhiệm"))
END_BOARD_POST = Command(services.end_board_post, forms.EndBoardPost, title=_("Ghi thôi chức danh"))
CORRECT_BOARD_TERM = Command(services.correct_board_term, forms.CorrectBoardTerm, title=_("Sửa ngày giữ chức danh"))
LINK_SIGN_IN = Command(services.link_sign_in, forms.LinkSignIn, title=_("Ghi tên đăng nhập của người trong ban"))
FOUND_SUB_GROUP = Command(services.found_sub_group, forms.FoundSubGroup, title=_("Lập tổ"))
JOIN_SUB_GROUP = Command(services.join_sub_group, forms.JoinSubGroup, title=_("Ghi người vào tổ"))
LEAVE_SUB_GROUP = Command(services.leave_sub_group, forms.LeaveSubGroup, title=_("Ghi thôi ở tổ"))
END_SUB_GROUP = Command(services.end_sub_group, forms.EndSubGroup, title=_("Thôi tổ"))

register(APPOINT_TO_BOARD, END_BOARD_POST, CORRECT_BOARD_TERM, LINK_SIGN_IN)
register(FOUND_SUB_GROUP, JOIN_SUB_GROUP, LEAVE_SUB_GROUP, END_SUB_GROUP)

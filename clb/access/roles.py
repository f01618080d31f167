"""Who may do what: the whole table. A right is held at a unit and reaches everything below it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The people who use the system, by their office."""

    CHAIR = "CHAIR", _("Chủ nhiệm câu lạc bộ")
    TREASURER = "TREASURER", _("Thủ quỹ, kế toán câu lạc bộ")
    COMMUNE = "COMMUNE", _("Ủy ban nhân dân cấp xã")
    ASSOCIATION = "ASSOCIATION", _("Hội Người cao tuổi")
    LABOUR = "LABOUR", _("Lao động, xã hội")
    FINANCE = "FINANCE", _("Tài chính, kế hoạch")
    HEALTH = "HEALTH", _("Y tế")
    CULTURE = "CULTURE", _("Văn hóa, thông tin")
    FRONT = "FRONT", _("Mặt trận Tổ quốc")
    WOMEN = "WOMEN", _("Hội Liên hiệp Phụ nữ")
    YOUTH = "YOUTH", _("Đoàn Thanh niên")
    GOVERNMENT = "GOVERNMENT", _("Ủy ban nhân dân cấp huyện, tỉnh")
    SYSTEM = "SYSTEM", _("Quản trị hệ thống")


# Side agencies read plans, clubs and totals, and report their own duties; people's names stay with club and commune.
_AGENCY = {
    "founding.read",
    "plans.read",
    "plans.report_task",
    "plans.withdraw_task_report",
    "clubs.read",
    "places.read",
}
_CLUB_BOARD = {"places.read", "plans.read", "clubs.read", "members.read", "fund.read"}
_SENSITIVE = {"members.read_sensitive"}
_MEMBER_WORK = {
    "members.add_member",
    "members.join_again",
    "members.correct_person",
    "members.merge_people",
    "members.unmerge_people",
    "members.tell_apart",
    "members.end_membership",
    "members.correct_leaving",
    "members.set_household_class",
    "members.record_contact",
    "members.record_next_of_kin",
    "members.drop_next_of_kin",
    "members.set_photo",
    "members.drop_photo",
    "members.place_household",
    "members.correct_household",
    "members.class_household",
    "members.transfer_member",
    "members.record_circumstance",
    "members.record_consent",
    "members.withdraw_consent",
    "members.end_circumstance",
    "members.record_death",
    "members.take_back_death",
}
# The club's own affairs, by its board and by those who look after it.
_HOUSE_WORK = {"clubs.set_charter_rule", "clubs.finish_consolidation_step"}
_HOUSE_WORK |= {"board.appoint_to_board", "board.end_board_post", "board.correct_board_term"}
_HOUSE_WORK |= {"board.found_sub_group", "board.join_sub_group"}
_HOUSE_WORK |= {"board.leave_sub_group", "board.end_sub_group"}
_CLUB_WORK = {"clubs.found_club", "clubs.correct_club", "clubs.set_status", "clubs.correct_status"}
_CLUB_WORK |= {"clubs.plan_consolidation_step", "clubs.finish_consolidation_step", "clubs.drop_consolidation_step"}
_CLUB_WORK |= {"members.close_club", "members.correct_founding_day"}
# Whose sign-in is whose is for those above the club to say, else the rule that hangs on it could be undone.
_CLUB_WORK |= {"board.link_sign_in"}
# Lists from Excel; each row also needs the right of its own command where it is written down.
_SHEET_WORK = {
    "sheets.upload_sheet",
    "sheets.map_sheet",
    "sheets.import_sheet",
    "sheets.undo_sheet",
    "sheets.discard_sheet",
}
# Meetings: whoever sits at the table writes; the commune types in what a club without a phone keeps on paper.
_MEETING_WORK = {"meetings.read", "meetings.record_meeting", "meetings.reopen_meeting", "meetings.drop_meeting"}
_MEETING_WORK |= {"meetings.see_reopening", "meetings.record_activity", "meetings.correct_activity"}
_MEETING_WORK |= {"meetings.drop_activity", "meetings.attach_evidence", "meetings.drop_evidence"}
_MEETING_WORK |= {"meetings.plan_activity", "meetings.drop_planned_activity", "meetings.link_planned_activity"}
# How often each area is asked for: a club for itself, those above for their clubs.
_MINIMUMS = {"meetings.set_area_minimum", "meetings.end_area_minimum"}
_MEMBER_WORK |= _SHEET_WORK
_CLUB_WORK |= _SHEET_WORK
_FUND_WORK = {
    "fund.receive_start_fund",
    "fund.reverse_start_fund",
    "fund.receive_fee",
    "fund.receive_gift",
    "fund.grant_loan",
    "fund.repay_loan",
    "fund.count_cash",
    "fund.reverse_receipt",
    "fund.spend_money",
    "fund.attach_voucher",
    "fund.earmark_gift",
    "fund.deposit_cash",
    "fund.withdraw_cash",
    "fund.book_gap",
    "fund.pass_on_interest",
    "fund.move_between_funds",
    "fund.borrow_money",
    "fund.pay_back_debt",
    "fund.receive_stock",
    "fund.move_stock",
    "fund.value_stock",
    "fund.take_back_stock_move",
}
# Requests for loans and visits name members; the money itself is handed over by the treasurer.
_LENDING_WORK = {
    "lending.ask_loan",
    "lending.withdraw_request",
    "lending.decide_request",
    "lending.take_back_decision",
    "lending.record_visit",
    "lending.drop_visit",
}
_FUND_WORK |= {"lending.disburse_request"}
_CLUB_BOARD |= {"lending.read"}
_FUND_WORK |= {"fund.collect_repayments", "fund.reschedule_loan", "fund.write_off_loan", "fund.recover_loan"}
_FUND_WORK |= {"fund.waive_interest", "fund.record_payer", "fund.forget_payer"}
_CLOSING = {"fund.close_month"}
_FUND_WORK |= _CLOSING
# A month that is closed may change again only by the hand of those above the club.
_FUND_CARE = {"fund.reopen_month"}
# The commune may type in the paper books of a club that has no phone.
_OPENING = {"fund.open_books", "fund.reverse_opening"}
_FUND_WORK |= _OPENING
# Readings are sensitive: the chair and the health office read them; the treasurer may write them down at a meeting.
_HEALTH_WORK = {"health.read", "health.record_check", "health.drop_check"}
# The way to a club; the names of those who will join are for commune and association.
_FOUNDING_STEPS = {
    "founding.read",
    "founding.start_founding",
    "founding.plan_founding_step",
    "founding.finish_founding_step",
    "founding.reopen_founding_step",
    "founding.add_condition",
    "founding.meet_condition",
    "founding.drop_condition",
    "founding.drop_founding",
}
_FOUNDING_WORK = _FOUNDING_STEPS | {
    "founding.add_recruit",
    "founding.set_recruit_post",
    "founding.drop_recruit",
    "founding.pledge_start_fund",
    "founding.collect_pledge",
    "founding.withdraw_pledge",
    "founding.record_founding_decision",
    "founding.launch_club",
}
_PLAN_WORK = {
    "plans.import_plan",
    "plans.correct_header",
    "plans.correct_target",
    "plans.correct_task",
    "plans.place_line",
    "plans.drop_item",
    "plans.confirm_plan",
    "plans.discard_draft",
    "plans.bind_target",
    "plans.map_body",
    "plans.link_plans",
    "plans.report_task",
    "plans.withdraw_task_report",
}

# Everyone with an office may give a program of theirs a token; see clb/access/services.py.
_EXCHANGE_WORK = {
    "exchanges.record_exchange",
    "exchanges.correct_exchange",
    "exchanges.drop_exchange",
    "exchanges.plan_follow_up",
    "exchanges.finish_follow_up",
}
_HOUSE_WORK |= _EXCHANGE_WORK
_CLUB_WORK |= _EXCHANGE_WORK
_AGENCY |= {"exchanges.read"}
_CLUB_BOARD |= {"exchanges.read"}

# What a club's meeting decided to show on the board of its money.
_HOUSE_WORK |= {"statements.decide_disclosure", "statements.withdraw_disclosure"}
_HOUSE_WORK |= {"statements.leave_donor_unnamed", "statements.name_donor"}

_OWN = {"access.make_token", "access.revoke_token"}
_APPOINTING = {"access.add_user", "access.end_assignment", "access.read"}

GRANTS: dict[str, set[str]] = {
    Role.CHAIR: {
        *_CLUB_BOARD,
        *_SENSITIVE,
        *_MEMBER_WORK,
        *_HOUSE_WORK,
        *_MEETING_WORK,
        *_MINIMUMS,
        *_HEALTH_WORK,
        *_LENDING_WORK,
        *_CLOSING,
    },
    Role.TREASURER: {
        *_CLUB_BOARD,
        *_MEMBER_WORK,
        *_HOUSE_WORK,
        *_MEETING_WORK,
        *_FUND_WORK,
        *_LENDING_WORK,
        "health.record_check",
    },
    Role.COMMUNE: {
        *_CLUB_BOARD,
        *_SENSITIVE,
        *_MEMBER_WORK,
        *_HOUSE_WORK,
        *_MEETING_WORK,
        *_MINIMUMS,
        *_CLUB_WORK,
        *_FUND_CARE,
        *_OPENING,
        *_FOUNDING_WORK,
        *_PLAN_WORK,
        "places.assign_unit",
    },
    Role.ASSOCIATION: {
        *_CLUB_BOARD,
        "meetings.read",
        *_MINIMUMS,
        *_HOUSE_WORK,
        *_CLUB_WORK,
        *_FUND_CARE,
        *_FOUNDING_WORK,
        *_PLAN_WORK,
    },
    Role.LABOUR: _AGENCY,
    Role.FINANCE: {*_AGENCY, "fund.read"},
    Role.HEALTH: {*_AGENCY, *_HEALTH_WORK},
    Role.CULTURE: _AGENCY,
    Role.FRONT: _AGENCY,
    Role.WOMEN: _AGENCY,
    Role.YOUTH: _AGENCY,
    Role.GOVERNMENT: {
        *_AGENCY,
        *_MINIMUMS,
        *_CLUB_WORK,
        *_FOUNDING_STEPS,
        *_PLAN_WORK,
        "fund.read",
        "places.assign_unit",
    },
    Role.SYSTEM: {"places.read", "places.record_event", "places.assign_unit", "plans.read"},
}
for _role in GRANTS:
    GRANTS[_role] = GRANTS[_role] | _OWN

# Who may give which offices, at the unit where they hold their own or below it.
APPOINTS: dict[str, tuple[Role, ...]] = {
    Role.SYSTEM: tuple(Role),
    Role.GOVERNMENT: tuple(role for role in Role if role != Role.SYSTEM),
    Role.COMMUNE: (Role.CHAIR, Role.TREASURER),
    Role.ASSOCIATION: (Role.CHAIR, Role.TREASURER),
}
for _role in APPOINTS:
    GRANTS[_role] = GRANTS[_role] | _APPOINTING

# What each right to read opens, in words; every other right is a command and is called by its title.
READS: dict[str, Any] = {
    "access.read": _("Xem ai giữ vai trò nào"),
    "clubs.read": _("Xem câu lạc bộ"),
    "exchanges.read": _("Xem các buổi tập huấn, giao lưu"),
    "founding.read": _("Xem việc thành lập câu lạc bộ"),
    "fund.read": _("Xem sổ quỹ của câu lạc bộ"),
    "health.read": _("Xem số đo sức khỏe của thành viên"),
    "lending.read": _("Xem đơn xin vay, thứ tự xét vay, các lần thăm người vay"),
    "meetings.read": _("Xem buổi sinh hoạt, hoạt động của câu lạc bộ"),
    "members.read": _("Xem thành viên câu lạc bộ"),
    "members.read_sensitive": _("Xem điều nhạy cảm của thành viên (khuyết tật, dân tộc, lương hưu, trợ cấp)"),
    "places.read": _("Xem đơn vị"),
    "plans.read": _("Xem kế hoạch, chỉ số"),
}

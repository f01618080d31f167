"""Who may do what: the whole table. A right is held at a unit and reaches everything below it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .budgeting import BUDGET_APPROVAL, BUDGET_OWN, BUDGET_WORK
from .dispatching import DISPATCH_WORK
from .duty_rights import DESK_WORK, DUTY_WORK, PLAN_WORK
from .founding import FOUNDING_STEPS, FOUNDING_WORK
from .grading import GRADING_ABOVE, GRADING_COMMUNE, GRADING_OWN
from .mobilising import GIVING_GRANTS
from .outreaching import OUTREACH_WORK
from .phoning import PHONE_CARE, PHONE_OWN
from .reporting import REPORT_GRANTS
from .supervising import RECOUNT, SUPERVISION_LEAD, SUPERVISION_PART
from .tabling import TABLE_ORDERS, TABLE_WORK


class Role(models.TextChoices):
    """The people who use the system, by their office."""

    CHAIR = "CHAIR", _("Chủ nhiệm câu lạc bộ")
    TREASURER = "TREASURER", _("Thủ quỹ, kế toán câu lạc bộ")
    VOLUNTEER = "VOLUNTEER", _("Tình nguyện viên chăm sóc tại nhà")
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


# Who sits at a club's own table. Everyone else holds an office above it, and needs a second factor to come in.
CLUB_ROLES = frozenset({Role.CHAIR, Role.TREASURER, Role.VOLUNTEER})

# Side agencies read plans, clubs and totals, and report their own duties; people's names stay with club and commune.
_AGENCY = {
    "founding.read",
    "plans.read",
    "plans.report_task",
    "plans.withdraw_task_report",
    "clubs.read",
    "places.read",
}
_AGENCY |= DUTY_WORK | DESK_WORK
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
_MEETING_WORK |= {
    "meetings.drop_activity",
    "meetings.name_helped",
    "meetings.attach_evidence",
    "meetings.drop_evidence",
}
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
_FUND_WORK |= {"fund.take_back_loan_change"}
_CLOSING = {"fund.close_month"}
_FUND_WORK |= _CLOSING
# A month that is closed may change again only by the hand of those above the club.
_FUND_CARE = {"fund.reopen_month"}
# The commune may type in the paper books of a club that has no phone.
_OPENING = {"fund.open_books", "fund.reverse_opening"}
_FUND_WORK |= _OPENING
# Readings are sensitive: the chair and the health office read them; the treasurer may write them down at a meeting.
_HEALTH_WORK = {"health.read", "health.record_check", "health.drop_check"}
_HEALTH_WORK |= {"health.open_referral", "health.correct_referral", "health.record_referral_result"}
_HEALTH_WORK |= {"health.drop_referral", "health.see_emergency_access"}
# Check-ups with the health station: their results are sensitive, their days are not.
_CAMPAIGNS = {"health.plan_campaign", "health.correct_campaign", "health.drop_campaign"}
_HEALTH_WORK |= _CAMPAIGNS | {"health.call_members", "health.record_check_ups", "health.record_station_result"}
_HEALTH_WORK |= {"health.drop_check_up"}
# Who knows a member and may not read health looks at it in an emergency only, and whoever may read it is told.
_EMERGENCY = {"health.open_emergency_access"}
# Care at home: a volunteer writes down visits to the own people; the chair arranges who goes to whom; the station
# reads and judges; everyone else has counts, the small ones of a club hidden.
_CARE_VISITS = {"care.record_visit", "care.correct_visit", "care.drop_visit", "care.tell_absence"}
_CARE_JUDGING = {"care.read", "care.assess_needs", "care.drop_assessment", "care.settle_alert"}
_CARE_WORK = {
    *_CARE_VISITS,
    *_CARE_JUDGING,
    "care.add_client",
    "care.correct_client",
    "care.close_client",
    "care.plan_care",
    "care.add_volunteer",
    "care.correct_volunteer",
    "care.record_training",
    "care.drop_training",
    "care.link_volunteer",
    "care.stop_volunteer",
    "care.assign_volunteer",
    "care.end_assignment",
    "care.call_off_visit",
    "care.stand_in",
    "care.put_back_visit",
}
_AGENCY |= {"care.read_counts"}
_CLUB_BOARD |= {"care.read_counts"}
_CLUB_BOARD |= {"desks.read_notes"}

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

# Telling people: each agency plans and records its own (see clb/outreach/services); see also outreaching.py.
_AGENCY |= {"outreach.read"} | BUDGET_OWN

# What is done about a finding is said by the club itself; see supervising.py.
_HOUSE_WORK |= {"supervision.answer_finding", "supervision.report_action"}
_AGENCY |= {"supervision.read"}
_CLUB_BOARD |= {"supervision.read"}
# Forms of tables and large tables; see tabling.py.
_PLAN_WORK = PLAN_WORK | TABLE_WORK
_AGENCY |= TABLE_WORK | TABLE_ORDERS
_CLUB_BOARD |= TABLE_ORDERS

# What a club's meeting decided to show on the board of its money.
_HOUSE_WORK |= {"statements.decide_disclosure", "statements.withdraw_disclosure"}
_HOUSE_WORK |= {"statements.leave_donor_unnamed", "statements.name_donor"}

_AGENCY |= {"grading.read"}
_CLUB_BOARD |= {"grading.read", "grading.read_words"}

# Who may be the second person where a club's charter wants one; never for what one typed oneself. Whoever typed
# something may always take it back.
_SECOND = {"seconds.decide_proposal", "seconds.withdraw_proposal"}
_HOUSE_WORK |= _SECOND
_CLUB_WORK |= _SECOND
# What people ask about their data: the club's chair takes it down and answers; what cannot be undone is the commune's.
_PRIVACY_DESK = {"privacy.read", "privacy.receive_request", "privacy.answer_request", "privacy.extend_request"}
_PRIVACY_DESK |= {"privacy.finish_request", "privacy.record_breach", "privacy.tell_of_breach", "privacy.close_breach"}
_PRIVACY_CARE = _PRIVACY_DESK | {"privacy.read_all", "privacy.erase_person", "privacy.restrict_person"}
_PRIVACY_CARE |= {"privacy.lift_restriction"}

_OWN = {"access.make_token", "access.revoke_token", "access.name_deputy", "access.end_deputy"}
_OWN |= {"signin.set_pin", "signin.leave_device", "signin.report_lost_device"}
_OWN |= {"signin.end_session", "signin.end_other_sessions"} | PHONE_OWN
_APPOINTING = {"access.end_assignment", "access.read", *PHONE_CARE}
_APPOINTING |= {"signin.invite_person", "signin.replace_card", "signin.revoke_card", "signin.unlock_person"}

# Who looked and who wrote is for the people of the club, and those who look after it.
_CLUB_BOARD |= {"journal.read"}

GRANTS: dict[str, set[str]] = {
    Role.CHAIR: {
        *PHONE_CARE,
        *_CLUB_BOARD,
        *_SENSITIVE,
        *_MEMBER_WORK,
        *_HOUSE_WORK,
        *_MEETING_WORK,
        *_MINIMUMS,
        *_HEALTH_WORK,
        *_CARE_WORK,
        *_LENDING_WORK,
        *_CLOSING,
        *_PRIVACY_DESK,
        *GRADING_OWN,
    },
    Role.TREASURER: {
        *_CLUB_BOARD,
        *_MEMBER_WORK,
        *_HOUSE_WORK,
        *_MEETING_WORK,
        *_FUND_WORK,
        *_LENDING_WORK,
        *_EMERGENCY,
        "health.record_check",
    },
    Role.VOLUNTEER: {"places.read", "clubs.read", "care.read_own", *_CARE_VISITS},
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
        *FOUNDING_WORK,
        *_PLAN_WORK,
        *_CAMPAIGNS,
        *_EMERGENCY,
        *_PRIVACY_CARE,
        *GRADING_COMMUNE,
        *OUTREACH_WORK,
        *DISPATCH_WORK,
        "outreach.read",
        *SUPERVISION_LEAD,
        *RECOUNT,
        *BUDGET_APPROVAL,
        "places.assign_unit",
    },
    Role.ASSOCIATION: {
        *_CLUB_BOARD,
        "meetings.read",
        *_MINIMUMS,
        *_HOUSE_WORK,
        *_CLUB_WORK,
        *_FUND_CARE,
        *FOUNDING_WORK,
        *_PLAN_WORK,
        *OUTREACH_WORK,
        *DISPATCH_WORK,
        "outreach.read",
        *SUPERVISION_LEAD,
        *RECOUNT,
        *GRADING_ABOVE,
        *BUDGET_OWN,
    },
    Role.LABOUR: _AGENCY | SUPERVISION_LEAD | GRADING_ABOVE,
    Role.FINANCE: {*_AGENCY, *SUPERVISION_PART, *BUDGET_WORK, "fund.read"},
    Role.HEALTH: {
        *_AGENCY,
        *_HEALTH_WORK,
        *_CARE_JUDGING,
        *_SHEET_WORK,
        *OUTREACH_WORK,
        *SUPERVISION_PART,
    },
    Role.CULTURE: _AGENCY | OUTREACH_WORK,
    Role.FRONT: _AGENCY | OUTREACH_WORK | SUPERVISION_PART,
    Role.WOMEN: _AGENCY | OUTREACH_WORK | SUPERVISION_PART,
    Role.YOUTH: _AGENCY | OUTREACH_WORK | SUPERVISION_PART,
    Role.GOVERNMENT: {
        *_AGENCY,
        *SUPERVISION_LEAD,
        *_MINIMUMS,
        *_CLUB_WORK,
        *FOUNDING_STEPS,
        *_PLAN_WORK,
        *BUDGET_APPROVAL,
        *DISPATCH_WORK,
        "fund.read",
        "places.assign_unit",
        "journal.read",
    },
    Role.SYSTEM: {"journal.read_security", "places.read", "places.record_event", "places.assign_unit", "plans.read"},
}
for _role in GRANTS:
    _more = (REPORT_GRANTS.get(_role, frozenset()), GIVING_GRANTS.get(_role, frozenset()))
    GRANTS[_role] = GRANTS[_role].union(_OWN, *_more)

# Who may give which offices, at the unit where they hold their own or below it.
APPOINTS: dict[str, tuple[Role, ...]] = {
    Role.SYSTEM: tuple(Role),
    Role.GOVERNMENT: tuple(role for role in Role if role != Role.SYSTEM),
    Role.COMMUNE: (Role.CHAIR, Role.TREASURER, Role.VOLUNTEER),
    Role.ASSOCIATION: (Role.CHAIR, Role.TREASURER, Role.VOLUNTEER),
}
for _role in APPOINTS:
    GRANTS[_role] = GRANTS[_role] | _APPOINTING

# At which level an office that reads names is held; all others at any.
HELD_AT: dict[str, tuple[str, ...]] = {
    Role.CHAIR: ("CLUB",),
    Role.TREASURER: ("CLUB",),
    Role.COMMUNE: ("COMMUNE",),
    Role.GOVERNMENT: ("DISTRICT", "PROVINCE", "NATION"),
    Role.SYSTEM: ("NATION",),
}

# What each right to read opens, in words; every other right is a command and is called by its title.
READS: dict[str, Any] = {
    "access.read": _("Xem ai giữ vai trò nào"),
    "budget.read": _("Xem số tổng ngân sách và tiền của cơ quan mình"),
    "budget.read_all": _("Xem mọi chứng từ, tiền của mọi đơn vị trong ngân sách"),
    "care.read": _("Xem việc chăm sóc tại nhà, có tên người"),
    "care.read_counts": _("Xem số liệu chăm sóc tại nhà, không có tên"),
    "care.read_own": _("Xem những người mình chăm sóc tại nhà"),
    "clubs.read": _("Xem câu lạc bộ"),
    "desks.read_addressed": _("Xem ghi nhận, kiến nghị gửi cho người lãnh đạo địa bàn"),
    "desks.read": _("Xem bàn làm việc của các cơ quan"),
    "desks.read_notes": _("Xem ghi nhận của cơ quan về câu lạc bộ của mình"),
    "dispatch.read": _("Xem sổ văn bản đi, văn bản đã ban hành"),
    "exchanges.read": _("Xem các buổi tập huấn, giao lưu"),
    "founding.read": _("Xem việc thành lập câu lạc bộ"),
    "fund.read": _("Xem sổ quỹ của câu lạc bộ"),
    "giving.read": _("Xem tổng hợp vận động, và khoản ủng hộ của chính cơ quan mình"),
    "giving.read_clubs": _("Xem nhà tài trợ, khoản ủng hộ của câu lạc bộ"),
    "grading.read": _("Xem kết quả xếp loại câu lạc bộ"),
    "grading.read_words": _("Xem lý do, bằng chứng, khiếu nại khi xếp loại (có thể nêu tên người)"),
    "health.read": _("Xem số đo sức khỏe của thành viên"),
    "journal.read": _("Xem nhật ký: ai đã xem, ai đã sửa"),
    "journal.read_security": _("Xem nhật ký an ninh: đăng nhập, bị từ chối"),
    "lending.read": _("Xem đơn xin vay, thứ tự xét vay, các lần thăm người vay"),
    "meetings.read": _("Xem buổi sinh hoạt, hoạt động của câu lạc bộ"),
    "members.read": _("Xem thành viên câu lạc bộ"),
    "members.read_sensitive": _("Xem điều nhạy cảm của thành viên (khuyết tật, dân tộc, lương hưu, trợ cấp)"),
    "outreach.read": _("Xem kế hoạch, kết quả và thư viện truyền thông"),
    "phone.read": _("Xem điện thoại nào chưa gửi, việc nào gác lại"),
    "places.read": _("Xem đơn vị"),
    "plans.read": _("Xem kế hoạch, chỉ số"),
    "privacy.read": _("Xem yêu cầu về dữ liệu cá nhân, sổ đồng ý, sổ vụ lộ dữ liệu"),
    "reports.read": _("Xem báo cáo, lịch báo cáo"),
    "privacy.read_all": _("Tải toàn bộ dữ liệu của một người để giao cho người ấy"),
    "supervision.read": _("Xem chương trình, các lần giám sát, phát hiện, không có tên thành viên"),
    "supervision.read_samples": _("Xem mẫu đối chiếu khi giám sát, có tên người"),
}

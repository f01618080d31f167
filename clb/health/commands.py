"""What people do with readings, check-ups, referrals, and in an emergency."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_CHECK = Command(
    services.record_check,
    forms.RecordCheck,
    title=_("Ghi số đo sức khỏe"),
    many=services.record_each_check,
    is_apart=lambda typed: True,
    offline=True,
)
DROP_CHECK = Command(services.drop_check, forms.DropCheck, title=_("Xóa lần đo"))
OPEN_REFERRAL = Command(services.open_referral, forms.OpenReferral, title=_("Chuyển khám"))
CORRECT_REFERRAL = Command(services.correct_referral, forms.CorrectReferral, title=_("Sửa lần chuyển khám"))
RECORD_REFERRAL_RESULT = Command(
    services.record_referral_result, forms.RecordReferralResult, title=_("Ghi kết quả chuyển khám")
)
DROP_REFERRAL = Command(services.drop_referral, forms.DropReferral, title=_("Xóa lần chuyển khám"))
PLAN_CAMPAIGN = Command(services.plan_campaign, forms.PlanCampaign, title=_("Lập đợt khám sức khỏe"))
CORRECT_CAMPAIGN = Command(services.correct_campaign, forms.CorrectCampaign, title=_("Sửa đợt khám"))
DROP_CAMPAIGN = Command(services.drop_campaign, forms.DropCampaign, title=_("Bỏ đợt khám"))
CALL_MEMBERS = Command(services.call_members, forms.CallMembers, title=_("Mời thành viên đi khám"))
RECORD_CHECK_UPS = Command(services.record_check_ups, forms.RecordCheckUps, title=_("Ghi kết quả đợt khám"))
RECORD_STATION_RESULT = Command(
    services.record_station_result, forms.RecordStationResult, title=_("Ghi kết quả khám của một người")
)
DROP_CHECK_UP = Command(services.drop_check_up, forms.DropCheckUp, title=_("Xóa lần khám"))
OPEN_EMERGENCY_ACCESS = Command(
    services.open_emergency_access, forms.OpenEmergencyAccess, title=_("Xem khẩn cấp số đo sức khỏe")
)
SEE_EMERGENCY_ACCESS = Command(
    services.see_emergency_access, forms.SeeEmergencyAccess, title=_("Đã biết lần xem khẩn cấp")
)

register(
    RECORD_CHECK,
    DROP_CHECK,
    OPEN_REFERRAL,
    CORRECT_REFERRAL,
    RECORD_REFERRAL_RESULT,
    DROP_REFERRAL,
    PLAN_CAMPAIGN,
    CORRECT_CAMPAIGN,
    DROP_CAMPAIGN,
    CALL_MEMBERS,
    RECORD_CHECK_UPS,
    RECORD_STATION_RESULT,
    DROP_CHECK_UP,
    OPEN_EMERGENCY_ACCESS,
    SEE_EMERGENCY_ACCESS,
)

"""What people do with members."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services
from .queries.seconds import closing_needs_second, merging_needs_second, unmerging_needs_second

ADD_MEMBER = Command(services.add_member, forms.AddMember, title=_("Ghi thêm thành viên"), many=services.add_members)
JOIN_AGAIN = Command(services.join_again, forms.JoinAgain, title=_("Ghi vào lại, vào câu lạc bộ khác"))
CORRECT_PERSON = Command(services.correct_person, forms.CorrectPerson, title=_("Sửa thông tin thành viên"))
END_MEMBERSHIP = Command(services.end_membership, forms.EndMembership, title=_("Ghi thôi thành viên"))
CORRECT_LEAVING = Command(services.correct_leaving, forms.CorrectLeaving, title=_("Sửa ngày, lý do thôi"))
SET_HOUSEHOLD_CLASS = Command(services.set_household_class, forms.SetHouseholdClass, title=_("Ghi diện hộ"))
RECORD_CONTACT = Command(
    services.record_contact, forms.RecordContact, title=_("Ghi tên gọi, điện thoại, số định danh"), offline=True
)
RECORD_NEXT_OF_KIN = Command(services.record_next_of_kin, forms.RecordNextOfKin, title=_("Ghi người thân"))
DROP_NEXT_OF_KIN = Command(services.drop_next_of_kin, forms.DropNextOfKin, title=_("Bỏ người thân"))
SET_PHOTO = Command(services.set_photo, forms.SetPhoto, title=_("Đặt ảnh"))
DROP_PHOTO = Command(services.drop_photo, forms.DropPhoto, title=_("Xóa ảnh"))
PLACE_HOUSEHOLD = Command(services.place_household, forms.PlaceHousehold, title=_("Ghi hộ, nơi ở"))
CORRECT_HOUSEHOLD = Command(services.correct_household, forms.CorrectHousehold, title=_("Sửa nơi ở, chủ hộ"))
CLASS_HOUSEHOLD = Command(services.class_household, forms.ClassHousehold, title=_("Ghi diện cho cả hộ"))
MERGE_PEOPLE = Command(
    services.merge_people,
    forms.MergePeople,
    title=_("Gộp hai hồ sơ của một người"),
    needs_second=merging_needs_second,
)
UNMERGE_PEOPLE = Command(
    services.unmerge_people,
    forms.UnmergePeople,
    title=_("Tách hồ sơ đã gộp"),
    needs_second=unmerging_needs_second,
)
TELL_APART = Command(services.tell_apart, forms.TellApart, title=_("Ghi là hai người khác nhau"))
TRANSFER_MEMBER = Command(services.transfer_member, forms.TransferMember, title=_("Chuyển sang câu lạc bộ khác"))
RECORD_DEATH = Command(services.record_death, forms.RecordDeath, title=_("Ghi qua đời"))
TAKE_BACK_DEATH = Command(services.take_back_death, forms.TakeBackDeath, title=_("Bỏ ghi qua đời"))
RECORD_CIRCUMSTANCE = Command(services.record_circumstance, forms.RecordCircumstance, title=_("Ghi hoàn cảnh"))
END_CIRCUMSTANCE = Command(services.end_circumstance, forms.EndCircumstance, title=_("Ghi hết hoàn cảnh"))
RECORD_CONSENT = Command(services.record_consent, forms.RecordConsent, title=_("Ghi sự đồng ý"), offline=True)
WITHDRAW_CONSENT = Command(services.withdraw_consent, forms.WithdrawConsent, title=_("Ghi rút lại sự đồng ý"))
# Of clubs, but here, since members and their months hang on it.
CLOSE_CLUB = Command(
    services.close_club,
    forms.CloseClub,
    title=_("Giải thể, nhập câu lạc bộ"),
    needs_second=closing_needs_second,
)
CORRECT_FOUNDING_DAY = Command(
    services.correct_founding_day, forms.CorrectFoundingDay, title=_("Sửa ngày thành lập câu lạc bộ")
)

register(ADD_MEMBER, JOIN_AGAIN, CORRECT_PERSON, END_MEMBERSHIP, CORRECT_LEAVING, SET_HOUSEHOLD_CLASS)
register(CLOSE_CLUB, CORRECT_FOUNDING_DAY)
register(RECORD_CONTACT, PLACE_HOUSEHOLD, CORRECT_HOUSEHOLD, CLASS_HOUSEHOLD)
register(RECORD_NEXT_OF_KIN, DROP_NEXT_OF_KIN, SET_PHOTO, DROP_PHOTO)
register(MERGE_PEOPLE, UNMERGE_PEOPLE, TELL_APART)
register(TRANSFER_MEMBER, RECORD_DEATH, TAKE_BACK_DEATH)
register(RECORD_CIRCUMSTANCE, END_CIRCUMSTANCE)
register(RECORD_CONSENT, WITHDRAW_CONSENT)

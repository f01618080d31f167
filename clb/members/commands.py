"""What people do with members."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

ADD_MEMBER = Command(services.add_member, forms.AddMember, title=_("Ghi thêm thành viên"))
CORRECT_PERSON = Command(services.correct_person, forms.CorrectPerson, title=_("Sửa thông tin thành viên"))
END_MEMBERSHIP = Command(services.end_membership, forms.EndMembership, title=_("Ghi thôi thành viên"))
CORRECT_LEAVING = Command(services.correct_leaving, forms.CorrectLeaving, title=_("Sửa ngày, lý do thôi"))
SET_HOUSEHOLD_CLASS = Command(services.set_household_class, forms.SetHouseholdClass, title=_("Ghi diện hộ"))

CLOSE_CLUB = Command(services.close_club, forms.CloseClub, title=_("Giải thể, nhập câu lạc bộ"))

register(CLOSE_CLUB, ADD_MEMBER, CORRECT_PERSON, END_MEMBERSHIP, CORRECT_LEAVING, SET_HOUSEHOLD_CLASS)

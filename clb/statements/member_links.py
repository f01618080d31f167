"""What statements put beside a membership."""

from django.utils.translation import gettext_lazy as _

from clb.members.beside import MemberLink, register_member_link

register_member_link(MemberLink(_("Sổ thành viên: hội phí, vay, trả"), "statements:passbook", "fund.read"))

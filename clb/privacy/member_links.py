"""What privacy adds to a person's page."""

from django.utils.translation import gettext_lazy as _

from clb.members.beside import MemberLink, register_member_link

register_member_link(MemberLink(_("Quyền về dữ liệu"), "privacy:of_person", "privacy.read"))

"""The way to a member's journal from the person's page."""

from django.utils.translation import gettext_lazy as _

from clb.members.beside import MemberLink, register_member_link

register_member_link(MemberLink(_("Ai đã xem, ai đã sửa"), "journal:person", "journal.read"))

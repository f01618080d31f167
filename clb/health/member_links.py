"""What health puts beside a membership."""

from django.utils.translation import gettext_lazy as _

from clb.members.beside import MemberLink, register_member_link

# Whoever may not read health comes by it to the way for an emergency, which asks for the right again.
register_member_link(MemberLink(_("Số đo sức khỏe"), "health:member", "health.read"))
register_member_link(MemberLink(_("Xem khẩn cấp sức khỏe"), "health:emergency", "health.open_emergency_access"))

"""What uploaded lists hold about people: the file itself, and the cells that were wrong in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, holds, holds_nobody

from .models import SheetBatch, SheetFault, SheetFile, SheetMapping
from .services.erasing import forget_lists_naming

LISTS = _("Nhập danh sách thành viên từ tệp Excel")

holds(
    Held(SheetFile, Group.BASIC, LISTS, on_erasure=Erase.OWN, erase=forget_lists_naming),
    Held(SheetFault, Group.BASIC, LISTS),  # goes with its file
    Held(SheetBatch, Group.BASIC, LISTS),  # its name and note go with its file
)
holds_nobody(_("Cách hiểu tiêu đề cột"), SheetMapping)

"""What happens to uploaded lists. The only writer of this app's tables; rows go through their own commands."""

from .batches import discard_sheet, import_sheet, map_sheet, undo_sheet, upload_sheet
from .retention import forget_old_sheets
from .work import next_waiting, work_off

__all__ = [
    "discard_sheet",
    "forget_old_sheets",
    "import_sheet",
    "map_sheet",
    "next_waiting",
    "undo_sheet",
    "upload_sheet",
    "work_off",
]

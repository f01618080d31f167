"""The only writers of forms of tables and of large tables."""

from .drafts import (
    add_column,
    copy_form,
    correct_column,
    discard_draft,
    edit_form,
    import_form,
    issue_form,
    make_form,
    move_column,
    remove_column,
    retire_form,
)
from .runs import cancel_table, drop_table, forget_old_tables, next_waiting, order_table, work_off

__all__ = [
    "add_column",
    "cancel_table",
    "copy_form",
    "correct_column",
    "discard_draft",
    "drop_table",
    "edit_form",
    "forget_old_tables",
    "import_form",
    "issue_form",
    "make_form",
    "move_column",
    "next_waiting",
    "order_table",
    "remove_column",
    "retire_form",
    "work_off",
]

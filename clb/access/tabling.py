"""The rights of tables, by what somebody is there for; granted to roles in roles.py."""

# Forms belong to offices above the clubs.
TABLE_WORK = {
    "tabular.make_form",
    "tabular.copy_form",
    "tabular.import_form",
    "tabular.edit_form",
    "tabular.add_column",
    "tabular.correct_column",
    "tabular.move_column",
    "tabular.remove_column",
    "tabular.issue_form",
    "tabular.discard_draft",
    "tabular.retire_form",
}
# Whoever reads plans may have a large table filled.
TABLE_ORDERS = {"tabular.order_table", "tabular.cancel_table", "tabular.drop_table"}

"""Rights about papers that go out: for bodies that decide about clubs.

Files that name members also need the right to read members.
"""

DISPATCH_WORK = {
    "dispatch.read",
    "dispatch.set_up_body",
    "dispatch.correct_body",
    "dispatch.open_series",
    "dispatch.save_recipient_list",
    "dispatch.drop_recipient_list",
    "dispatch.reserve_number",
    "dispatch.number_paper",
    "dispatch.cancel_number",
    "dispatch.attach_signed",
    "dispatch.begin_draft",
    "dispatch.correct_draft",
    "dispatch.drop_draft",
    "dispatch.issue_draft",
    "dispatch.add_annex",
    "dispatch.correct_annex",
    "dispatch.drop_annex",
}

"""The rights over mobilised means (P13): drives, donors, what they promise and give; see roles.py.

Offices of one place do not see each other's donors; sums are for all. A club's money is written by its treasurer's hand
only.
"""

_WORK = {
    "giving.open_drive",
    "giving.correct_drive",
    "giving.close_drive",
    "giving.drop_drive",
    "giving.add_donor",
    "giving.correct_donor",
    "giving.forget_donor",
    "giving.record_pledge",
    "giving.withdraw_pledge",
    "giving.publish_book",
    "giving.withdraw_book",
}
_MONEY = {
    "giving.receive_cash",
    "giving.receive_goods",
    "giving.receive_work",
    "giving.reverse_donation",
}
_OF_CLUB = {"giving.accept_share", "giving.return_share", "giving.tell_use", "giving.drop_use"}
_OFFICE = {*_WORK, *_MONEY, "giving.pass_on_donation", "giving.take_back_share"}
_READ, _READ_CLUBS = {"giving.read"}, {"giving.read", "giving.read_clubs"}

# By role, added to what the table of roles says of it.
GIVING_GRANTS: dict[str, frozenset[str]] = {
    "CHAIR": frozenset(_READ_CLUBS | _WORK),
    "TREASURER": frozenset(_READ_CLUBS | _WORK | _MONEY | _OF_CLUB),
    **dict.fromkeys(("COMMUNE", "ASSOCIATION"), frozenset(_READ_CLUBS | _OFFICE)),
    **dict.fromkeys(("LABOUR", "FRONT", "WOMEN", "YOUTH"), frozenset(_READ | _OFFICE)),
    **dict.fromkeys(("FINANCE", "HEALTH", "CULTURE", "GOVERNMENT"), frozenset(_READ)),
}

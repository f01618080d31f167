"""Rights of the club's phone: who may have a key, who looks after phones, what a key itself may read and do."""

# One's own phone, one's own rows; those above take back the keys of people below and settle what is stuck.
PHONE_OWN = {"phone.make_key", "phone.revoke_key", "phone.settle_row"}

# Whoever looks after the phones of a place: who has not sent, what is stuck, which phone is to forget whom.
PHONE_CARE = {"phone.read"}

# What a key may do beside what is done without a network: prove an activity by a photo, settle a row of one's own, take
# in at a meeting whoever joins there.
PHONE_DOES = frozenset(
    {"meetings.attach_evidence", "supervision.attach_supervision_file", "phone.settle_row", "members.add_member"}
)

# What the pack may be made of. A key never reads more than its person, and never more than this.
PHONE_READS = frozenset(
    {
        "places.read",
        "clubs.read",
        "members.read",
        "members.read_sensitive",
        "fund.read",
        "lending.read",
        "meetings.read",
        "health.read",
        "care.read_own",
        "supervision.read",
        "supervision.read_samples",
    }
)

"""The only writers of care: each file holds the verbs about one thing."""

from .clients import add_client, assess_needs, close_client, correct_client, drop_assessment, plan_care
from .roster import assign_volunteer, call_off_visit, end_assignment, put_back_visit, stand_in, tell_absence
from .visits import correct_visit, drop_visit, record_visit, record_visits, settle_alert
from .volunteers import (
    add_volunteer,
    correct_volunteer,
    drop_training,
    link_volunteer,
    record_training,
    stop_volunteer,
)

__all__ = [
    "add_client",
    "add_volunteer",
    "assess_needs",
    "assign_volunteer",
    "call_off_visit",
    "close_client",
    "correct_client",
    "correct_visit",
    "correct_volunteer",
    "drop_assessment",
    "drop_training",
    "drop_visit",
    "end_assignment",
    "link_volunteer",
    "plan_care",
    "put_back_visit",
    "record_training",
    "record_visit",
    "record_visits",
    "settle_alert",
    "stand_in",
    "stop_volunteer",
    "tell_absence",
]

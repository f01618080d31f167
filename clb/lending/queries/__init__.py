"""What is asked about requests for loans, the queue, decisions and visits."""

from .queue import Queue, QueueLine, Waiting, places_on, queue_of, waiting_at
from .requests import RequestCard, State, board_posts_on, card_of, cards, closed_requests, open_requests_of, with_state
from .visits import VisitDue, loans_without_request, overdue_visits, visit_days, visits_due, visits_of

__all__ = [
    "Queue",
    "QueueLine",
    "RequestCard",
    "State",
    "VisitDue",
    "Waiting",
    "board_posts_on",
    "card_of",
    "cards",
    "closed_requests",
    "loans_without_request",
    "open_requests_of",
    "overdue_visits",
    "places_on",
    "queue_of",
    "visit_days",
    "visits_due",
    "visits_of",
    "waiting_at",
    "with_state",
]

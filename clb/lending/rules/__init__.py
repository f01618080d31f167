"""How requests for loans are ordered and judged. Pure."""

from .deciding import conflicts, quorum_met
from .queue import Asking, Place, Reason, queue, sentence

__all__ = ["Asking", "Place", "Reason", "conflicts", "queue", "quorum_met", "sentence"]

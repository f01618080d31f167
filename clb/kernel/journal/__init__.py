"""The journal: what people did (acts, written by `run()`) and what befell beside that (events, written by `note()`)."""

from clb.kernel.models import Kind

from .chains import write
from .changes import Before
from .events import note, note_once_a_day, noted_refusal
from .whence import Whence, device_of, remembers_whence, whence, whence_of

__all__ = [
    "Before",
    "Kind",
    "Whence",
    "device_of",
    "note",
    "note_once_a_day",
    "noted_refusal",
    "remembers_whence",
    "whence",
    "whence_of",
    "write",
]

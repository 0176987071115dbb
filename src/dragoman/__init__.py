"""Dragoman reads diplomatic readouts into an evidence-linked record.

>>> import dragoman
>>> record = dragoman.read("Hai bên nhất trí tăng cường hợp tác.", source="note")
"""

from dragoman.errors import DocumentError, DragomanError, GoldError, PackError, QuoteNotFound, VocabError
from dragoman.model.record import (
    Act,
    Encounter,
    Instrument,
    Mandate,
    Milestone,
    Participant,
    Record,
    Span,
    Tenure,
    Tie,
)  # fmt: skip
from dragoman.reading.read import read

__version__ = "0.1.0"

__all__ = [
    "Act", "DocumentError", "DragomanError", "Encounter", "GoldError", "Instrument", "Mandate", "Milestone", "PackError",
    "Participant", "QuoteNotFound", "Record", "Span", "Tenure", "Tie", "VocabError", "__version__", "read",
]  # fmt: skip

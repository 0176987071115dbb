"""Dragoman reads diplomatic readouts into an evidence-linked record, and keeps records in a register.

>>> import dragoman
>>> record = dragoman.read("Hai bên nhất trí tăng cường hợp tác.", source="note")
"""

from dragoman.errors import DocumentError, DragomanError, GoldError, PackError, QuoteNotFound, RegisterError, VocabError
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
from dragoman.register.append import Addition
from dragoman.register.register import Register
from dragoman.register.register import open_register as open

__version__ = "0.1.0"

__all__ = [
    "Act", "Addition", "DocumentError", "DragomanError", "Encounter", "GoldError", "Instrument", "Mandate", "Milestone", "PackError",
    "Participant", "QuoteNotFound", "Record", "Register", "RegisterError", "Span", "Tenure", "Tie", "VocabError", "__version__", "open",
    "read",
]  # fmt: skip

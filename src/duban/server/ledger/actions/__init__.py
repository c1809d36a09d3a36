"""The only writers of items in the loop: check the rule, change the row, append the event, all in one transaction.

A page asks :func:`offers` what to show and :func:`preview` what a bulk act would do; nothing else decides.
"""

from duban.server.ledger.actions.handing import (
    NOTHING,
    Allowed,
    Handed,
    MoveError,
    Outcome,
    Refused,
    RefusedError,
    StaleError,
)
from duban.server.ledger.actions.moving import move, move_many, offers, preview, undo, undo_many
from duban.server.ledger.actions.returns import file_nil
from duban.server.ledger.evidence import Upload

__all__ = [
    "NOTHING",
    "Allowed",
    "Handed",
    "MoveError",
    "Outcome",
    "Refused",
    "RefusedError",
    "StaleError",
    "Upload",
    "file_nil",
    "move",
    "move_many",
    "offers",
    "preview",
    "undo",
    "undo_many",
]

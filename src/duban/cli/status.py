"""How a command ends, by name; the help lists them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """The exit statuses of ``duban``."""

    OK = 0
    SOME_UNREAD = 1
    USAGE = 2
    NOTHING_TO_READ = 3
    CANNOT_WRITE = 4
    CHAIN_BROKEN = 5
    REFUSED = 6
    EVIDENCE_DAMAGED = 7
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141

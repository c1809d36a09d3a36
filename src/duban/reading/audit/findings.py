"""STUB."""
from __future__ import annotations
from duban.lexicon import Lexicon
from duban.reading.model import Finding, Reading


def find_findings(reading: Reading, lexicon: Lexicon) -> tuple[Finding, ...]:
    """What is missing, doubtful or contradictory in a finished reading (whose ``findings`` are still empty)."""
    return ()

"""One document in, one :class:`Reading` out: pure functions from text to facts that quote their source."""

from duban.reading.model import (
    Citation,
    Deadline,
    DeclaredCount,
    Description,
    Finding,
    GlossaryEntry,
    Heading,
    Item,
    Noise,
    Period,
    Reading,
    Repair,
    Saying,
    Target,
    UnitMention,
)
from duban.reading.pipeline import read

__all__ = [
    "Citation",
    "Deadline",
    "DeclaredCount",
    "Description",
    "Finding",
    "GlossaryEntry",
    "Heading",
    "Item",
    "Noise",
    "Period",
    "Reading",
    "Repair",
    "Saying",
    "Target",
    "UnitMention",
    "read",
]

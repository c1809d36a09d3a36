"""Which headings, paragraphs and rows of a document are items: what a supervision clerk would put on a list.

A numbered action is one (``3.建设区级数据平台。……（牵头单位：区大数据局）``), a heading that only groups others
is none; :mod:`duban.reading.commitments.judging` says it for each place, :mod:`duban.reading.commitments.kinds` for
each section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.reading.commitments.listing import Listing
from duban.reading.commitments.trees import felled, grown

if TYPE_CHECKING:
    from duban.lexicon import Lexicon
    from duban.reading.drafts import Described, ItemDraft
    from duban.reading.outline import Outline


def itemise(text: str, outline: Outline, described: Described, lexicon: Lexicon) -> tuple[ItemDraft, ...]:
    """The items of a document in the order of its text, each before those that are part of it."""
    roots = grown(text, outline, lexicon.numbering.entries)
    items = Listing(text, outline, described, lexicon).items(roots)
    felled(roots)
    return items

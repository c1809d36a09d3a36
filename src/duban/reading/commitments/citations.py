"""Documents that an item names in 《》, and how it uses them.

``根据《云溪区河道管护条例》,制定印发《河道巡查工作细则》《河道保洁标准(试行)》`` follows the first (basis) and draws
up the other two (produced): the nearest verb decides, and names that follow one another share it. Newspapers,
films and letters carry the same marks and are no documents of the work; they are left out.

Which way it errs: with no verb on either side a name counts as basis, the role that promises nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.drafts import CitationDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon import Lexicon
    from duban.lexicon.citing import Citing
    from duban.reading.drafts import ItemDraft
    from duban.reading.model import CitationRole

# A name may hold names: 《关于落实〈…〉的通知》, 《关于印发《…》的通知》. Every part is bounded, so a text of nothing
# but opening marks is passed over in one step each.
_NAME = re.compile(r"《(?:[^《》]{1,120}|[^《》]{0,60}(?:《[^《》]{1,80}》[^《》]{0,60}){1,3})》")

# What stands between two names that share a verb: 、 or 和, a document number in brackets, 等.
_BETWEEN = re.compile(
    r"\s*(?:[(（〔\[][^()（）〔〕\[\]《》]{0,40}(?:[〔\[（(][^《》]{0,12}[〕\]）)][^()（）《》]{0,12})?[)）〕\]])?"
    r"\s*[、,，和及与以]*\s*"
)

_BREAKS = re.compile(r"[。；;！？!?\n]")
_LINE_BREAK = re.compile(r"\s*[\r\n\u2028\u2029]\s*")
_BEFORE = 40
_AFTER = 16


class _Patterns(NamedTuple):
    """The table's words as patterns, longest first so that 报送 is not read as 报."""

    verb: re.Pattern[str]
    produced: frozenset[str]
    above: re.Pattern[str]
    drawn_up_after: re.Pattern[str]
    followed_after: re.Pattern[str]
    media_before: re.Pattern[str]
    media_after: re.Pattern[str]
    media_titles: tuple[str, ...]


def find_citations(text: str, draft: ItemDraft, lexicon: Lexicon) -> tuple[CitationDraft, ...]:
    """The documents that the item itself names, in order."""
    return tuple(
        citation
        for span in draft.body
        if text.find("《", span.start, span.end) >= 0
        for citation in _in_stretch(text, span, _patterns(lexicon.citing))
    )


def _in_stretch(text: str, stretch: Span, patterns: _Patterns) -> Iterator[CitationDraft]:
    previous_end = stretch.start
    role: CitationRole | None = None
    named = False
    for match in _NAME.finditer(text, stretch.start, stretch.end):
        span = Span(*match.span())
        shares_verb = named and _only_joined(text, previous_end, span.start)
        if not shares_verb:
            role = _role(text, previous_end, span, stretch.end, patterns)
        if role is not None and not match[0][1:-1].endswith(patterns.media_titles):
            yield CitationDraft(span, _LINE_BREAK.sub("", match[0][1:-1]).strip(), role)
        previous_end, named = span.end, True


def _only_joined(text: str, start: int, end: int) -> bool:
    return end - start <= 80 and _BETWEEN.fullmatch(text, start, end) is not None


def _role(text: str, floor: int, span: Span, ceiling: int, patterns: _Patterns) -> CitationRole | None:
    """How the text around one name uses it; None for what is no document of the work."""
    before = _BREAKS.split(text[max(floor, span.start - _BEFORE) : span.start])[-1]
    after = _BREAKS.split(text[span.end : min(ceiling, span.end + _AFTER)], maxsplit=1)[0]
    if patterns.media_before.search(before) or patterns.media_after.match(after):
        return None
    if patterns.drawn_up_after.match(after):
        return "produced"
    if patterns.followed_after.match(after):
        return "basis"
    return _nearest_verb(before, patterns)


def _nearest_verb(before: str, patterns: _Patterns) -> CitationRole:
    """The role of the last verb before the name; in a chain (制定实施, 修订完善) drawing up comes first.

    省里出台的《…》 and 国务院印发《…》 are there already: what was issued elsewhere is followed.
    """
    if before.endswith("的") or patterns.above.search(before):
        return "basis"
    role: CitationRole = "basis"
    chain_end = -1
    for verb in patterns.verb.finditer(before):
        chained = verb.start() == chain_end
        if verb[0] in patterns.produced:
            role = "produced"
        elif not chained:
            role = "basis"
        chain_end = verb.end()
    return role


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _patterns(citing: Citing) -> _Patterns:
    return _Patterns(
        verb=re.compile(_any((*citing.produced, *citing.basis))),
        produced=frozenset(citing.produced),
        above=re.compile(f"(?:{_any(citing.above)})[^，,、]{{0,6}}(?:{_any(citing.produced)})了?$"),
        drawn_up_after=re.compile(
            rf"(?:{_any(citing.after_fillers)}){{0,3}}(?:{_any(citing.produced_after)})"
            r"(?=[，,、。；;\s]|工作|任务|和|及|后|$)"
        ),
        followed_after=re.compile(f"(?:{_any(citing.followed_after)})"),
        media_before=re.compile(f"(?:{_any(citing.media_before)})[^，,、]{{0,4}}$"),
        media_after=re.compile(_any(citing.media_after)),
        media_titles=citing.media_titles,
    )

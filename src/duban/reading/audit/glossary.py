"""Footnotes that explain a term: ``[3] “一门式”审批:指…``, ``注释1.…:…``, ``①…:…`` after 注, a 名词解释 section.

A bracketed number at the start of a line is a footnote wherever it stands. Plain numbers and circled ones number
everything else too, so they count only below a line that says that explanations follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.drafts import GlossaryDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.lexicon import Lexicon

_SPACE = r"[ \t\u3000\xa0]"
# The term ends at the first colon; 指 or 是指 ends it where there is none.
_TERM = r"(?P<term>[^\n:：。;；]{1,60}?)(?:\s?[:：]\s?|,?(?=(?:是指|系指|即指)))"
_DEFINITION = r"(?P<definition>[^\n]{2,})"
# Patterns begin with a fixed character, so that looking for them passes over everything else at once; the text is
# therefore read as if a line break stood before it.
_FOOTNOTE = re.compile(
    rf"\n{_SPACE}{{0,8}}(?P<marker>[\[［【〔][0-9０-９]{{1,3}}[\]］】〕]|(?:注释|注解|注)[0-9０-９]{{1,3}})"
    rf"[.．、:：)）]?{_SPACE}{{0,4}}{_TERM}{_DEFINITION}"
)
_FIRST_LINE = re.compile(_FOOTNOTE.pattern.removeprefix(r"\n"))
# A line that says explanations follow, in the lines below it or at once: 名词解释, 附件2：有关用语说明, 注：①….
# Each alternative begins with a character of its own, which is what the text is searched by.
_ANNOUNCING = re.compile(
    "|".join(rf"{word}(?:解释|注释|释义|说明|注解)" for word in ("名词", "术语", "用语", "词语"))
    + r"|注(?=\s?释|[:：)）】\r\n])"
)
_SECTION = re.compile(
    rf"{_SPACE}{{0,8}}(?:附[件录]?[0-9０-９一二三四五六七八九十]{{0,3}}[:：.、]?\s?|[一二三四五六七八九十]{{1,3}}、)?[(（【]?"
    r"(?:[^\n:：。，,]{0,20}(?:名词|术语|用语|词语)(?:解释|注释|释义|说明|注解)|注\s?释|注)[)）】]?[:：]?"
    rf"(?={_SPACE}{{0,8}}(?:\n|\r|[①-⑳]|[(（]?[0-9０-９]{{1,3}}[.．、)）]))"
)
_ENTRY = re.compile(
    rf"{_SPACE}{{0,8}}(?P<marker>[①-⑳]|[(（]?[0-9０-９]{{1,3}}[.．、)）]){_SPACE}{{0,4}}{_TERM}(?P<definition>[^\n①-⑳]{{2,}})"
)
_BLANK = re.compile(r"[ \t\u3000\xa0\n\r]*")
_PREFIX = 40


def find_glossary(text: str, lexicon: Lexicon) -> tuple[GlossaryDraft, ...]:  # noqa: ARG001 - as every stage
    """The explained terms, in document order, markers as written."""
    found = [_entry(match) for match in _footnotes(text)]
    found.extend(_sections(text))
    found.sort()
    kept: list[GlossaryDraft] = []
    for entry in found:
        if entry.term and (not kept or not entry.span.overlaps(kept[-1].span)):
            kept.append(entry)
    return tuple(kept)


def _footnotes(text: str) -> Iterator[re.Match[str]]:
    first = _FIRST_LINE.match(text)
    if first:
        yield first
    yield from _FOOTNOTE.finditer(text)


def _sections(text: str) -> Iterator[GlossaryDraft]:
    """The numbered entries right below each heading that announces explanations."""
    read_to = 0
    for word in _ANNOUNCING.finditer(text):
        floor = max(0, word.start() - _PREFIX)
        heading = _SECTION.match(text, max(floor, text.rfind("\n", floor, word.start()) + 1))
        if heading is None or heading.start() < read_to:
            continue
        at = heading.end()
        while (entry := _ENTRY.match(text, _after_blank(text, at))) is not None:
            yield _entry(entry)
            at = entry.end()
        read_to = at


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _entry(match: re.Match[str]) -> GlossaryDraft:
    definition = match["definition"].rstrip()
    end = match.start("definition") + len(definition)
    return GlossaryDraft(
        Span(match.start("marker"), end), match["marker"], match["term"].strip(), definition.lstrip()
    )

"""The text of a web page, as lines a person would see: the reading's offsets refer to this text.

Paragraphs, list entries and table rows become lines, cells are parted by `` | ``, ordered lists get their numbers
back; scripts, styles and titles are left out. ``<p>一、新建公园</p><p>年内 5&nbsp;处</p>`` is two lines. The standard
library's parser takes quadratic time and more on unclosed tags, so this one finds its way with plain searches,
each of which starts where the last one ended.
"""

from __future__ import annotations

import html
import re

_PAGE = re.compile(
    r"\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!doctype\s{1,20}html|<html[\s>])", re.IGNORECASE
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,30})")
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
        ),
        *("nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = {
    name: re.compile(f"</{name}[^>]{{0,200}}>", re.IGNORECASE)
    for name in ("noscript", "script", "style", "template", "textarea", "title")
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Longer than any code point; int() refuses thousands of digits.
_OVERLONG_REFERENCE = re.compile(r"&#[0-9]{8,}")
# An attribute in quotes may hold a ">"; one that goes on for longer than this is taken to be unclosed.
_LONGEST_ATTRIBUTE = 4000


def is_page(text: str) -> bool:
    """Whether ``text`` begins as a web page does."""
    return _PAGE.match(text) is not None


def page_text(page: str) -> str:
    """The lines of ``page`` that a reader of it sees."""
    lines = _Lines()
    at = 0
    while at < len(page):
        opening = page.find("<", at)
        if opening < 0:
            break
        lines.add(page[at:opening])
        at = _pass_tag(page, opening, lines)
    lines.add(page[at:])
    return lines.finish()


def _pass_tag(page: str, opening: int, lines: _Lines) -> int:
    """Take note of the tag at ``opening``; where reading goes on."""
    if page.startswith("<!--", opening):
        return _after(page, "-->", opening + 4)
    if page.startswith(("<!", "<?"), opening):
        return _after(page, ">", opening)
    named = _NAME.match(page, opening)
    if named is None:
        lines.add("<")
        return opening + 1
    end = _tag_end(page, opening)
    tag, closing = named[1].lower(), page[opening + 1] == "/"
    if tag in _UNSEEN and not closing:
        unseen = _UNSEEN[tag].search(page, end)
        return unseen.end() if unseen else len(page)
    lines.pass_tag(tag, closing=closing)
    return end


def _tag_end(page: str, opening: int) -> int:
    end = _after(page, ">", opening)
    if page.count('"', opening, end) % 2 == 0:
        return end
    quote = page.find('"', end, end + _LONGEST_ATTRIBUTE)
    return end if quote < 0 else _after(page, ">", quote)


def _after(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)


class _Lines:
    """Collects lines while tags go by; unclosed and crossing tags do no harm."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._numbers: list[int | None] = []

    def add(self, data: str) -> None:
        if data:
            self._line.append(html.unescape(_OVERLONG_REFERENCE.sub("\ufffd", data)))

    def pass_tag(self, tag: str, *, closing: bool) -> None:
        if tag in _CELLS and closing:
            self._line.append(" | ")
        elif tag in _BLOCKS:
            self._break()
            self._enter_list(tag, closing=closing)

    def finish(self) -> str:
        self._break()
        return "\n".join(self._lines)

    def _enter_list(self, tag: str, *, closing: bool) -> None:
        if tag in ("ol", "ul"):
            if not closing:
                self._numbers.append(1 if tag == "ol" else None)
            elif self._numbers:
                self._numbers.pop()
        elif tag == "li" and not closing and self._numbers and (number := self._numbers[-1]) is not None:
            self._line.append(f"{number}. ")
            self._numbers[-1] = number + 1

    def _break(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" ")
        self._line.clear()
        if line:
            self._lines.append(line)

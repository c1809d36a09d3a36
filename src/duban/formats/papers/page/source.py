"""The document's text as HTML, character for character, each piece knowing the facts that quote it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from duban.formats.papers.characters import visible
from duban.formats.papers.page.segments import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.formats.papers.page.segments import Mark, Segment

_LINE, _LINE_END = '<p class="ln">', "</p>"


def source_html(text: str, marks: Sequence[Mark]) -> Markup:
    """``text`` as paragraphs of marked pieces. It is somebody else's text: everything in it is escaped."""
    pieces = [_LINE]
    for segment in cut(len(text), marks):
        pieces.extend(_pieces(text, segment))
    pieces.append(_LINE_END)
    return Markup("".join(pieces))  # noqa: S704 (each piece was escaped as it was made)


def _pieces(text: str, segment: Segment) -> Iterator[str]:
    """A segment's HTML; where it runs over lines, each line gets its own piece."""
    opening = _opening(segment)
    for index, line in enumerate(text[segment.start : segment.end].split("\n")):
        if index:
            yield _LINE_END
            yield _LINE
            opening = _opening(segment, anchor=False)
        shown = escape(visible(line.removesuffix("\r")), quote=False)
        if not segment.marks:
            yield shown
        elif shown or segment.start == segment.end:
            yield f"{opening}{shown}</span>"


def _opening(segment: Segment, *, anchor: bool = True) -> str:
    if not segment.marks:
        return ""
    kinds = " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in segment.marks))
    ids = " ".join(str(mark.id) for mark in segment.marks)
    note = "；".join(mark.note for mark in segment.marks if mark.note)
    place = f' id="c{segment.start}"' if anchor and segment.start < segment.end else ""
    title = f' title="{escape(visible(note))}"' if note else ""
    return f'<span{place} class="m {kinds}" data-s="{ids}"{title}>'

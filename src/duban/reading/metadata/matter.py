"""The lines around the body: everything above it, the signature below it, attachments' heads, contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.metadata.duties import names_duty
from duban.reading.metadata.lines import EDGES, is_date, patterns_of
from duban.reading.metadata.signatures import find_signatures
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon import Lexicon
    from duban.reading.metadata.lines import Line
    from duban.reading.metadata.titles import Title

_ALWAYS = frozenset(
    {"row", "number", "letterhead", "website", "addressee", "forwarding", "dated", "signed", "closing"}
)
_BELOW = frozenset({"dated", "signed", "closing", "organ"})
_ATTACHMENT = re.compile(
    r"\n[ \t\u3000]{0,8}附[件表][ ]?[0-9０-９一二三四五六]{0,2}[ ]?[:：]?[ \t]{0,8}(?=\n)"
)
_LONGEST_ORGAN = 30
# 联系电话：0000-1234567. Without the colon a paragraph may ask for the telephone numbers of those who answer.
_CONTACT_GIVEN = re.compile("(?:电话|方式|邮箱|邮件|信箱)[:：]")
_BRACKETED = re.compile(r"[(（【].{1,40}[)）】]")


def matter_of(
    text: str, front: Sequence[Line], tail: Sequence[Line], title: Title | None, lexicon: Lexicon
) -> tuple[Span, ...]:
    """The spans of all such lines, in order."""
    spans = {
        line.span
        for line in (*_above(front, title, lexicon), *_issuer_below(text, front, title, lexicon))
        if line.kind != "forwarding" or not names_duty(text, *line.span)
    }
    spans.update(line.span for line in _below(text, tail, lexicon))
    for signature in find_signatures(tail, patterns_of(lexicon)):
        spans.update(tail[at].span for at in signature.lines)
    spans.update(_attachment_heads(text, lexicon))
    return tuple(sorted(spans))


def _above(front: Sequence[Line], title: Title | None, lexicon: Lexicon) -> Iterator[Line]:
    """Lines that are matter by themselves, and what stands between them before the first line of prose."""
    in_title = title.lines if title else range(0)
    last = max((i for i, line in enumerate(front) if line.kind in _ALWAYS or i in in_title), default=-1)
    prose = next((i for i, line in enumerate(front) if line.kind == "prose"), len(front))
    signed = -1
    for index, line in enumerate(front):
        if line.kind in {"dated", "signed", "forwarding"}:
            signed = index
        between = line.kind in {"candidate", "organ"} and index < min(last, prose)
        if line.kind in _ALWAYS or index in in_title or between or _signs(front, index):
            yield line
    yield from _second_title(front, max(signed, in_title.stop - 1), lexicon)


def _issuer_below(text: str, front: Sequence[Line], title: Title | None, lexicon: Lexicon) -> Iterator[Line]:
    """The organ that reports, or its speaker, right below the title.

    Not where organs head the sections of a paper (a special of a newspaper): then more of them stand alone.
    """
    below = front[title.lines.stop :] if title else ()
    speaker = patterns_of(lexicon).speaker
    reporting: list[Line] = []
    for line in below:
        if line.kind != "organ" and not speaker.fullmatch(line.text):
            break
        reporting.append(line)
    if reporting and not _organs_alone(text, reporting[-1].span.end, lexicon):
        yield from reporting


def _organs_alone(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether further names of organs stand on lines of their own, above no date."""
    organ = patterns_of(lexicon).organ
    lines = [bare for line in text[start:].split("\n") if (bare := line.strip(EDGES))]
    return any(
        len(line) <= _LONGEST_ORGAN and organ.fullmatch(line) and not any(map(is_date, lines[at : at + 4]))
        for at, line in enumerate(lines, 1)
    )


def _signs(lines: Sequence[Line], index: int) -> bool:
    """Whether an organ's name stands above a date, other organs aside: elsewhere it may head a section."""
    rest = (line.kind for line in lines[index : index + 8] if line.kind != "organ")
    return lines[index].kind == "organ" and next(rest, "signed") in _BELOW


def _second_title(front: Sequence[Line], above: int, lexicon: Lexicon) -> Iterator[Line]:
    """The title of what the notice passes on, below its signature; and subtitles in brackets or after a dash."""
    run: list[Line] = []
    at = above + 1
    while at < len(front) and front[at].kind in {"candidate", "organ", "closing", "dated"} and len(run) < 5:
        run.append(front[at])
        at += 1
    genre = patterns_of(lexicon).genre
    ends = [i for i, line in enumerate(run) if genre.search(line.text) or _BRACKETED.fullmatch(line.text)]
    if ends:
        yield from run[: ends[-1] + 1]
    elif run and run[0].text.startswith(("—", "－", "--")):
        yield run[0]


def _below(text: str, tail: Sequence[Line], lexicon: Lexicon) -> Iterator[Line]:
    """Signatures, remarks, attachments and contacts at the end; an organ's name only above a date."""
    contact = patterns_of(lexicon).contact
    for index, line in enumerate(tail):
        if line.kind == "organ":
            if _signs(tail, index):
                yield line
        elif line.kind in _BELOW or (
            line.kind == "prose"
            and contact.search(line.text)
            and len(tail) - index < 12
            and (_CONTACT_GIVEN.search(line.text) or not names_duty(text, *line.span))
        ):
            yield line


def _attachment_heads(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """附件1 on a line of its own, with the title on the line below."""
    genre = patterns_of(lexicon).genre
    for found in _ATTACHMENT.finditer(text):
        start = found.start() + 1
        head = found[0].strip(EDGES + "\n")
        start = text.index(head, start)
        yield Span(start, start + len(head))
        end = text.find("\n", found.end() + 1)
        line = text[found.end() + 1 : min(end if end >= 0 else len(text), found.end() + 200)]
        title = line.strip(EDGES)
        if title and len(title) < 100 and genre.search(title):
            at = found.end() + 1 + line.index(title)
            yield Span(at, at + len(title))

"""Who signed, and when: organs above a date of their own, at the end of a notice or below a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.metadata.lines import DATE, EDGES, is_date
from duban.reading.values.times import calendar
from duban.reading.values.times.numerals import number_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from duban.reading.metadata.lines import Line, LinePatterns

_DATE = re.compile(DATE)
# What no organ's name begins with, so that the line above has its beginning.
_RESTS = ("领导小组", "办公室", "委员会", "人民政府", "指挥部", "联席会议", "常务委员会")
_BEGUN = re.compile(r"(?!.{0,20}关于)[\u4e00-\u9fff]{2,24}")
_BETWEEN = re.compile(r"[ \t\u3000\xa0]+|、")


class Signature(NamedTuple):
    """The organs that sign, the day, and the lines (by index) that say so."""

    organs: tuple[str, ...]
    day: date | None
    lines: range


def date_in(text: str) -> date | None:
    """The first full date of a line."""
    found = _DATE.search(text, 0, 300)
    if found is None:
        return None
    return calendar.day(year_of(found["y"]), number_of(found["m"]), number_of(found["d"])).last


def _before_date(text: str) -> str:
    found = _DATE.search(text)
    before = text[: found.start()] if found else text
    return before.strip(EDGES).removesuffix("编").removesuffix("编印")


def find_signatures(lines: Sequence[Line], patterns: LinePatterns) -> list[Signature]:
    """Every signature among the lines: a date with the organs on the lines right above it, or before it."""
    found = []
    for index, line in enumerate(lines):
        if line.kind == "signed":
            found.append(
                Signature(
                    organs_in([_before_date(line.text)], patterns),
                    date_in(line.text),
                    range(index, index + 1),
                )
            )
        elif line.kind == "dated" and is_date(line.text):
            start = index
            while start > 0 and index - start < 8 and lines[start - 1].kind == "organ":
                start -= 1
            if 0 < start < index and _is_rest(lines[start], lines[start - 1]):
                start -= 1
            if start == index and _is_broken(lines, index, patterns):
                start = index - 2
                found.append(
                    Signature(
                        (lines[start].text + lines[start + 1].text,),
                        date_in(line.text),
                        range(start, index + 1),
                    )
                )
            elif start < index:
                organs = organs_in(_whole(lines[start:index]), patterns)
                found.append(Signature(organs, date_in(line.text), range(start, index + 1)))
    return found


def _is_rest(line: Line, above: Line) -> bool:
    """中共云溪区委巡察工作 / 领导小组办公室: an organ that is broken over two lines."""
    begun = above.kind == "candidate" and _BEGUN.fullmatch(above.text)
    return bool(begun) and line.text.startswith(_RESTS)


def _is_broken(lines: Sequence[Line], index: int, patterns: LinePatterns) -> bool:
    """云溪区第三届人民代表大会第一次会议 / 主席团: two lines above a date that are an organ together."""
    above = lines[max(0, index - 2) : index]
    return (
        len(above) == 2
        and all(line.kind in {"candidate", "organ"} for line in above)
        and patterns.organ.fullmatch(above[0].text + above[1].text) is not None
    )


def _whole(lines: Sequence[Line]) -> list[str]:
    """The organs of the lines, a broken one put together."""
    texts = [line.text for line in lines]
    return [texts[0] + texts[1], *texts[2:]] if lines[0].kind == "candidate" and len(texts) > 1 else texts


def organs_in(texts: Iterable[str], patterns: LinePatterns) -> tuple[str, ...]:
    """The organs of some lines, two on one line (中共云溪区委　云溪区人民政府) told apart by the space between."""
    found: list[str] = []
    for text in texts:
        parts = [part for part in _BETWEEN.split(text.strip(EDGES)) if part]
        if len(parts) > 1 and all(len(part) > 2 and patterns.organ.fullmatch(part) for part in parts):
            found.extend(parts)
        else:
            found.append("".join(parts))
    return tuple(dict.fromkeys(found))

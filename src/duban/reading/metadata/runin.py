"""The front of a notice whose line breaks are lost: letterhead, number and title run into one line.

``云溪区人民政府办公室文件 云政办发〔2024〕3号 区政府办公室关于分解工作任务的通知 各镇人民政府：…`` has no line
that is a title; the letterhead, the number and the addressees say where it begins and ends.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.metadata.lines import DATE, NUMBER, either
from duban.reading.metadata.signatures import date_in

if TYPE_CHECKING:
    from datetime import date

    from duban.lexicon import Lexicon
    from duban.lexicon.papers import Papers

_FRONT = 800
_LONGEST = 6000
_BLANK = re.compile(r"\s+")


class RunIn(NamedTuple):
    """What the run-in front says."""

    title: str
    number: str
    issuer: str
    signed_on: date | None


def find_run_in(text: str, lexicon: Lexicon) -> RunIn | None:
    """The front of ``text``; None where it is not one that was run together."""
    found = _pattern(lexicon.papers).search(text, 0, _FRONT)
    if found is None:
        return None
    issuer = found["issuer"]
    signed = re.compile(rf"{re.escape(issuer)}\s?(?={DATE})").search(text, found.end(), _LONGEST)
    return RunIn(
        title=_BLANK.sub("", found["title"]),
        number=_BLANK.sub("", found["number"]),
        issuer=issuer,
        signed_on=date_in(text[signed.end() : signed.end() + 20]) if signed else None,
    )


@lru_cache(maxsize=4)
def _pattern(papers: Papers) -> re.Pattern[str]:
    genres = either(genre for genre in papers.genres if genre not in papers.weak_genres)
    return re.compile(
        rf"(?P<issuer>[一-龥（）()]{{4,30}}?)文件\s?(?P<number>{NUMBER})\s?"
        rf"(?P<title>[^。；：:\n]{{0,20}}(?:关于|印发|转发)[^。；：:\n]{{4,90}}?的(?:{genres}))(?=\s?(?:{either(papers.addressees)}))"
    )

"""Rules stated once for many items: ``列第一位的为牵头单位，下同``, ``标★的为牵头单位``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from duban.reading.commitments.units.names import alternation

if TYPE_CHECKING:
    from duban.lexicon.organs import Organs

_NOTE = re.compile(r"(?:^|\n)[ \t\u3000（(]*(?:备?注|说明)\d?\s?[:：][^\n]{0,120}\Z")


@cache
def _pattern(organs: Organs) -> re.Pattern[str]:
    gap = "[^。；;\n，,]"
    return re.compile(
        f"{alternation(organs.rule_places)}{gap}{{0,14}}?"
        f"(?:(?<=为)|(?:为|是|系|作为|即){gap}{{0,6}}?|(?:的|责任)(?:单位|部门){gap}{{0,3}}?){alternation(organs.rule_leads)}"
    )


# 标“★”号的为牵头单位; 加*者为主办单位.
_MARKS = "★☆▲△●◆※*＊"
_MARK = re.compile(
    rf"(?P<mark>[{re.escape(_MARKS)}])[”\"）)]?[号记]?(?:的|者)?(?:责任)?(?:单位|部门)?"
    r"[，,]?(?:为|是|系)[^。；;，,\n]{0,4}?(?:牵头|主办|第一责任|主责)"
)


def mark_of_leads(text: str) -> str:
    """The mark that names the lead among the units of each list; empty where no such rule is stated."""
    if not any(sign in text for sign in _MARKS):
        return ""
    match = _MARK.search(text)
    return match.group("mark") if match else ""


def first_leads_from(text: str, organs: Organs) -> int | None:
    """From which offset on the first name of each list leads; None where no such rule is stated.

    A note (``注：…``) speaks of the whole document wherever it stands, so it counts from the beginning.
    """
    match = _pattern(organs).search(text)
    if match is None:
        return None
    return 0 if _NOTE.search(text, max(0, match.start() - 140), match.start()) else match.start()

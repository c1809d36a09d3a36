"""Lines of the page that a document was taken from: navigation, page heads and numbers, the site's own remarks.

``当前位置：首页 > 政务公开``, ``临江日报 2024年3月1日 第02版``, ``— 3 —``, ``责任编辑：某某``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.cleaning.wording import any_of, cased, seek
from duban.reading.model import Noise
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.noise import Advertising, Furniture
    from duban.lexicon.noise import Noise as NoiseTable
    from duban.reading.cleaning.lines import Line
    from duban.reading.model import NoiseReason

# A longer line is no furniture, whatever words it begins with.
_LONGEST = 160
_LONGEST_LABELLED = 100
# So many lines of a site's menu in a row are one, though each could be a heading.
_CROWD = 4
# A list of other documents stands in this last part of a page, and its lines are no longer than this.
_TAIL = 0.6
_LONGEST_LISTED = 70
# Bare numbers are page numbers where so many lines stand between each and the next.
_PAGE_LINES = 12
_PAGES = 3
# A running head is a name: no sentence, and no row of a table.
_HEAD = re.compile(r"[^。；;|\t]{4,40}")
_BAITS, _LONGEST_BAIT = 2, 300
# A label such as 来源 belongs to the metadata table where a sure label of it stands this near.
_NEAR = 3
# 首页 | 政务公开 | 互动交流, also with blanks alone between and inside them.
_MENU_WORDS = 3
_LABEL_END = re.compile(r"\s*[|｜:：\t]")


class _Patterns(NamedTuple):
    line: re.Pattern[str]
    menu: re.Pattern[str]
    menu_starts: frozenset[str]
    label: re.Pattern[str]
    foot: re.Pattern[str]
    foot_word: re.Pattern[str]
    inline: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(furniture: Furniture) -> _Patterns:
    words = furniture.navigation | furniture.companions
    entry = rf"(?>(?:{any_of(words)})[|｜/·丨>＞]{{0,3}})"
    page, navigation = "|".join(furniture.page_patterns), "|".join(furniture.navigation_patterns)
    return _Patterns(
        line=re.compile(rf"(?P<page_furniture>{page})|(?P<navigation>{navigation})"),
        # A word once taken is not given back: the words of a menu can be cut up in many ways. One that begins with
        # the home page may end with a word of its own (走进云溪).
        menu=re.compile(rf"(?=(首页)?)(?:{entry}){{{_MENU_WORDS},}}+(?(1)[^。，；：]{{0,12}})"),
        menu_starts=frozenset(word[0] for word in words),
        label=re.compile(rf"[【\[(（]?\s*(?:{any_of(furniture.page_labels)})\s*[:：]"),
        foot=re.compile(rf"(?:{any_of(furniture.foot_labels)})\s*[:：]"),
        foot_word=re.compile(any_of(furniture.foot_words)),
        inline=re.compile("|".join(furniture.inline_patterns)),
    )


def find_furniture(source: str, lines: Sequence[Line], table: NoiseTable) -> list[NoiseReason | None]:
    """For each line, why it is not the document; None where it is."""
    furniture = table.furniture
    patterns = _patterns(furniture)
    keys = [_key(line.text, furniture) for line in lines]
    reasons = [
        _reason(line.text, key, furniture, patterns) if key else None
        for line, key in zip(lines, keys, strict=True)
    ]
    _keep_metadata(lines, reasons, table, patterns)
    _add_foot(lines, reasons, patterns)
    _add_lists(lines, keys, reasons, furniture)
    _add_companions(lines, keys, reasons, furniture)
    _add_page_numbers(source, lines, reasons)
    _add_running_heads(lines, reasons)
    _add_baits(source, lines, reasons, table)
    return reasons


def find_inline(source: str, table: NoiseTable) -> Iterator[Noise]:
    """Furniture inside a line: (下转第三版)."""
    # Most documents were never in a newspaper: one search for a word spares them the pattern.
    if "版" in source:
        for found in _patterns(table.furniture).inline.finditer(source):
            yield Noise(Span(*found.span()), "page_furniture")


def _key(text: str, furniture: Furniture) -> str:
    """The line's word, as the lexicon lists it: without blanks and the marks around it. Empty for a long line."""
    if len(text) > _LONGEST:
        return ""
    return "".join(text.split()).strip(furniture.decoration) or text


def _reason(text: str, key: str, furniture: Furniture, patterns: _Patterns) -> NoiseReason | None:
    if key in furniture.navigation or (key[0] in patterns.menu_starts and patterns.menu.fullmatch(key)):
        return "navigation"
    if len(text) <= _LONGEST_LABELLED and "。" not in text and patterns.label.match(text):
        return "page_furniture"
    found = patterns.line.fullmatch(text)
    if not found and text[0] in furniture.decoration:
        found = patterns.line.fullmatch(text.lstrip(furniture.decoration + " "))
    if not found:
        return None
    return "navigation" if found.lastgroup == "navigation" else "page_furniture"


def _keep_metadata(
    lines: Sequence[Line], reasons: list[NoiseReason | None], table: NoiseTable, patterns: _Patterns
) -> None:
    """来源：and 发布日期：in the table above a document say what it is; below its title they are the site's."""
    for index, reason in enumerate(reasons):
        # Two labels on one line are never a table's.
        if reason != "page_furniture" or len(patterns.label.findall(lines[index].text)) != 1:
            continue
        near = lines[max(0, index - _NEAR) : index + _NEAR + 1]
        if any(label_of(line) in table.sure_metadata_labels for line in near):
            reasons[index] = None


def label_of(line: Line) -> str:
    """The word before the first colon or cell border: 索引号 | 0001."""
    found = _LABEL_END.search(line.text, 0, 24)
    label = line.text[: found.start()] if found else line.text[:24]
    return "".join(label.split()).strip("•·-*【[")


def _add_foot(lines: Sequence[Line], reasons: list[NoiseReason | None], patterns: _Patterns) -> None:
    at = [
        index
        for index, line in enumerate(lines)
        if len(line.text) <= _LONGEST and "。" not in line.text and patterns.foot_word.search(line.text)
    ]
    for index in at:
        reasons[index] = "page_furniture"
        for step in (-1, 1):
            near = index + step
            while 0 <= near < len(lines) and reasons[near] is None and patterns.foot.match(lines[near].text):
                reasons[near] = "page_furniture"
                near += step


def _add_lists(
    lines: Sequence[Line], keys: Sequence[str], reasons: list[NoiseReason | None], furniture: Furniture
) -> None:
    """The titles of other documents below 相关阅读 at the end of a page."""
    listing = False
    for index in range(int(len(lines) * _TAIL), len(lines)):
        text = lines[index].text
        if keys[index] in furniture.lists:
            listing = True
        elif len(text) > _LONGEST_LISTED or text.endswith(("。", "；", ";")) or text.startswith("附件"):
            listing = False
        elif listing and reasons[index] is None:
            reasons[index] = "navigation"


def _add_companions(
    lines: Sequence[Line], keys: Sequence[str], reasons: list[NoiseReason | None], furniture: Furniture
) -> None:
    """Words of a menu in a crowd or beside sure navigation, and the counts (0) that stand among it."""
    companions = {
        index
        for index, key in enumerate(keys)
        if reasons[index] is None and (key in furniture.companions or (len(key) <= 6 and key.isdecimal()))
    }
    if not companions:
        return
    run: list[int] = []
    sure = False
    for index in range(len(lines) + 1):
        if index in companions:
            run.append(index)
        elif index < len(lines) and reasons[index] == "navigation":
            sure = True
        else:
            if sure or _is_crowd(run, keys):
                for member in run:
                    reasons[member] = "navigation"
            run, sure = [], False


def _is_crowd(run: Sequence[int], keys: Sequence[str]) -> bool:
    return len(run) >= _CROWD and sum(not keys[index].isdecimal() for index in run) >= _CROWD


def _add_page_numbers(source: str, lines: Sequence[Line], reasons: list[NoiseReason | None]) -> None:
    """Bare numbers that count up, a page apart; and one that stands alone at a form feed."""
    last = count = -1
    chain: list[int] = []
    for index, line in enumerate(lines):
        if len(line.text) > 4 or not (line.text.isascii() and line.text.isdigit()) or reasons[index]:
            continue
        if "\f" in source[line.end : line.end + 3] or "\f" in source[max(0, line.head - 2) : line.start]:
            reasons[index] = "page_furniture"
        number = int(line.text)
        if number != count + 1 or index - last <= _PAGE_LINES:
            _accept_pages(chain, reasons)
            chain = []
        chain.append(index)
        last, count = index, number
    _accept_pages(chain, reasons)


def _accept_pages(chain: Sequence[int], reasons: list[NoiseReason | None]) -> None:
    if len(chain) >= _PAGES:
        for index in chain:
            reasons[index] = "page_furniture"


def _add_running_heads(lines: Sequence[Line], reasons: list[NoiseReason | None]) -> None:
    """The short line that stands beside every page number: 云溪区人民政府公报."""
    beside = [
        near
        for index, reason in enumerate(reasons)
        if reason == "page_furniture"
        for near in (index - 1, index + 1)
        if 0 <= near < len(lines) and reasons[near] is None and _HEAD.fullmatch(lines[near].text)
    ]
    times = Counter(lines[near].text for near in beside)
    for near in beside:
        if times[lines[near].text] >= _PAGES:
            reasons[near] = "page_furniture"


def _add_baits(
    source: str, lines: Sequence[Line], reasons: list[NoiseReason | None], table: NoiseTable
) -> None:
    """Lines that hold more than one bait for search engines."""
    found = [match.start() for match in _baits(table.advertising).finditer(source)]
    if len(found) < _BAITS:
        return
    starts = [line.start for line in lines]
    times = Counter(bisect_right(starts, place) - 1 for place in found)
    for index, count in times.items():
        if count >= _BAITS and len(lines[index].text) <= _LONGEST_BAIT:
            reasons[index] = "spam"


@lru_cache(maxsize=4)
def _baits(table: Advertising) -> re.Pattern[str]:
    return seek(cased(table.baits))

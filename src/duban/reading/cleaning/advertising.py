"""Advertising that somebody put into the sentences of a public page: 推动888棋牌官网的支付方式改革.

A word such as 网络游戏 or 体育 proves nothing: offices fight gambling and promote the games industry. What is cut
is a chain of a known brand or a bare number with what is advertised and the words of a shop window, and the 的 that
was put in with it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.cleaning.wording import any_of, cased, seek
from duban.text import Span

if TYPE_CHECKING:
    from duban.lexicon.noise import Advertising

# How sure a chain is by its evidence: a brand, a bare number, nothing but words of a shop window; and seen again.
_BRANDED, _NUMBERED, _WORDY, _REPEATED = 0.9, 0.8, 0.7, 0.08
# A bare number before a service that honest papers name too (8866手机游戏的): proved by standing there twice.
_UNPROVED = 0.0
# How far before a chain to look for a word that shows what is spoken about.
_SUBJECT_REACH = 8
# 888棋牌, 56058彩票平台: a bare number that is neither a year nor a small count.
_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\Z)\d{3,6}\Z")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_URL = r"(?:https?://|www\.)[\w./?=&%-]{3,80}|[A-Za-z0-9-]{2,30}\.(?:com|net|cc|vip|xyz|top|bet|club)\b"
_NUMBER_OF = r"(?:号码?|群)?\s?[:：]?\s?[A-Za-z0-9_-]{5,20}"
_CLOSERS = {"(": ")", "（": "）", "【": "】", "[": "]"}


class Advertisement(NamedTuple):
    """An advertisement and how sure it is one."""

    span: Span
    confidence: float


class _Patterns(NamedTuple):
    chain: re.Pattern[str]
    brand: re.Pattern[str]
    strong: re.Pattern[str]
    window: re.Pattern[str]
    fought: re.Pattern[str]
    subject: re.Pattern[str]
    after: re.Pattern[str]
    errand: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(table: Advertising) -> _Patterns:
    brand, service = any_of(cased(table.brands)), any_of(cased(table.services))
    window, link = any_of(cased(table.windows)), any_of(cased(table.links))
    return _Patterns(
        # Every part is a listed word, so a chain is read from left to right without going back.
        chain=seek(
            cased((*table.brands, *table.services)), rf"(?:{brand}|{service}|{window}|{link}|{_URL}){{0,12}}"
        ),
        brand=re.compile(brand),
        strong=re.compile(any_of(cased(set(table.services) - set(table.plain_services)))),
        window=re.compile(rf"{window}|{_URL}"),
        fought=re.compile(any_of(table.fought_before)),
        subject=re.compile(any_of((*table.fought_before, *table.subject_before))),
        after=re.compile(any_of(table.subject_after)),
        errand=re.compile(
            rf"(?:{any_of(table.errands)})[^。；\n]{{0,16}}?"
            rf"(?:加|联系|咨询)?(?:{any_of(table.contacts)}){_NUMBER_OF}"
        ),
    )


def find_advertising(source: str, table: Advertising) -> list[Advertisement]:
    """Every advertisement, in order and disjoint."""
    patterns = _patterns(table)
    found = []
    done = 0
    for match in patterns.chain.finditer(source):
        if match.start() >= done:
            done = match.end(1)
            advertisement = _weigh(source, Span(*match.span(1)), patterns)
            found += [advertisement] if advertisement else []
    if any(contact in source for contact in table.contacts):
        found += [
            Advertisement(Span(*errand.span()), _BRANDED) for errand in patterns.errand.finditer(source)
        ]
    return _confirm(source, _disjoint(found))


def _weigh(source: str, span: Span, patterns: _Patterns) -> Advertisement | None:
    start, end = span
    chain = span.of(source)
    brand = patterns.brand.search(chain)
    windows = len(patterns.window.findall(chain))
    strong = bool(patterns.strong.search(chain))
    number = None if brand else _NUMBER.search(source, max(0, start - 8), start)
    if brand and brand.group() != chain and (strong or windows or not brand.group().isdigit()):
        confidence, subject = _BRANDED, patterns.fought
    elif number and (strong or windows):
        confidence, subject, start = _NUMBERED, patterns.fought, number.start()
    elif number and source[end : end + 1] == "的":
        confidence, subject, start = _UNPROVED, patterns.fought, number.start()
    elif windows > 1:
        confidence, subject = _WORDY, patterns.subject
    else:
        return None
    if subject.search(source, max(0, start - _SUBJECT_REACH), start) or patterns.after.match(source, end):
        return None
    return Advertisement(_with_attachments(source, start, end), confidence)


def _with_attachments(source: str, start: int, end: int) -> Span:
    """With the 的 that ties it to the next word, or with the brackets around it."""
    if source[end : end + 1] == "的" and _HAN.match(source, end + 1):
        return Span(start, end + 1)
    opener = source[start - 1] if start else ""
    if opener in _CLOSERS and source[end : end + 1] == _CLOSERS[opener]:
        return Span(start - 1, end + 1)
    return Span(start, end)


def _disjoint(found: list[Advertisement]) -> list[Advertisement]:
    kept: list[Advertisement] = []
    for advertisement in sorted(found):
        if not kept or advertisement.span.start >= kept[-1].span.end:
            kept.append(advertisement)
    return kept


def _confirm(source: str, found: list[Advertisement]) -> list[Advertisement]:
    """The same words in several places are surer: nobody writes them twice by chance."""
    times = Counter(advertisement.span.of(source) for advertisement in found)
    return [
        advertisement._replace(confidence=round((advertisement.confidence or _NUMBERED) + _REPEATED, 2))
        if times[advertisement.span.of(source)] > 1
        else advertisement
        for advertisement in found
        if advertisement.confidence or times[advertisement.span.of(source)] > 1
    ]

"""Numbers with their units, and the words of comparison beside them: 不少于1.5万平方米, 3至5家, 近七成, 15亿元以上.

Candidates are found with one pattern; everything else happens only where a number stands. What a quantity means
(a target, a criterion, part of a name) is not decided here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.values.numerals import DIGITS, SINGLE, WORDS, multiple, parse_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.lexicon.measures import Measures, UnitKind, WordKind


class Quantity(NamedTuple):
    """A number with its unit: ``[start, end)`` runs from the numeral to the end of the unit.

    ``low`` is the value, ``high`` the upper end of a range; ``over`` says that 余 or 多 stands in the number,
    ``worded`` that it is written in Chinese characters.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: str
    kind: UnitKind
    over: bool
    worded: bool


class Beside(NamedTuple):
    """The words of comparison around a quantity: where they begin and end, and what they say."""

    lead: int
    tail: int
    before: WordKind | None
    after: WordKind | None


class _Place(NamedTuple):
    """What is being read."""

    text: str
    end: int
    forms: _Forms


class _Number(NamedTuple):
    start: int
    end: int
    value: float
    scaled: bool
    over: bool
    worded: bool
    hundredth: bool


_SPACES: Final = " \u00a0\u3000"
_RUN: Final = f"[{DIGITS}{WORDS}]"
_GAP: Final = r"[ \u00a0\u3000]?"
# 千 before these begins a unit (千瓦, 千米) and is no multiple.
_SCALE: Final = r"(?:[十百万亿]|千(?![米瓦克伏赫卡帕焦]))"
_NUMBER: Final = re.compile(
    rf"(?:(?P<hundredth>百分之)(?P<part>[{WORDS}]++(?:点[{WORDS}]++)?|[{DIGITS}]++(?:[.．][{DIGITS}]++)?)"
    rf"|(?P<digits>(?:[{DIGITS}]{{1,3}}(?:(?:,|(?<=[０-９])，)[{DIGITS}]{{3}})++(?![{DIGITS}])|[{DIGITS}]++)(?:[.．][{DIGITS}]++)?"
    rf"(?:{_SCALE}++[{DIGITS}]++(?![{DIGITS}.．]))*+)(?P<over>[余多])?{_GAP}(?P<scale>{_SCALE}*+)"
    rf"|(?P<words>[{WORDS}]++)(?P<more>[余多])?(?P<multiple>{_SCALE}*+))"
    rf"(?P<still>[余多])?{_GAP}"
)
_RANGE: Final = re.compile(rf"{_GAP}(?:——|[-–—－―~～〜至到]){_GAP}(?=[{DIGITS}{WORDS}])")
_NEXT_IN_LIST: Final = re.compile(rf"[、和及与](?=[{DIGITS}])")
# Directly before a numeral these make it part of a name, an ordinal or a formula: PM2.5, 第3, 1+3+1, 〔2024〕.
_NAMED: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ第+＋×*#№〔\[［·•/]|(?<=[A-Za-z0-9])[-－_.．]")
_NAMING: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz第+＋×*#№〔[［·•/-－_.．"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
# 5G, 3D: with a letter behind it a number without a unit is a name.
_LETTER: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_TENTHS: Final = re.compile(r"成(?=以|左|的|多|[^一-龥]|$)")
_DATED: Final = "月日号"
# One way of writing for the percent sign.
_WRITTEN: Final = {"％": "%", "﹪": "%"}
_TERMS: Final = ("为期", "期限", "期限为", "有效期")
_BARE_SCALES: Final = frozenset("百千万亿")
# Beyond this a number before 年 is a year.
_LONGEST_SPAN: Final = 100
_LONGEST_WORD: Final = 6


def find_quantities(text: str, start: int, end: int, measures: Measures) -> list[Quantity]:
    """Every quantity of ``text[start:end]`` in order; numbers without a unit are of the kind ``none``."""
    forms = _forms(measures)
    plain = forms.plain.match
    found: list[Quantity] = []
    unresolved: list[Quantity] = []
    resume = start
    for token in forms.token.finditer(text, start, end):
        at, stop = token.span()
        if at < resume:
            continue
        if at > start and text[at - 1] in _NAMING and _NAMED.match(text, at - 1):
            unresolved = []
            continue
        form = plain(text, at, end)
        quantity = _plain(form, forms.units) if form is not None else None
        if quantity is not None:
            resume = max(quantity.end, stop)
        else:
            quantity, resume = _read(_Place(text, end, forms), at)
            resume = max(resume, stop)
            if quantity is not None and _is_unresolved(text, quantity, end):
                unresolved.append(quantity)
                continue
        if quantity is None or (quantity.worded and _is_part_name(text, quantity, forms)):
            unresolved = []
            continue
        if unresolved:
            found += _with_unit(text, unresolved, quantity)
            unresolved = []
        found.append(quantity)
    return found


def _is_unresolved(text: str, quantity: Quantity, end: int) -> bool:
    """Whether a list goes on behind a number without a unit, which may take that of the last: 18、15和12个工作日."""
    bare = not (quantity.unit or quantity.worded)
    return bare and _NEXT_IN_LIST.match(text, quantity.end, end) is not None


def _with_unit(text: str, unresolved: list[Quantity], last: Quantity) -> list[Quantity]:
    """分别缩短18、15和12个工作日: the unit after the last holds for the list."""
    if not last.unit or text[unresolved[-1].end] not in "、和及与":
        return []
    return [
        last._replace(start=number.start, end=number.end, low=number.low, high=None, over=False)
        for number in unresolved
        if last.start - number.start < 40
    ]


def beside(text: str, quantity: Quantity, start: int, end: int, measures: Measures) -> Beside:
    """The words of comparison that touch ``quantity`` inside ``[start, end)``."""
    forms = _forms(measures)
    lead, tail = quantity.start, quantity.end
    before: WordKind | None = None
    after: WordKind | None = None
    if lead > start and text[lead - 1] in forms.lasts:
        lead, before = _words_before(text, lead, start, forms)
    if tail < end and text[tail] in forms.firsts:
        tail, after = _words_after(text, tail, end, forms)
    return Beside(lead, tail, before, after)


class _Forms:
    """What is made of one table to find its quantities, once for all texts."""

    def __init__(self, measures: Measures) -> None:
        self.units = dict(measures.units)
        self.words_before = dict(measures.before)
        self.words_after = dict(measures.after)
        self.token = _token(measures)
        self.plain = _plain_form(measures)
        # The last and first characters of the words of comparison, and the spaces that may stand between.
        self.lasts = frozenset({word[-1] for word in measures.before} | set(_SPACES))
        self.firsts = frozenset({word[0] for word in measures.after} | set(_SPACES))
        self.not_before = measures.not_before
        self.only_at_the_end = measures.only_at_the_end
        self.one_with = frozenset(measures.verbs["one_with"])
        self.words_never_with = frozenset(measures.verbs["words_never_with"])
        self.not_after_unit = measures.not_after_unit
        self.lengths = _lengths(measures)
        self.per, self.per_word = measures.per, measures.per_word
        self.below, self.below_word = measures.below, measures.below_word
        self.opening_brackets, self.closing_brackets = measures.opening_brackets, measures.closing_brackets


@lru_cache(maxsize=4)
def _forms(measures: Measures) -> _Forms:
    """The forms of ``measures``."""
    return _Forms(measures)


def _token(measures: Measures) -> re.Pattern[str]:
    """A run of digits and number words that may be a quantity by what stands behind it: not 2024年, 6月 or 一体化.

    The first character class is what the search runs on; that nothing of the run stands before it is asked after.
    Number words without a unit, a space or a dash behind them are read only where a scale ends them: 突破千亿.
    """
    begun = "".join(map(re.escape, sorted({unit[0] for unit in measures.units} | set("余多成分至到"))))
    return re.compile(
        f"{_RUN}(?<!{_RUN}{_RUN})(?:(?<=[{DIGITS}])(?![{DIGITS}]{{3}}年){_RUN}*+(?![{_DATED}])"
        f"|(?<=[{WORDS}]){_RUN}*+(?:(?=[{begun} \u00a0\u3000–—－―~～〜-])|(?<=[万亿{DIGITS}])(?![一-龥])))"
    )


def _plain_form(measures: Measures) -> re.Pattern[str]:
    """A number with a unit right behind it and nothing that could go on from there: 1.5万亩, 30余家, 85%, 三年."""
    units = sorted(measures.units, key=lambda unit: (-len(unit), unit))
    written = [re.escape(unit) + _never_before(measures.not_after_unit.get(unit, ())) for unit in units]
    return re.compile(
        rf"(?:([0-9]{{1,9}})(?:\.([0-9]{{1,6}}))?([万亿]{{0,2}}+)|([一二两三四五六七八九十])(?!{_RUN}|成))"
        rf"([余多])?+(?>({_grouped(written)}))"
        rf"(?![-–—－―~～〜至到 \u00a0\u3000级{measures.per_word}"
        rf"{re.escape(measures.per + measures.opening_brackets)}])"
    )


def _never_before(words: tuple[str, ...]) -> str:
    return f"(?!{'|'.join(map(re.escape, words))})" if words else ""


def _grouped(written: list[str]) -> str:
    """Alternatives by their first character, so that each is looked for only where it can begin."""
    groups: dict[str, list[str]] = {}
    for word in written:
        groups.setdefault(word[:1] if word[:1] != "\\" else word[:2], []).append(word)
    return "|".join(
        first + f"(?:{'|'.join(word[len(first) :] for word in group)})" for first, group in groups.items()
    )


def _plain(form: re.Match[str], units: Mapping[str, UnitKind]) -> Quantity | None:
    """The commonest form, read with one pattern; None where it is another."""
    whole, fraction, scales, word, over, unit = form.groups()
    value: float
    if word:
        value = SINGLE[word]
    elif fraction or scales:
        value = multiple(whole, fraction or "", scales)
    else:
        value = int(whole)
    if unit == "年" and value > _LONGEST_SPAN:
        return None
    start, stop = form.span()
    return Quantity(
        start, stop, value, None, _WRITTEN.get(unit, unit), units[unit], over is not None, word is not None
    )


def _is_part_name(text: str, quantity: Quantity, forms: _Forms) -> bool:
    """二期, 三类, 一个: numbers in words that count nothing."""
    if quantity.over or quantity.high is not None:
        return False
    if quantity.low == 1 and quantity.unit not in forms.one_with:
        return True
    if quantity.unit not in forms.words_never_with:
        return False
    # 为期三年 says how long; elsewhere 三年 is part of a name.
    return not (quantity.unit == "年" and text.endswith(_TERMS, 0, quantity.start))


def _read(place: _Place, at: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at ``at``, and where to read on."""
    text, end = place.text, place.end
    first = _number(text, at, end)
    if first is None:
        return None, at
    unit, kind, stop = _unit(place, first)
    between = _RANGE.match(text, stop, end)
    if between is not None and not first.over:
        second = _number(text, between.end(), end)
        if second is not None:
            joined = _range(place, first, second, unit)
            if joined is not None:
                return joined, joined.end
            if not unit:
                return None, second.end
    value = first.value
    bare = first.worded and not (first.scaled and _compared(text, at))
    if (not unit and (bare or _LETTER.match(text, stop, end))) or (unit == "年" and value > _LONGEST_SPAN):
        return None, stop
    if kind == "percent" and unit == "成":
        value, unit = value * 10, "%"
    return Quantity(at, stop, value, None, unit, kind, first.over, first.worded), stop


def _range(place: _Place, first: _Number, second: _Number, unit: str) -> Quantity | None:
    """3-5个, 3个至5个, 10%~12%, 5—20万元: one quantity where both ends share the unit and rise."""
    last, kind, stop = _unit(place, second)
    if not last or (unit and unit != last):
        return None
    low, high = first.value, second.value
    if last == "成":
        low, high, last = low * 10, high * 10, "%"
    if not first.scaled and second.scaled and not unit and second.value:
        low *= _scale_of(place.text, second)
    if not low < high or (last == "年" and high > _LONGEST_SPAN):
        return None
    return Quantity(first.start, stop, low, high, last, kind, second.over, first.worded)


def _scale_of(text: str, number: _Number) -> int:
    written = text[number.end - 2 : number.end]
    if "亿" in written:
        return 10**8
    return 10**4 if "万" in written else 1


def _number(text: str, at: int, end: int) -> _Number | None:
    match = _NUMBER.match(text, at, end)
    if match is None:
        return None
    hundredth, part, digits, *said, still = match.groups()
    first_over, scale, words, more, multiple = said
    over = bool(first_over or more or still)
    if hundredth:
        value = _hundredths(part)
        return None if value is None else _Number(at, match.end(), value, False, over, False, True)
    scale = scale or multiple or ""
    value = parse_numeral((digits or words) + scale)
    if value is None:
        return None
    worded = words is not None
    if worded and words[0] in _BARE_SCALES and not over and not _compared(text, at):
        return None
    scaled = bool(scale) or (worded and words[-1] in "万亿")
    return _Number(at, match.end(), value, scaled, over, worded, False)


def _compared(text: str, at: int) -> bool:
    """Whether 百, 千, 万 or 亿 may stand alone here: 突破千亿元, 近百家; not 单位：万元."""
    return at > 0 and text[at - 1] in "破超近约达逾上"


def _hundredths(part: str) -> float | None:
    whole, point, fraction = part.partition("点")
    if not point:
        return parse_numeral(part)
    value, places = parse_numeral(whole), parse_numeral(fraction)
    if value is None or places is None or len(fraction) > 6:
        return None
    return value + places / float(10 ** len(fraction))


def _unit(place: _Place, number: _Number) -> tuple[str, UnitKind, int]:
    """The unit written at ``number``'s end: its text, its kind and where it stops."""
    text, end, forms = place
    at = number.end
    if number.hundredth:
        return "%", "percent", at
    if text.startswith("成", at, end) and 0 < number.value < 10 and _is_tenths(place, number):
        return "成", "percent", at + 1
    stop, kind = _plain_unit(text, at, end, forms)
    if stop == at:
        return "", "none", _without_gap(text, at)
    stop = _compound(place, stop)
    if text.startswith("级", stop, end):
        return "", "none", at
    unit = text[at:stop]
    return _WRITTEN.get(unit, unit), kind, stop


def _compound(place: _Place, stop: int) -> int:
    """Where a unit ends that goes on: 元/平方米, 个(条)."""
    text, end, forms = place
    while stop < end and text[stop] in forms.per:
        further, _ = _plain_unit(text, stop + 1, end, forms)
        further = max(further, _word_end(text, stop + 1, forms.below))
        if further == stop + 1:
            break
        stop = further
    if text.startswith(forms.per_word, stop, end):
        further = _word_end(text, stop + 1, forms.below_word)
        stop = further if further > stop + 1 else stop
    if stop < end and text[stop] in forms.opening_brackets:
        inside, _ = _plain_unit(text, stop + 1, end, forms)
        if stop + 1 < inside < end and text[inside] in forms.closing_brackets:
            stop = inside + 1
    return stop


def _word_end(text: str, at: int, words: tuple[str, ...]) -> int:
    """Where the longest of ``words`` that begins at ``at`` ends."""
    return max((at + len(word) for word in words if text.startswith(word, at)), default=at)


def _is_tenths(place: _Place, number: _Number) -> bool:
    """近七成企业, 六成以上: 成 as tenths and not the first character of 成立 or 成员."""
    text, start = place.text, number.start
    return _TENTHS.match(text, number.end, place.end) is not None or (
        start > 0 and text[start - 1] in "近超过约达占"
    )


def _without_gap(text: str, at: int) -> int:
    while text[at - 1] in _SPACES:
        at -= 1
    return at


def _plain_unit(text: str, at: int, end: int, forms: _Forms) -> tuple[int, UnitKind]:
    for length in forms.lengths.get(text[at : at + 1], ()):
        stop = at + length
        kind = forms.units.get(text[at:stop]) if stop <= end else None
        if kind is not None and not text.startswith(forms.not_after_unit.get(text[at:stop], _NOTHING), stop):
            return stop, kind
    return at, "none"


_NOTHING: Final = ("\0",)


def _lengths(measures: Measures) -> dict[str, tuple[int, ...]]:
    """How long the units that begin with a character are, longest first."""
    lengths: dict[str, set[int]] = {}
    for unit in measures.units:
        lengths.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def _words_before(text: str, at: int, start: int, forms: _Forms) -> tuple[int, WordKind | None]:
    """Walk left over 原则上, 达到, 不少于; the strongest word decides."""
    said: WordKind | None = None
    lasts, words = forms.lasts, forms.words_before
    for _ in range(4):
        here = at
        while here > start and text[here - 1] in _SPACES:
            here -= 1
        if here == start or text[here - 1] not in lasts:
            break
        for length in range(min(_LONGEST_WORD, here - start), 0, -1):
            kind = words.get(text[here - length : here])
            if kind is not None and not (length == 1 and text[here - 2 : here] in forms.not_before):
                at = here - length
                if said is None or said in ("link", "reach"):
                    said = kind if said is None or kind != "link" else said
                break
        else:
            break
    return at, said


def _words_after(text: str, at: int, end: int, forms: _Forms) -> tuple[int, WordKind | None]:
    here = at
    while here < end and text[here] in _SPACES:
        here += 1
    if here >= end or text[here] not in forms.firsts:
        return at, None
    for length in range(min(_LONGEST_WORD, end - here), 0, -1):
        word = text[here : here + length]
        kind = forms.words_after.get(word)
        if kind is None:
            continue
        stop = here + length
        if word in forms.only_at_the_end and stop < end and "一" <= text[stop] <= "龥":
            continue
        return stop, kind
    return at, None

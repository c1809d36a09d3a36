"""How single facts are put into words, alike on paper, on a page and in a terminal."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from duban.formats.wording import Words
    from duban.reading import Deadline, Finding, Item, Reading, Target, UnitMention

COMPARATORS: Mapping[str, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "~": "≈", "range": ""}
_WAN, _YI = 10_000, 100_000_000
# Above this, floating point has no units any more.
_EXACT = 1e15
# A number that would need more decimals than these is clearer with its digits grouped.
_SCALES = ((_YI, "亿", 4, _EXACT), (_WAN, "万", 2, _YI))


def figure(value: float) -> str:
    """A number as an office writes it: 170000000000 is 1700亿, 20000 is 2万, 1700 is 1700."""
    size = abs(value)
    for scale, mark, decimals, limit in _SCALES:
        shown = round(value / scale, decimals) if scale <= size < limit else None
        if shown is not None and isclose(shown * scale, value, rel_tol=1e-12):
            return f"{shown:.{decimals}f}".rstrip("0").rstrip(".") + mark
    if size < _EXACT and value == int(value):
        return f"{int(value):,}" if size >= _WAN else str(int(value))
    return f"{value:.10g}"


def amount(target: Target) -> str:
    """What a target asks for: ``≥85%``, ``3–5个``; a bare number needs no sign."""
    if isinstance(target.value, tuple):
        return f"{figure(target.value[0])}–{figure(target.value[1])}{target.unit}"
    sign = "" if target.comparator == "=" else COMPARATORS[target.comparator]
    return f"{sign}{figure(target.value)}{target.unit}"


def unit_names(units: Iterable[UnitMention]) -> str:
    """Units as a list in one line."""
    return "、".join(unit.name for unit in units)


def due(deadline: Deadline, words: Words) -> str:
    """A deadline as written, and the day or kind it was read as where the words do not say so."""
    read_as = deadline.date.isoformat() if deadline.date else words.deadline_kinds[deadline.kind]
    return deadline.text if read_as in deadline.text else f"{deadline.text}（{read_as}）"


def weekday(day: date, words: Words) -> str:
    """The day of the week."""
    return words.weekdays[day.weekday()]


def said(finding: Finding, words: Words) -> str:
    """What a finding asks, in the language of ``words``."""
    return finding.english if words.language == "en" and finding.english else finding.message


def title_of(item: Item, words: Words) -> str:
    """The item's title, or a word for there being none."""
    return item.title or words.untitled


class Placed(NamedTuple):
    """An item and how many items it is a part of, one inside the other."""

    item: Item
    depth: int


def under_headings(items: Iterable[Item]) -> Iterator[tuple[tuple[str, ...], list[Placed]]]:
    """Items that follow one another under the same headings, and those headings, outermost first.

    A heading that is an item itself has its own line already and is not repeated above its parts.
    """
    depths: dict[str, int] = {}
    group: list[Placed] = []
    above: tuple[str, ...] = ()
    for item in items:
        depth = 0 if item.parent is None else depths.get(item.parent, 0) + 1
        depths[item.id] = depth
        headings = item.path[: max(len(item.path) - depth, 0)]
        if group and headings != above:
            yield above, group
            group = []
        above = headings
        group.append(Placed(item, depth))
    if group:
        yield above, group


def earliest(item: Item) -> date | None:
    """The first day on which something of ``item`` is due."""
    return min((deadline.date for deadline in item.deadlines if deadline.date), default=None)


def findings_by_item(reading: Reading) -> dict[str | None, list[Finding]]:
    """The findings of each item, by its id; those of the document as a whole under None."""
    grouped: dict[str | None, list[Finding]] = {}
    for finding in reading.findings:
        grouped.setdefault(finding.item, []).append(finding)
    return grouped


class Counts(NamedTuple):
    """How much there is of what."""

    items: int
    lead_units: int
    deadlines: int
    targets: int
    findings: int


def counts(reading: Reading) -> Counts:
    """What the one-line summary counts; a unit that leads many items is one."""
    return Counts(
        items=len(reading.items),
        lead_units=len({unit.name for item in reading.items for unit in item.lead_units}),
        deadlines=sum(len(item.deadlines) for item in reading.items),
        targets=sum(len(item.targets) for item in reading.items),
        findings=len(reading.findings),
    )


def summary(reading: Reading, words: Words) -> str:
    """One line that says how much there is."""
    return words.summary.format(**counts(reading)._asdict())


DescriptionField: TypeAlias = Literal[
    "doc_title", "doc_number", "issuer", "signed_on", "published_on", "index_number", "doc_kind", "period"
]


def description(reading: Reading, words: Words) -> list[tuple[DescriptionField, str]]:
    """What the document says about itself, each by the name of its label in ``words``; gaps are left out."""
    document, period = reading.document, reading.document.period
    ends = (period.start, period.end) if period else (None, None)
    rows: list[tuple[DescriptionField, str | None]] = [
        ("doc_title", document.title),
        ("doc_number", document.doc_number),
        ("issuer", document.issuer),
        ("signed_on", _day(document.signed_on)),
        ("published_on", _day(document.published_on)),
        ("index_number", document.index_number),
        ("doc_kind", words.document_kinds[document.kind]),
        ("period", words.range_to.join(map(_day, ends)) if period else None),
    ]
    return [(label, value) for label, value in rows if value]


def labelled(reading: Reading, words: Words) -> list[tuple[str, str]]:
    """The same, label and value."""
    return [(getattr(words, name), value) for name, value in description(reading, words)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

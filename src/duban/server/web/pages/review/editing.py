"""An item opened for changes: what its forms hold at first, and what a selected stretch of the source proposes.

What is proposed for a selection is read by the program from that selection alone; the person confirms it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from duban.formats.papers.characters import one_line
from duban.reading import read
from duban.server.web.pages.review.decided import FIELDS
from duban.server.web.pages.review.source import shown
from duban.server.web.wording import CHANGES, COMPARATORS, KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from duban.reading import Deadline, Target
    from duban.server.documents.models import Version
    from duban.server.web.pages.review.facts import Name
    from duban.server.web.pages.review.gathering import Card, Desk

#: So much may be quoted for one field; nobody means more.
LONGEST = 2000
SPLIT = gettext_lazy("拆分成两项")
#: Fields whose form is not called as they are.
BODIES = {"lead": "units", "supporting": "units", "add_target": "target", "remove_target": "targets"}
#: Where an item may be divided: after a sentence, a semicolon or a line.
_ENDS = re.compile(r"[。；;!！?？\n]\s*")
_WORDS = 24


class UnquotedError(Exception):
    """What was said to be selected does not stand there; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A field that is being decided, and the stretch of the source that was selected for it, if any."""

    field: str = ""
    start: int | None = None
    end: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said above the forms of an open item; ``problem`` stands at the field instead."""

    words: str = ""
    tone: str = "good"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one field: its template, and the units that are on the item now, where it is about units."""

    field: str
    label: Any
    body: str
    names: Sequence[Name] = ()


@dataclass(frozen=True)
class Editing:
    """The forms of one open item."""

    card: Card
    selection: Selection
    values: Mapping[str, Any]
    places: Sequence[tuple[int, str]]
    parents: Sequence[tuple[int, str]]
    notice: Notice

    kinds = tuple(KINDS.items())
    changes = tuple(CHANGES.items())
    comparators = tuple((name, sign or gettext_lazy("介于")) for name, sign in COMPARATORS.items())

    @property
    def forms(self) -> list[Form]:
        """The forms that make sense for this item."""
        names = {"lead": self.card.leads, "supporting": self.card.helpers}
        left_out = {"remove_target": not self.card.targets, "split": not self.places}
        return [
            Form(field, label, f"review/fields/{BODIES.get(field, field)}.html", names.get(field, ()))
            for field, label in (FIELDS | {"split": SPLIT}).items()
            if not left_out.get(field)
        ]

    @property
    def chosen(self) -> list[Form]:
        """The form of the field that is being decided; it stands first."""
        return [form for form in self.forms if form.field == self.field]

    @property
    def others(self) -> list[Form]:
        """The others."""
        return [form for form in self.forms if form.field != self.field]

    @property
    def field(self) -> str:
        """The field that is being decided."""
        return self.selection.field

    @property
    def quote(self) -> str:
        """The words that were selected, in one line."""
        return one_line(self.selection.quote)


def selection_in(query: QueryDict, version: Version | None) -> Selection:
    """The selection that an address or a form names; raises UnquotedError where the source says something else."""
    name = query.get("field", "")
    start, end = _number(query.get("start")), _number(query.get("end"))
    if start is None or end is None or version is None:
        return Selection(name)
    source = version.source
    if not 0 <= start < end <= len(source) or end - start > LONGEST:
        raise UnquotedError(gettext("选中的文字不在原文范围内，请重新选择。"))
    quote = shown(source[start:end])
    told = query.get("quote")
    if told is not None and told.replace("\r\n", "\n") != quote:
        raise UnquotedError(gettext("选中的文字与原文对不上（文件可能已更新），请刷新页面后重新选择。"))
    return Selection(name, start, end, quote)


def span_of(selection: Selection) -> tuple[int, int]:
    """Where the selected words stand; raises UnquotedError where none were selected."""
    if selection.start is None or selection.end is None:
        raise UnquotedError(gettext("选中的文字不在原文范围内，请重新选择。"))
    return selection.start, selection.end


def editing(desk: Desk, card: Card, selection: Selection, notice: Notice = Notice(), **kept: Any) -> Editing:
    """The forms of a card; ``kept`` is what a person had filled in before and must not be lost."""
    item = card.item
    values: dict[str, Any] = {
        "title": item.title,
        "number": item.number,
        "kind": item.kind,
        "text": item.due_text,
        "date": item.due.isoformat() if item.due else "",
        "ongoing": item.ongoing,
        "comparator": ">=",
        "change": "level",
        **_proposed(desk, selection),
        **kept,
    }
    parents = [
        (other.item.pk, f"{other.item.number} {other.item.title}".strip()[: 2 * _WORDS])
        for other in desk.cards
        if other.item.ordinal < item.ordinal and other.item.parent_id is None
    ]
    return Editing(card, selection, values, _places(desk, card, selection), parents, notice)


def _proposed(desk: Desk, selection: Selection) -> dict[str, Any]:
    """What the selected words say for the field they were selected for."""
    words = one_line(selection.quote)
    if not words:
        return {}
    match selection.field:
        case "title" | "number":
            return {selection.field: words}
        case "lead" | "supporting":
            return {"new": words}
        case "due":
            return _as_deadline(words, _written(desk))
        case "add_target":
            return _as_target(words, _written(desk))
    return {}


def _as_deadline(words: str, dated: date | None) -> dict[str, Any]:
    """Read as what stands below 完成时限 in a list."""
    found: list[Deadline] = [
        deadline
        for item in read(f"1.完成工作。（完成时限：{words}）", dated=dated).items
        for deadline in item.deadlines
    ]
    last = max((deadline.date for deadline in found if deadline.date), default=None)
    return {"text": words, "date": last.isoformat() if last else ""}


def _as_target(words: str, dated: date | None) -> dict[str, Any]:
    found: list[Target] = [
        target for item in read(f"1.{words}。", dated=dated).items for target in item.targets
    ]
    if not found:
        return {"target_text": words}
    target = found[0]
    low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
    return {
        "target_text": words,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "amount": f"{low:g}" if low < 1e6 else f"{low:.0f}",
        "high": "" if high is None else f"{high:g}",
        "measure": target.unit,
        "change": target.change,
        "target_due": target.due.isoformat() if target.due else "",
    }


def _written(desk: Desk) -> date | None:
    """The day that a date without a year is read against."""
    version = desk.version
    if version is None:
        return None
    return version.dated or version.document.issued_on


def _places(desk: Desk, card: Card, selection: Selection) -> list[tuple[int, str]]:
    """Where the item may be divided: the offset at which the later part begins, and its first words."""
    if desk.version is None or card.title.start is None or card.title.end is None:
        return []
    start, end, source = card.title.start, card.title.end, desk.version.source
    offsets = {start + found.end() for found in _ENDS.finditer(source[start:end])}
    if selection.field == "split" and selection.start is not None:
        offsets.add(selection.start)
    return [
        (offset, one_line(source[offset : min(offset + _WORDS, end)]) + "…")
        for offset in sorted(offsets)
        if start < offset < end
    ]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

"""What the address of a ledger list asks for: filters, order, grouping, columns, page. What is not understood is told.

The address is the whole state of the list; a saved view is an address's query under a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext

from duban.server.ledger.queries import Grouping, Order, Scope, Wanted
from duban.server.people.resolving import Outcome, numbered, resolve

if TYPE_CHECKING:
    from django.http import QueryDict

    from duban.server.people.resolving import Named, Suggestion


class Column(StrEnum):
    """What a list may show beside the title."""

    LAMP = "lamp"
    NUMBER = "number"
    SECTION = "section"
    LEDGER = "ledger"
    UNITS = "units"
    SUPPORTING = "supporting"
    TARGETS = "targets"
    DUE = "due"
    FIRST_DUE = "first_due"
    STATE = "state"
    STAGE = "stage"
    CHANGED = "changed"


USUAL = (Column.LAMP, Column.NUMBER, Column.UNITS, Column.DUE, Column.STATE)
#: Parameters that are about the present sight of a list and not about what it holds.
PASSING = ("page",)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it was asked for. ``unit`` is the unit's name as shown; ``alike`` are units meant, perhaps."""

    wanted: Wanted
    order: Order
    grouping: Grouping
    columns: tuple[Column, ...]
    page: int
    query: str
    unit: Named | None = None
    unit_text: str = ""
    problems: tuple[str, ...] = ()
    alike: tuple[Suggestion, ...] = field(default=())

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.wanted != Wanted(scope=self.wanted.scope)


def read(given: QueryDict, *, today: date) -> Asked:
    """The list that an address's query asks for."""
    problems: list[str] = []
    text = given.get("unit", "").strip()
    unit, alike = _unit(text, today, problems)
    wanted = Wanted(
        scope=_choice(Scope, given.get("scope"), Scope.ALL if given.getlist("state") else Scope.OPEN),
        text=given.get("q", "").strip()[:100],
        ledger=_number(given.get("ledger")),
        states=_several(given, "state"),
        lamps=_several(given, "lamp"),
        unit=unit.id if unit else None,
        alone=given.get("alone") == "1",
        part=given.get("part", "")[:12],
        section=given.get("section", "")[:500],
        kind=given.get("kind", "")[:16],
        stage=given.get("stage", "")[:32],
        due_from=_day(given.get("from"), problems),
        due_to=_day(given.get("to"), problems),
        undated=given.get("undated") == "1",
        finding=given.get("finding") == "1",
        extending=given.get("extending") == "1",
        overstayed=today if given.get("overstayed") == "1" else None,
    )
    usual = Order.DOCUMENT if wanted.ledger else Order.DUE
    return Asked(
        wanted,
        order=_choice(Order, given.get("order"), usual),
        grouping=_choice(Grouping, given.get("group"), Grouping.NONE),
        columns=_columns(given.getlist("col")),
        page=_number(given.get("page")) or 1,
        query=kept(given),
        unit=unit,
        unit_text=unit.shown if unit else text,
        problems=tuple(problems),
        alike=alike,
    )


def kept(given: QueryDict) -> str:
    """The query without its empty and passing parameters."""
    pairs = [(key, value) for key, values in given.lists() for value in values]
    return urlencode([(key, value) for key, value in pairs if value and key not in PASSING])


def _unit(text: str, today: date, problems: list[str]) -> tuple[Named | None, tuple[Suggestion, ...]]:
    if not text:
        return None, ()
    if text.isdecimal():
        return numbered(int(text)), ()
    found = resolve(text, today)
    if found.units and found.outcome in {Outcome.UNIT, Outcome.ABSENT}:
        return found.units[0], ()
    problems.append(gettext("没有叫“%(name)s”的单位，此条件未生效。") % {"name": text})
    return None, found.suggestions


def _choice(kind: type[Choice], given: str | None, usual: Choice) -> Choice:
    return kind(given) if given in {member.value for member in kind} else usual


def _columns(given: list[str]) -> tuple[Column, ...]:
    chosen = tuple(column for column in Column if column.value in given)
    return chosen or USUAL


def _several(given: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(value for value in given.getlist(name)[:20] if value)


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 18 else None


def _day(given: str | None, problems: list[str]) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        problems.append(gettext("“%(text)s”不是日期（应如2026-11-22），此条件未生效。") % {"text": given})
        return None

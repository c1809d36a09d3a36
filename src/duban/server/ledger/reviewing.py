"""How one field is decided: what is written for each, and when it may still be. The acts themselves are ``review``'s.

Every function returns what the field held before and holds now, as the log keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Max

from duban.governing.lifecycle import Kind, Nature, Refusal
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.drafting import meant
from duban.server.ledger.models import Assignment, DueDate, Item, Part, Target
from duban.server.people.resolving import directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Change: TypeAlias = "tuple[Any, Any, Any]"
"""What was read, what held before, what is decided."""

AFTER_DISPATCH = Refusal(
    "after_dispatch",
    "事项已交办，单位、时限和目标不能再改；请用移交、延期，或先收回交办",
    "the item is out: units, dates and targets change by transfer, extension or recall",
)
CLOSED = Refusal("closed", "事项已销号或撤下，不能修改", "the item is closed or withdrawn")
NO_SUCH_FIELD = Refusal("no_such_field", "没有这个可修改的字段", "there is no such field to correct")
NO_SUCH_SPAN = Refusal("no_such_span", "选中的文字不在原文之内", "the selection is not in the source")
BAD_VALUE = Refusal("bad_value", "内容不能这样填写", "the field cannot hold this value")
NO_SUCH_PARENT = Refusal(
    "no_such_parent", "上级事项不在本台账，或会成环", "the parent is not in this ledger, or below the item"
)

TEXTS = {"title": 500, "number": 32, "kind": 16}
KINDS = frozenset({"task", "problem", "requirement", "measure", "achievement", "plan"})
COMPARATORS = frozenset({">=", ">", "<=", "<", "=", "~", "range"})
CHANGES = frozenset({"level", "increase", "decrease", "growth_rate", "share"})
#: What a unit answers for is fixed when the item goes out.
ANSWERED_FOR = frozenset({"lead", "supporting", "due", "ongoing", "add_target", "remove_target"})


@dataclass(frozen=True, slots=True)
class Correcting:
    """One decision: ``value`` is what the field becomes, the span is its quote in the source (None without one).

    ``title``, ``number``, ``kind``: a text. ``parent``: an item's id or None. ``ongoing``: true or false. ``lead`` and
    ``supporting``: a list of ``{written, start, end}``. ``due``: ``{date, text}``. ``add_target``: ``{indicator,
    comparator, value, high, unit, change, due, text}``. ``remove_target``: a target's id.
    """

    field: str
    value: Any
    start: int | None = None
    end: int | None = None


def check(item: Item, decision: Correcting) -> None:
    """Raises RefusedError where the field cannot be decided now."""
    if decision.field not in FIELDS:
        raise RefusedError((NO_SUCH_FIELD,))
    state = lifecycle_of(item.ledger).state(item.state)
    if item.withdrawn or (state is not None and state.nature is Nature.CLOSED):
        raise RefusedError((CLOSED,))
    if decision.field in ANSWERED_FOR and not is_open_to_review(item):
        raise RefusedError((AFTER_DISPATCH,))
    if (decision.start is None) != (decision.end is None):
        raise RefusedError((NO_SUCH_SPAN,))
    if decision.start is not None and decision.end is not None:
        whole = len(item.version.source) if item.version else 0
        if not 0 <= decision.start < decision.end <= whole:
            raise RefusedError((NO_SUCH_SPAN,))


def is_open_to_review(item: Item) -> bool:
    """Whether the item is not out: not dispatched yet, or given back by its unit."""
    moves = lifecycle_of(item.ledger).moves_from(item.state)
    return item.dispatched_on is None or any(move.kind is Kind.DISPATCH for move in moves)


def apply(item: Item, decision: Correcting, at: datetime) -> Change:
    """Write one decision."""
    try:
        return FIELDS[decision.field](item, decision, at)
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise RefusedError((BAD_VALUE,)) from None


def _text(item: Item, decision: Correcting, at: datetime) -> Change:  # noqa: ARG001 - one shape for all fields
    name, value = decision.field, decision.value
    if not isinstance(value, str) or len(value) > TEXTS[name] or (name == "kind" and value not in KINDS):
        raise ValueError(value)
    if name == "title" and not value.strip():
        raise ValueError(value)
    before = getattr(item, name)
    setattr(item, name, value.strip())
    item.save(update_fields=[name])
    return item.read.get(name) or "", before, value.strip()


def _parent(item: Item, decision: Correcting, at: datetime) -> Change:  # noqa: ARG001 - one shape
    before = _named(item.parent)
    parent = None
    if decision.value is not None:
        parent = Item.objects.filter(pk=decision.value, ledger=item.ledger, withdrawn=False).first()
        if parent is None or _is_below(parent, item):
            raise RefusedError((NO_SUCH_PARENT,))
    first = item.corrections.filter(field="parent").order_by("id").first()
    item.parent = parent
    item.save(update_fields=["parent"])
    return first.read if first else before, before, _named(parent)


def _is_below(item: Item, other: Item) -> bool:
    """Whether ``item`` is ``other`` or stands below it."""
    above: Item | None = item
    while above is not None:
        if above.pk == other.pk:
            return True
        above = above.parent
    return False


def _named(item: Item | None) -> dict[str, Any] | None:
    return {"id": item.pk, "title": item.title} if item else None


def _ongoing(item: Item, decision: Correcting, at: datetime) -> Change:  # noqa: ARG001 - one shape
    if not isinstance(decision.value, bool):
        raise TypeError(decision.value)
    before, item.ongoing = item.ongoing, decision.value
    item.save(update_fields=["ongoing"])
    read = any(found["kind"] in ("ongoing", "recurring") for found in item.read.get("deadlines", ()))
    return read, before, decision.value


def _due(item: Item, decision: Correcting, at: datetime) -> Change:
    """A date that was decided is added; what was read stays beside it."""
    day = date.fromisoformat(decision.value["date"]) if decision.value["date"] else None
    text = str(decision.value.get("text", ""))[:255]
    first = item.due_dates.order_by("ordinal").first()
    before = {"date": _iso(item.due), "text": item.due_text}
    add_due(item, day, text=text, at=at, span=(decision.start, decision.end))
    read = {"date": _iso(first.date), "text": first.text} if first else None
    return read, before, {"date": _iso(day), "text": text}


def add_due(
    item: Item,
    day: date | None,
    *,
    text: str,
    at: datetime,
    span: tuple[int | None, int | None] = (None, None),
) -> None:
    """One more promised date, by decision; until the item goes out nothing was promised and it is the first."""
    last = item.due_dates.aggregate(last=Max("ordinal"))["last"] or 0
    DueDate.objects.create(
        item=item,
        ordinal=last + 1,
        date=day,
        kind="by_date",
        text=text,
        origin="correction",
        start=span[0],
        end=span[1],
        set_at=at,
    )
    item.due, item.due_text = day, text
    if item.dispatched_on is None:
        item.first_due = day
    item.save(update_fields=["due", "due_text", "first_due"])


def _units(item: Item, decision: Correcting, at: datetime) -> Change:
    """The units of one part, as decided: those no longer named end, new ones begin."""
    part = Part(decision.field)
    wanted = [_mention(unit) for unit in decision.value]
    held = list(item.assignments.filter(part=part, until=None).order_by("position", "id"))
    before = [{"written": row.written, "start": row.start, "end": row.end} for row in held]
    names = directory(at.date())
    left = list(held)
    for position, mention in enumerate(wanted):
        row = next((row for row in left if row.written == mention["written"]), None)
        if row is not None:
            left.remove(row)
            row.position, row.start, row.end = position, mention["start"], mention["end"]
            row.save(update_fields=["position", "start", "end"])
        else:
            unit = meant(mention["written"], names)
            Assignment.objects.create(
                item=item, part=part, unit_id=unit, position=position, since=at.date(), **mention
            )
    Assignment.objects.filter(pk__in=[row.pk for row in left]).update(until=at.date())
    entry = "lead_units" if part is Part.LEAD else "supporting_units"
    read = [
        {"written": unit["name"], "start": unit["start"], "end": unit["end"]}
        for unit in item.read.get(entry, ())
    ]
    return read, before, wanted


def _mention(given: Mapping[str, Any]) -> dict[str, Any]:
    written = str(given["written"]).strip()
    start, end = given.get("start"), given.get("end")
    if not written or len(written) > 128 or (start is None) != (end is None):
        raise ValueError(given)
    return {"written": written, "start": start, "end": end}


def _add_target(item: Item, decision: Correcting, at: datetime) -> Change:  # noqa: ARG001 - one shape
    given = decision.value
    if given["comparator"] not in COMPARATORS or given["change"] not in CHANGES or not given["indicator"]:
        raise ValueError(given)
    last = item.targets.aggregate(last=Max("position"))["last"]
    target = Target.objects.create(
        item=item,
        position=0 if last is None else last + 1,
        indicator=str(given["indicator"])[:255],
        comparator=given["comparator"],
        value=Decimal(str(given["value"])),
        high=Decimal(str(given["high"])) if given.get("high") else None,
        unit=str(given.get("unit") or "")[:32],
        change=given["change"],
        due=date.fromisoformat(given["due"]) if given.get("due") else None,
        text=str(given.get("text") or given["indicator"])[:500],
        start=decision.start,
        end=decision.end,
    )
    return None, None, {**given, "id": target.pk}


def _remove_target(item: Item, decision: Correcting, at: datetime) -> Change:  # noqa: ARG001 - one shape
    """A target goes only while nobody has reported a value for it; the decision keeps what it said."""
    target = item.targets.filter(pk=decision.value, values=None).first()
    if target is None:
        raise ValueError(decision.value)
    said = target.read or {
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": str(target.value),
        "unit": target.unit,
        "text": target.text,
    }
    target.delete()
    return said, said, None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


FIELDS: Mapping[str, Callable[[Item, Correcting, datetime], Change]] = {
    "title": _text,
    "number": _text,
    "kind": _text,
    "parent": _parent,
    "lead": _units,
    "supporting": _units,
    "due": _due,
    "ongoing": _ongoing,
    "add_target": _add_target,
    "remove_target": _remove_target,
}

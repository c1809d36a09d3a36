"""For the tests of the registers: the kinds that the documents tell of, and events that say only what matters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from duban.governing.names import Name
from duban.governing.registers import (
    Changed,
    Entered,
    Entry,
    Field,
    FieldKind,
    Left,
    Moved,
    RegisterKind,
    Relation,
    Renewed,
    Resumed,
    Suspended,
    Tier,
    append,
)

if TYPE_CHECKING:
    from duban.governing.registers import Event

LATE = date(2030, 1, 1)


def at(text: str) -> date:
    """``03-01`` is in 2023."""
    return date.fromisoformat(text if len(text) > 5 else f"2023-{text}")


def tiers(*names: str) -> tuple[Tier, ...]:
    return tuple(Tier(name, Name(name, f"{name} (en)")) for name in names)


def field(key: str, kind: FieldKind, **said: Any) -> Field:
    return Field(key=key, name=Name(key, f"{key} (en)"), kind=kind, **said)


def kind(**said: Any) -> RegisterKind:
    known: dict[str, Any] = {"key": "x", "name": Name("名录", "register"), "entry": Name("企业", "firm")}
    return RegisterKind(**(known | said))


FIRMS = kind(tiers=tiers("科小", "育苗", "高企", "上市"), relation=Relation.LADDER)
BRANDS = kind(tiers=tiers("区级", "市级", "省级", "国家级"), relation=Relation.EXCLUSIVE)
HEADQUARTERS = kind(tiers=tiers("区级", "市级", "省级"), relation=Relation.NESTED)
MARKS = kind(tiers=tiers("实验室", "智能工厂", "绿色工厂"), relation=Relation.INDEPENDENT)
POWERS = kind(
    entry=Name("权力事项", "power"),
    fields=(
        field(
            "来源",
            FieldKind.CHOICE,
            required=True,
            choices={"p": Name("省级", "province"), "c": Name("市级", "city")},
        ),
        field("承接单位", FieldKind.UNIT),
        field("办件量", FieldKind.NUMBER, counted_in="件"),
        field("网办", FieldKind.FLAG),
        field("起始", FieldKind.DAY),
        field("位置", FieldKind.PLACE),
        field("备注", FieldKind.TEXT),
    ),
)
ELDERS = kind(
    entry=Name("编号", "reference"),
    of_persons=True,
    fields=(
        field("类别", FieldKind.CHOICE, choices={"a": Name("独居", "alone"), "b": Name("失能", "disabled")}),
    ),
)


def told(day: str, **said: Any) -> dict[str, Any]:
    return {"day": at(day), "told": at(day), "by": "区科技局"} | said


def entered(day: str, **said: Any) -> Entered:
    return Entered(**told(day, **said))


def moved(day: str, source: str | None, target: str | None, **said: Any) -> Moved:
    return Moved(**told(day, source=source, target=target, **said))


def changed(day: str, name: str, value: Any, **said: Any) -> Changed:
    return Changed(**told(day, field=name, value=value, **said))


def renewed(day: str, expires: str, **said: Any) -> Renewed:
    return Renewed(**told(day, expires=at(expires), **said))


def suspended(day: str, reason: str = "证照过期") -> Suspended:
    return Suspended(**told(day, reason=reason))


def resumed(day: str) -> Resumed:
    return Resumed(**told(day))


def left(day: str, reason: str = "注销", **said: Any) -> Left:
    return Left(**told(day, reason=reason, **said))


def entry(of: RegisterKind, key: str, *events: Event) -> Entry:
    """An entry whose every event was accepted."""
    found = Entry(key)
    for event in events:
        found = append(of, found, event)
    return found

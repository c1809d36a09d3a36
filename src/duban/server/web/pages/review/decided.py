"""What the program read and what people decided instead, field by field: both stay visible, with who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from duban.server.ledger.models import Correction, Item

FIELDS = {
    "title": gettext_lazy("标题"),
    "number": gettext_lazy("编号"),
    "kind": gettext_lazy("类别"),
    "parent": gettext_lazy("所属事项"),
    "lead": gettext_lazy("牵头单位"),
    "supporting": gettext_lazy("配合单位"),
    "due": gettext_lazy("时限"),
    "ongoing": gettext_lazy("长期坚持"),
    "add_target": gettext_lazy("增加目标"),
    "remove_target": gettext_lazy("去掉目标"),
}
#: Of a decided value, what a person recognises it by; the first that is there is shown.
TELLING = ("written", "name", "text", "title", "indicator", "date")


@dataclass(frozen=True, slots=True)
class Decided:
    """One field on which somebody decided: what was read, what holds now, its quote, and how it came to that."""

    field: str
    label: str
    read: str
    now: str
    by: str
    at: datetime
    start: int | None
    end: int | None
    times: int
    as_read: bool

    @property
    def key(self) -> str:
        """The stretch of the source that the decision quotes."""
        return f"{self.start}-{self.end}" if self.start is not None else ""


def decided_of(item: Item, *, anchored: bool) -> tuple[Decided, ...]:
    """The decisions on an item, one a field; the targets that were added or taken away each by itself."""
    fields: dict[str, list[Correction]] = {}
    for row in item.corrections.all():
        key = row.field if not row.field.endswith("_target") else f"{row.field}:{row.pk}"
        fields.setdefault(key, []).append(row)
    return tuple(_decided(rows, anchored=anchored) for rows in fields.values())


def _decided(rows: Sequence[Correction], *, anchored: bool) -> Decided:
    first, last = rows[0], rows[-1]
    return Decided(
        field=last.field,
        label=str(FIELDS.get(last.field, last.field)),
        read=said(first.read),
        now=said(last.decided),
        by=str(last.by),
        at=last.at,
        start=last.start if anchored else None,
        end=last.end if anchored else None,
        times=len(rows),
        as_read=first.read == last.decided,
    )


def said(value: Any) -> str:
    """A kept value in words: a text, several, or what a table is recognised by."""
    if value is None or value in ("", [], {}):
        return gettext("（无）")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list):
        return "、".join(said(part) for part in value)
    if isinstance(value, dict):
        told = [said(value[key]) for key in TELLING if value.get(key)]
        return told[0] if told else "、".join(said(part) for part in value.values() if part)
    return str(value)

"""What a reviewer sends, as decisions for the ledger; what makes no sense is refused with a sentence, and kept."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from duban.server.ledger.answering import Answering
from duban.server.ledger.models import Answer
from duban.server.ledger.review import Correcting
from duban.server.web.wording import ANSWERS, CHANGES, COMPARATORS, KINDS

if TYPE_CHECKING:
    from django.http import QueryDict

    from duban.server.web.pages.review.editing import Selection
    from duban.server.web.pages.review.gathering import Card

_SEPARATORS = re.compile(r"[、，,；;\n\r\t]+")


class UnclearError(Exception):
    """A form that says nothing that can be kept; the message is a sentence for the person."""


def decision(given: QueryDict, card: Card, selection: Selection) -> Correcting:
    """The decision that a form makes about one field of a card."""
    reader = _READERS.get(selection.field)
    if reader is None:
        raise UnclearError(gettext("没有这个栏目。"))
    return Correcting(selection.field, reader(given, card, selection), selection.start, selection.end)


def _title(given: QueryDict, _card: Card, _selection: Selection) -> str:
    title = " ".join(given.get("value", "").split())
    if not title:
        raise UnclearError(gettext("标题不能空着。"))
    return title[:500]


def _number(given: QueryDict, _card: Card, _selection: Selection) -> str:
    return given.get("value", "").strip()[:32]


def _kind(given: QueryDict, _card: Card, _selection: Selection) -> str:
    kind = given.get("value", "")
    if kind not in KINDS:
        raise UnclearError(gettext("请选择类别。"))
    return kind


def _parent(given: QueryDict, _card: Card, _selection: Selection) -> int | None:
    return whole(given.get("value", ""))


def _units(given: QueryDict, card: Card, selection: Selection) -> list[dict[str, Any]]:
    """Those that are kept, each with its own place, then the new ones with the place that was selected."""
    keep = {whole(pk) for pk in given.getlist("keep")}
    kept = [
        {"written": name.fact.text, "start": name.fact.start, "end": name.fact.end}
        for name in (card.leads if selection.field == "lead" else card.helpers)
        if name.pk in keep
    ]
    new = [name.strip()[:128] for name in _SEPARATORS.split(given.get("new", "")) if name.strip()]
    quoted = selection.quote if len(new) == 1 else ""
    for name in new:
        place: dict[str, int | None] = {"start": None, "end": None}
        if quoted and name in quoted and selection.start is not None:
            start = selection.start + quoted.index(name)
            place = {"start": start, "end": start + len(name)}
        kept.append({"written": name, **place})
    return kept


def _due(given: QueryDict, _card: Card, _selection: Selection) -> dict[str, Any]:
    day = _day(given.get("date", ""))
    text = given.get("text", "").strip()[:255]
    if day is None and not text:
        raise UnclearError(gettext("请写明时限，或选最后一天。"))
    return {"date": day.isoformat() if day else None, "text": text}


def _ongoing(given: QueryDict, _card: Card, _selection: Selection) -> bool:
    return given.get("value") == "1"


def _target(given: QueryDict, _card: Card, selection: Selection) -> dict[str, Any]:
    indicator = given.get("indicator", "").strip()[:255]
    if not indicator:
        raise UnclearError(gettext("请写明指标的名称。"))
    comparator, change = given.get("comparator", ""), given.get("change", "")
    if comparator not in COMPARATORS or change not in CHANGES:
        raise UnclearError(gettext("请选择关系和口径。"))
    low, high = _figure(given.get("amount", "")), _figure(given.get("high", ""))
    if low is None:
        raise UnclearError(gettext("请写明数值，只写数字。"))
    if (comparator == "range") != (high is not None):
        raise UnclearError(gettext("关系为“介于”时要写上限，其他关系不写上限。"))
    due = _day(given.get("target_due", ""))
    return {
        "indicator": indicator,
        "comparator": comparator,
        "value": str(low),
        "high": None if high is None else str(high),
        "unit": given.get("measure", "").strip()[:32],
        "change": change,
        "due": due.isoformat() if due else None,
        "text": (given.get("text", "").strip() or selection.quote or indicator)[:500],
    }


def _gone(given: QueryDict, _card: Card, _selection: Selection) -> int:
    target = whole(given.get("value", ""))
    if target is None:
        raise UnclearError(gettext("请选择要去掉的目标。"))
    return target


def offset(given: QueryDict) -> int:
    """Where an item is divided."""
    place = whole(given.get("offset", ""))
    if place is None:
        raise UnclearError(gettext("请选择从哪里拆分。"))
    return place


def answering(given: QueryDict) -> Answering:
    """What is decided about a finding."""
    answer = given.get("answer", "")
    if answer not in ANSWERS:
        raise UnclearError(gettext("请选择怎样处理。"))
    return Answering(given.get("finding", ""), Answer(answer), " ".join(given.get("note", "").split())[:255])


def filled(given: QueryDict, selection: Selection) -> dict[str, Any]:
    """What was typed, as the forms of an open item hold it."""
    typed: dict[str, Any] = {
        name: given[name] for name in given if name not in ("value", "csrfmiddlewaretoken")
    }
    if selection.field in ("title", "number", "kind"):
        typed[selection.field] = given.get("value", "")
    elif selection.field == "ongoing":
        typed["ongoing"] = given.get("value") == "1"
    elif selection.field in ("lead", "supporting"):
        typed["keep"] = [whole(pk) for pk in given.getlist("keep")]
    elif selection.field == "add_target":
        typed["target_text"] = given.get("text", "")
    return typed


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnclearError(gettext("日期请写成 2026-11-22 的样子。")) from None


def _figure(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        raise UnclearError(gettext("“%(text)s”不是数字。") % {"text": text}) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        raise UnclearError(gettext("“%(text)s”不是数字。") % {"text": text})
    return value


def whole(text: str) -> int | None:
    """An id or an offset; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


_READERS = {
    "title": _title,
    "number": _number,
    "kind": _kind,
    "parent": _parent,
    "lead": _units,
    "supporting": _units,
    "due": _due,
    "ongoing": _ongoing,
    "add_target": _target,
    "remove_target": _gone,
}

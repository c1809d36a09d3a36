"""Refusals and row errors in words, tiers and fields by their names."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from duban.governing.names import Name
from duban.governing.registers import wording
from duban.governing.registers.fields import FieldKind
from duban.governing.registers.reasons import WantedKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.names import Language
    from duban.governing.registers.kinds import RegisterKind
    from duban.governing.registers.reasons import Refusal, Wanted
    from duban.governing.registers.rows import RowError


def say(reason: Refusal | Wanted, kind: RegisterKind, language: Language) -> str:
    """One reason in one sentence without its full stop; ``kind`` has the names of its tiers and fields."""
    names: dict[str, Name] = {tier.key: tier.name for tier in kind.tiers}
    if hasattr(reason, "field") or hasattr(reason, "fields"):
        names = {field.key: field.name for field in kind.fields}
    filled = {one.name: _shown(getattr(reason, one.name), names, language) for one in fields(reason)}
    if isinstance(reason, WantedKind):
        filled["kind"] = wording.NAMES[FieldKind(reason.kind)].said(language)
    return wording.REASONS[type(reason)].said(language).format(**filled)


def tell(error: RowError, kind: RegisterKind, language: Language) -> str:
    """A row error in one sentence: 第3行“注册资本”（约5000万）：应填写数字."""
    value = wording.FILLED.said(language).format(value=error.value) if error.value.strip() else ""
    return wording.CELL.said(language).format(
        row=error.row, column=error.column, value=value, wanted=say(error.wanted, kind, language)
    )


def _shown(value: object, names: Mapping[str, Name], language: Language) -> str:
    match value:
        case None | ():
            return wording.NO_TIER.said(language)
        case Name():
            return value.said(language)
        case date():
            return value.isoformat()
        case tuple():
            return wording.COMMA.said(language).join(_shown(one, names, language) for one in value)
        case _:
            text = str(value)
            return names[text].said(language) if text in names else text

"""Why a claim is verified or not, in words."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.governing.checks.findings import Disagreement, Distance, Verdict
from duban.governing.checks.wording import COMMA, NAMES, REASONS

if TYPE_CHECKING:
    from duban.governing.checks.findings import Reason
    from duban.governing.names import Language


def say(reason: Reason, language: Language) -> str:
    """One reason in one sentence without its full stop."""
    filled = {field.name: _shown(getattr(reason, field.name), language) for field in fields(reason)}
    if isinstance(reason, Disagreement):
        filled["verdicts"] = COMMA.said(language).join(
            _shown(verdict, language) + ("" if value is None else f" {value:f}")
            for verdict, value in zip(reason.verdicts, reason.values, strict=True)
        )
    return REASONS[type(reason)].said(language).format(**filled)


def _shown(value: object, language: Language) -> str:
    match value:
        case Verdict() | Distance():
            return NAMES[value].said(language)
        case Decimal():
            return f"{value:f}"
        case tuple():
            return COMMA.said(language).join(_shown(one, language) for one in value)
        case _:
            return str(value)

"""Why an entry is refused, in words."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.governing.quotas.books import FREE, NotEnough
from duban.governing.quotas.wording import FREE_STOCK, REFUSALS

if TYPE_CHECKING:
    from duban.governing.names import Language
    from duban.governing.quotas.books import Refusal


def say(refusal: Refusal, language: Language) -> str:
    """One refusal in one sentence without its full stop."""
    filled = {field.name: _shown(getattr(refusal, field.name)) for field in fields(refusal)}
    if isinstance(refusal, NotEnough) and refusal.where == FREE:
        filled["where"] = FREE_STOCK.said(language)
    return REFUSALS[type(refusal)].said(language).format(**filled)


def _shown(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)

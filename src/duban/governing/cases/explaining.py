"""Why a step is refused, in words."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from duban.governing.cases.model import Stage
from duban.governing.cases.wording import NAMES, REFUSALS

if TYPE_CHECKING:
    from duban.governing.cases.moving import Refusal
    from duban.governing.names import Language


def say(refusal: Refusal, language: Language) -> str:
    """One refusal in one sentence without its full stop."""
    filled = {field.name: _shown(getattr(refusal, field.name), language) for field in fields(refusal)}
    return REFUSALS[type(refusal)].said(language).format(**filled)


def _shown(value: object, language: Language) -> str:
    return NAMES[value].said(language) if isinstance(value, Stage) else str(value)

"""Judgements, reasons and ratios in words."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.clock import Period
from duban.governing.measures import wording
from duban.governing.measures.figures import DIGITS, apart, shown
from duban.governing.measures.judging import Met
from duban.governing.measures.reasons import Compared, NotDue
from duban.governing.measures.targets import About, edge

if TYPE_CHECKING:
    from duban.governing.measures.caps import Outlook
    from duban.governing.measures.indicators import Scale
    from duban.governing.measures.judging import Judgement
    from duban.governing.measures.ratios import Ratio
    from duban.governing.measures.reasons import Reason
    from duban.governing.measures.targets import Bound
    from duban.governing.names import Language

_Said: TypeAlias = "Reason | Outlook"


def tell(judgement: Judgement, language: Language) -> str:
    """A judgement in one sentence without its full stop: 完成，未达到力争目标：2023年增长10.5%，目标不低于10."""
    verdict = wording.VERDICTS[type(judgement)].said(language)
    if isinstance(judgement, Met) and judgement.stretch is not None:
        between = "，" if language == "zh" else ""
        verdict += between + wording.STRETCHED[judgement.stretch].said(language)
    why = wording.SEMICOLON.said(language).join(say(reason, language) for reason in judgement.reasons)
    return wording.COLON.said(language).join((verdict, why))


def say(reason: _Said, language: Language, digits: int = DIGITS) -> str:
    """One reason in one sentence without its full stop; fractions are cut to ``digits`` places.

    A value that does not meet its bound never reads like it, whatever the digits.
    """
    filled = {field.name: _shown(getattr(reason, field.name), language, digits) for field in fields(reason)}
    match reason:
        case Compared(value, bound, scale, base=base):
            turning = edge(bound, base)
            figure = shown(value, digits) if turning is None else apart(value, turning, digits)
            filled["value"] = _figure(figure, scale, language)
            filled["bound"] = asked(bound, language)
        case NotDue(reached=reached):
            filled["reached"] = wording.REACHED[reached].said(language)
        case _:
            pass
    return wording.REASONS[type(reason)].said(language).format(**filled)


def asked(bound: Bound, language: Language) -> str:
    """What a bound asks: 不低于10, 突破30, 前3位."""
    filled = {field.name: _shown(getattr(bound, field.name), language, DIGITS) for field in fields(bound)}
    if isinstance(bound, About) and bound.tolerance is None:
        return wording.OPEN_TOLERANCE.said(language).format(**filled)
    return wording.BOUNDS[type(bound)].said(language).format(**filled)


def print_ratio(ratio: Ratio, digits: int, language: Language) -> str:
    """A ratio in percent with so many places, saying so where rounding would have made it whole."""
    printed = ratio.printed(digits)
    if printed is None:
        return wording.OF_NOTHING.said(language)
    form = wording.PERCENT
    if printed.held:
        form = wording.HELD_BACK if printed.value < 100 else wording.HELD_UP
    return form.said(language).format(value=f"{printed.value:f}")


def _figure(figure: str, scale: Scale, language: Language) -> str:
    falls = figure.startswith("-") and scale.kind in wording.FALLING
    form = (wording.FALLING if falls else wording.FIGURES)[scale.kind].said(language)
    return form.format(
        value=figure.removeprefix("-") if falls else figure, unit=scale.unit, whole=scale.whole
    ).rstrip()


def _shown(value: object, language: Language, digits: int) -> str:
    match value:
        case None:
            said = wording.UNSTATED.said(language)
        case StrEnum():
            said = wording.NAMES[value].said(language)
        case Decimal() | Fraction():
            said = shown(value, digits)
        case Period():
            said = value.label if language == "zh" else value.key
        case date():
            said = value.isoformat()
        case tuple():
            said = wording.COMMA.said(language).join(_shown(one, language, digits) for one in value)
        case _:
            said = str(value)
    return said

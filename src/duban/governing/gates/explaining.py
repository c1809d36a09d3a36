"""Why a gate is shut, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.clock import explain as explain_working
from duban.governing.gates.passing import (
    ConditionFailed,
    ConditionUnknown,
    EventUnknown,
    GateBefore,
    NotPassed,
    NotReviewed,
    NotSubmitted,
    OwnOpinion,
    TooEarly,
    TooLate,
)
from duban.governing.gates.wording import BY, COMMA, NAMES, REASONS
from duban.governing.rules import explain as explain_answer

if TYPE_CHECKING:
    from duban.governing.gates.model import Gate, Path
    from duban.governing.gates.passing import Reason
    from duban.governing.names import Language


def say(reason: Reason, road: Path, gate: Gate, language: Language) -> tuple[str, ...]:
    """One reason, then its working: the condition part by part, or how a day was counted."""
    form = REASONS[type(reason)].said(language)
    dimensions = {key: name.said(language) for key, name in gate.dimensions}
    match reason:
        case GateBefore(gate=key):
            return (form.format(gate=road.gate(key).name.said(language)),)
        case ConditionFailed(answer=answer):
            return (form, *(line.text for line in explain_answer(answer, road.vocabulary, language)))
        case ConditionUnknown(facts=facts):
            names = COMMA.said(language).join(road.vocabulary[key].name.said(language) for key in facts)
            return (form.format(facts=names),)
        case NotReviewed(dimension=key) | OwnOpinion(dimension=key):
            return (form.format(dimension=dimensions[key], unit=getattr(reason, "unit", "")),)
        case NotPassed(dimension=key, outcome=outcome, unit=unit):
            return (form.format(dimension=dimensions[key], outcome=NAMES[outcome].said(language), unit=unit),)
        case _:
            return _of_time(reason, form, language)


def _of_time(
    reason: NotSubmitted | TooLate | TooEarly | EventUnknown, form: str, language: Language
) -> tuple[str, ...]:
    match reason:
        case NotSubmitted(latest=None):
            return (form,)
        case NotSubmitted(latest=working) if working is not None:
            said = BY.said(language).format(latest=working.day)
            return (said, explain_working(working, language))
        case TooLate(submitted=submitted, latest=latest, working=working):
            return (form.format(submitted=submitted, latest=latest), explain_working(working, language))
        case TooEarly(submitted=submitted, opens=opens, working=working):
            return (form.format(submitted=submitted, opens=opens), explain_working(working, language))
        case _:
            return (form.format(event=getattr(reason, "event", "")),)

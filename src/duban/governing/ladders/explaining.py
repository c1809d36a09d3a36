"""Why a rung is issued, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.ladders.model import Bottom, Graded, Judged, Top, Valued
from duban.governing.ladders.wording import CALL, COMMA, HELD, IN_A_ROW, JUDGED, OF_LAST, ONCE, TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.ladders.climbing import Call
    from duban.governing.ladders.model import Counted, Ladder
    from duban.governing.names import Language, Name


def explain(call: Call, ladder: Ladder, issuers: Mapping[str, Name], language: Language) -> str:
    """A call in one sentence without its full stop: 2026年第46周、2026年第47周连续2次列后3位，由市大气办发出约谈."""
    rung = call.rung
    cause = ladder.rungs[ladder.height(call.held_back)] if call.held_back else rung
    said = CALL.said(language).format(
        why=JUDGED.said(language)
        if isinstance(cause.trigger, Judged)
        else _cause(cause.trigger, call, language),
        issuer=issuers[rung.issuer].said(language) if rung.issuer in issuers else rung.issuer,
        rung=rung.name.said(language),
    )
    return said + (HELD.said(language).format(higher=cause.name.said(language)) if call.held_back else "")


def _cause(trigger: Counted, call: Call, language: Language) -> str:
    run = trigger.run
    form = OF_LAST if run.of is not None else IN_A_ROW if run.times > 1 else ONCE
    periods = (mark.period.label if language == "zh" else mark.period.key for mark in call.marks)
    return form.said(language).format(
        what=_what(trigger, language),
        periods=COMMA.said(language).join(periods),
        times=len(call.marks),
        of=run.of,
    )


def _what(trigger: Counted, language: Language) -> str:
    match trigger:
        case Bottom(places=places) | Top(places=places):
            return TRIGGERS[type(trigger)].said(language).format(places=places)
        case Graded(grades=grades):
            names = COMMA.said(language).join(sorted(grades))
            return TRIGGERS[Graded].said(language).format(grades=names)
        case Valued(direction=direction, bound=bound):
            return TRIGGERS[direction].said(language).format(bound=f"{bound:f}")
        case _:
            return TRIGGERS[type(trigger)].said(language)

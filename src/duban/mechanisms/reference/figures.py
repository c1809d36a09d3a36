"""By which figures a mechanism's lamps and returns are judged, each with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.mechanisms.figures import usual_answers
from duban.mechanisms.form import Activity
from duban.mechanisms.loading import archetype
from duban.mechanisms.reference.words import said
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from duban.mechanisms.form import Mechanism
    from duban.mechanisms.loops import Archetype
    from duban.mechanisms.wording import Language

#: Where the questions stand that every mechanism asks.
GENERAL = {"zh": "lifecycle.zh-CN.md#general", "en": "lifecycle.md#general"}


def judged_by(mechanism: Mechanism, language: Language) -> Iterator[str]:
    """One line: lamps, then the returns of each cadence, a figure that is the same for two of them once."""
    base = archetype(mechanism.archetype)
    figures = list(_figures(mechanism.lamps, base.lamps, base, language))
    for cadence in mechanism.cadences.values():
        if cadence.activity is Activity.REPORT:
            figures += _figures(cadence, base.returns, base, language)
    heading = f"[{said('judged_by', language)}]({GENERAL[language]})"
    yield from (f"{heading}: {' · '.join(dict.fromkeys(figures))}", "")


def _figures(stated: BaseModel, general: BaseModel, base: Archetype, language: Language) -> Iterator[str]:
    usual = usual_answers(base)
    for name, place in general:
        own = getattr(stated, name)
        figure = place if own is None else own
        if own is None and isinstance(figure, Open):
            figure = usual[figure.ask]
        told = f"`{figure.ask}`" if isinstance(figure, Open) else str(figure)
        key = "due_at_end" if (name, figure) == ("due_days", 0) else name
        sentence = said(key, language).format(figure=told)
        yield sentence if own is not None else f"{sentence} ({said('usual', language)})"

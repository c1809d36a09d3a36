"""Showing the working: each line of a result in words, and why a unit has its grade or rank.

Only here are points rounded, to the places the scheme declares; the figures in reasons stand as they were entered.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.names import Name
from duban.governing.scores.figures import plain, printed
from duban.governing.scores.results import Standing
from duban.governing.scores.wording import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.names import Language
    from duban.governing.scores.reasons import Reason
    from duban.governing.scores.results import Line, Result
    from duban.governing.scores.wording import Words


class Sentence(NamedTuple):
    """One line of an explanation; ``level`` is how deep in the tree it stands, from 0."""

    level: int
    text: str


def explain(result: Result, language: Language) -> tuple[Sentence, ...]:
    """The whole result in words: the total, every line of the tree, awards, deductions, and how they sum.

    学法用法：1.5分（满分2分）。录入1.5分，最高2分。
    """
    return tuple(_sentences(result, _Speaker(TABLES[language], language, result.digits)))


def say(reason: Reason, language: Language) -> str:
    """Why a line has its points, or a unit its grade or place; without a full stop: it stands beside the figure."""
    arguments = {field.name: _plain(getattr(reason, field.name), language) for field in fields(reason)}
    return TABLES[language].reasons[type(reason)].format(**arguments)


def _plain(value: object, language: Language) -> object:
    match value:
        case Decimal():
            return plain(value)
        case Name():
            return value.said(language)
        case _:
            return value


class _Speaker(NamedTuple):
    words: Words
    language: Language
    digits: int

    def figure(self, points: Decimal | None) -> str:
        return "" if points is None else f"{printed(points, self.digits):f}"

    def because(self, reason: Reason) -> str:
        return self.words.because.format(reason=say(reason, self.language))


def _sentences(result: Result, speaker: _Speaker) -> Iterator[Sentence]:
    words, language = speaker.words, speaker.language
    head = words.heads[result.standing]
    if result.total is None and result.standing is Standing.PROVISIONAL:
        head = words.nothing_yet
    yield Sentence(
        0,
        head.format(
            name=result.name.said(language),
            version=result.version,
            subject=result.subject.name.said(language),
            period=result.period.label if language == "zh" else result.period.key,
            total=speaker.figure(result.total),
            scored=result.scored,
            leaves=result.leaves,
        ),
    )
    for part in result.base.parts:
        yield from _line(part, 1, speaker)
    for award in result.awards:
        said = words.award.format(
            angle=award.angle.said(language), matter=award.matter, points=speaker.figure(award.points)
        )
        yield Sentence(1, said + speaker.because(award.reason))
    for cost in result.deductions:
        said = words.deduction.format(name=cost.name.said(language), points=speaker.figure(cost.points))
        yield Sentence(1, said + speaker.because(cost.reason) + (words.veto if cost.veto is not None else ""))
    if result.held is not None:
        said = words.held.format(points=speaker.figure(result.held.points))
        yield Sentence(1, said + speaker.because(result.held.reason))
    if result.total is not None:
        yield Sentence(0, _sum(result, speaker))


def _sum(result: Result, speaker: _Speaker) -> str:
    return speaker.words.sum.format(
        base=speaker.figure(result.base.points),
        awarded=speaker.figure(result.awarded),
        deducted=speaker.figure(result.deducted),
        total=speaker.figure(result.total),
    )


def _line(line: Line, level: int, speaker: _Speaker) -> Iterator[Sentence]:
    words = speaker.words
    form = words.scored if line.counted == line.worth else words.rescaled
    if line.treated is not None:
        form = words.treated[line.treated]
    elif line.points is None:
        form = words.unscored
    said = form.format(
        name=line.name.said(speaker.language),
        points=speaker.figure(line.points),
        worth=speaker.figure(line.worth),
        counted=speaker.figure(line.counted),
    )
    yield Sentence(level, said + speaker.because(line.reason))
    for part in line.parts:
        yield from _line(part, level + 1, speaker)

"""Answers in words: each condition with what became of it, the clause's own words first where it gives them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.rules.answering import missing
from duban.governing.rules.conditions import Aged, All, Among, Compare, Holds, Not, On, Several
from duban.governing.rules.wording import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.names import Language, Name
    from duban.governing.rules.answering import Answer, Truth
    from duban.governing.rules.conditions import Condition, Leaf
    from duban.governing.rules.facts import Fact, Value, Vocabulary
    from duban.governing.rules.matching import Match, Route
    from duban.governing.rules.wording import Words


class Line(NamedTuple):
    """One line of an explanation; ``depth`` is how far it is set in."""

    depth: int
    truth: Truth
    text: str


def explain(answer: Answer, vocabulary: Vocabulary, language: Language) -> tuple[Line, ...]:
    """An answer line by line, a condition before its parts."""
    return tuple(_lines(answer, vocabulary, language, 0))


def verdict(match: Match, language: Language) -> str:
    """What became of a clause, in one phrase: 符合, 不符合, 缺少信息, or why another clause counts."""
    words = TABLES[language]
    if match.beaten_by is not None:
        return words.beaten.format(clause=match.beaten_by)
    if match.doubtful:
        return words.doubtful
    return words.truths[match.answer.truth]


def directions(route: Route, to: Name, vocabulary: Vocabulary, language: Language) -> tuple[str, ...]:
    """Why a subject goes where it goes, ``to`` being that place's name, then what could not be decided before."""
    words = TABLES[language]
    place = to.said(language)
    first = (
        words.fallen_back.format(to=place)
        if route.row is None
        else words.routed.format(row=route.row.name.said(language), to=place)
    )
    doubts = (
        words.doubt.format(
            row=row.name.said(language),
            facts=words.comma.join(vocabulary[key].name.said(language) for key in missing(answer)),
        )
        for row, answer in route.doubts
    )
    return (first, *doubts)


def _lines(answer: Answer, vocabulary: Vocabulary, language: Language, depth: int) -> Iterator[Line]:
    words = TABLES[language]
    text = answer.condition.quote or _asked(answer.condition, vocabulary, language)
    match answer.condition:
        case Not() | All() | Several():
            yield Line(depth, answer.truth, text)
            for part in answer.parts:
                yield from _lines(part, vocabulary, language, depth + 1)
        case leaf:
            yield Line(
                depth, answer.truth, text + _found(answer.value, vocabulary[leaf.fact], words, language)
            )


def _found(value: Value | None, fact: Fact, words: Words, language: Language) -> str:
    if value is None:
        return words.lacking.format(fact=fact.name.said(language))
    return words.found.format(value=_shown(value, fact, words, language))


def _asked(condition: Condition, vocabulary: Vocabulary, language: Language) -> str:
    words = TABLES[language]
    match condition:
        case Not():
            return words.contrary
        case All():
            return words.every
        case Several(least, of):
            return words.several.format(least=least, count=len(of))
        case leaf:
            return _question(leaf, vocabulary[leaf.fact], words, language)


def _question(leaf: Leaf, fact: Fact, words: Words, language: Language) -> str:
    name = fact.name.said(language)
    match leaf:
        case Compare(comparator=comparator, value=bound):
            return words.figures[comparator].format(fact=name, bound=_shown(bound, fact, words, language))
        case On(comparator=comparator, value=bound):
            return words.days[comparator].format(fact=name, bound=bound.isoformat())
        case Aged(comparator=comparator, months=months):
            return words.ages[comparator].format(fact=name, bound=months)
        case Among(values=values):
            return words.among.format(fact=name, choices=_shown(values, fact, words, language))
        case Holds():
            return words.holds.format(fact=name)


def _shown(value: Value, fact: Fact, words: Words, language: Language) -> str:
    match value:
        case bool():
            return words.flag[value]
        case Decimal():
            return f"{value:f}{fact.unit}"
        case date():
            return value.isoformat()
        case str():
            return _choice(value, fact, language)
        case _:
            return words.comma.join(_choice(one, fact, language) for one in sorted(value))


def _choice(value: str, fact: Fact, language: Language) -> str:
    name = (fact.choices or {}).get(value)
    return name.said(language) if name else value

"""A finding as it is kept and, whenever it is shown, said again: in the reader's language, in today's words.

What is kept besides the sentence is what it was made of: its name and its words, of which one may be a reason with a
name and words of its own. A finding kept without these, or under a name nobody knows any more, says what it said then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from duban.formats.wording import EN, ZH
from duban.lexicon import review
from duban.lexicon.review import Clause

if TYPE_CHECKING:
    from duban.formats.wording.words import Language
    from duban.reading import Finding

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def kept(finding: Finding) -> dict[str, Json]:
    """A finding as plain values."""
    saying = finding.saying
    return {
        "start": finding.span.start,
        "end": finding.span.end,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "item": finding.item,
        **({"saying": _plain(saying.name, saying.words)} if saying else {}),
    }


def sentence(finding: Mapping[str, Any], language: Language) -> str:
    """What a kept finding says in a language; the sentence that was kept where it cannot be said anew."""
    saying = finding.get("saying")
    try:
        said = _said(saying["name"], saying["words"], language) if saying else None
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):  # kept by a program of another age
        said = None
    return said or str(finding.get("message") or finding.get("code", ""))


def _plain(name: str, words: Mapping[str, object]) -> dict[str, Json]:
    return {"name": name, "words": {key: _word(word) for key, word in words.items()}}


def _word(word: object) -> Json:
    if isinstance(word, Clause):
        return _plain(word.name, word.words)
    return word if isinstance(word, int) else str(word)


def _said(name: str, words: Mapping[str, Any], language: Language) -> str:
    table = review.load()
    if name in table.messages:
        return table.messages[name].text(language, **{key: _spoken(word) for key, word in words.items()})
    notes: Mapping[str, str] = (EN if language == "en" else ZH).notes  # type: ignore[assignment] # its keys are texts
    return notes[name].format(**words)


def _spoken(word: Any) -> object:
    if not isinstance(word, Mapping):
        return word
    return Clause(word["name"], review.load().reasons[word["name"]], word["words"])

"""Every message has words in both languages, with the same places to fill."""

from __future__ import annotations

import string

import pytest

from duban.governing.lifecycle import Kind
from duban.server.notices.telling import TO_LEADS, TO_SUPERVISORS
from duban.server.notices.wording import SENTENCES, UnknownCodeError, sentence


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_have_the_same_places(code: str) -> None:
    worded = SENTENCES[code]
    places = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (worded.zh, worded.en)
    ]
    assert places[0] == places[1]


def test_a_value_that_is_missing_leaves_its_place_empty() -> None:
    assert sentence("closed", {}, language="zh-hans") == "已销号："
    assert sentence("closed", {"title": "a"}, language="en") == "closed: a"


def test_a_code_without_words_is_refused() -> None:
    with pytest.raises(UnknownCodeError):
        sentence("unheard_of", {}, language="en")


def test_every_move_that_is_told_of_has_words() -> None:
    assert set(TO_LEADS.values()) | set(TO_SUPERVISORS.values()) <= set(SENTENCES)
    assert set(TO_LEADS) | set(TO_SUPERVISORS) <= set(Kind)

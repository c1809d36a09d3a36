"""A word list as one pattern says what an alternation sorted by length says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from duban.reading.commitments.targets.words import one_of

WORDS = st.lists(st.text("新增建设.(", min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.text("新增建设.(x", max_size=20))
def test_the_tree_finds_what_the_sorted_alternation_finds(words: list[str], text: str) -> None:
    plain = re.compile("|".join(map(re.escape, sorted(set(words), key=len, reverse=True))))
    found = re.compile(one_of(words)).finditer(text)
    assert [match.span() for match in found] == [match.span() for match in plain.finditer(text)]


def test_the_longest_word_wins() -> None:
    match = re.match(one_of(("新增", "新增设", "新建")), "新增设岗位")
    assert match is not None
    assert match.group() == "新增设"

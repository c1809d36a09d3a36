"""English is complete: everything that a page or the code shows has it, and the compiled catalogues are up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("babel", reason="catalogues are made with Babel, which the office itself does not need")

from duban.server.web import messages

if TYPE_CHECKING:
    from pathlib import Path


def test_every_word_has_english() -> None:
    assert [f"{one.file}: {one.words}" for one in messages.missing()] == []


def test_catalogues_say_what_their_sources_say() -> None:
    """Write the pages' one anew with ``python -m duban.server.web.messages``."""
    assert messages.stale() == []


def test_english_has_no_chinese_and_keeps_the_places() -> None:
    wrong = []
    for words, english in messages.english().items():
        places = set(messages.PLACE.findall(words))
        if any(set(messages.PLACE.findall(one)) != places for one in english.split("|")):
            wrong.append(words)
    assert wrong == []


def test_words_of_templates_and_code_are_found(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "page.html").write_text(
        "{% load i18n %}{% translate '甲' %}{% blocktranslate with n=1 %}乙{{ n }}{% endblocktranslate %}"
        "{% blocktranslate count n=2 %}丙{% plural %}丙们{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "app" / "code.py").write_text("_('丁')\nngettext('戊', '己', 3)\n", encoding="utf-8")
    assert {one.words for one in messages.used(tmp_path)} == {"甲", "乙%(n)s", "丙", "丁", "戊"}


def test_what_has_no_english_is_told(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "code.py").write_text("_('丁')\n", encoding="utf-8")
    assert [one.words for one in messages.missing(tmp_path)] == ["丁"]

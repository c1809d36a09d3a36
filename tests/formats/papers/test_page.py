"""The page as HTML; how it behaves is in tests/journeys."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from duban.formats.papers.page import page
from duban.formats.wording import EN, ZH
from duban.reading import Reading, Repair
from duban.text import Span
from factories import item, ledger_reading, reading, spot, taken

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"


class Elements(HTMLParser):
    """What a page is made of: elements, identifiers, addresses, and the text of the source pane."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.lines: list[str] = []
        self._in_line = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; a line of the source begins here."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if ("class", "ln") in attrs:
            self._in_line = True
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """A line ends with its paragraph."""
        self._in_line = self._in_line and tag != "p"

    def handle_data(self, data: str) -> None:
        """Collect the source."""
        if self._in_line:
            self.lines[-1] += data

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for key, value in self.attributes if key == name]


def made(read: Reading) -> Elements:
    return Elements(page(read, taken(read), ZH))


def test_the_source_stands_there_character_for_character() -> None:
    assert "\n".join(made(ledger_reading()).lines) == ledger_reading().source


def test_every_field_leads_to_a_piece_of_the_source() -> None:
    elements = made(ledger_reading())
    identifiers = elements.values("id")
    assert len(identifiers) == len(set(identifiers))
    fields = [value for value in elements.values("href") if value.startswith("#c")]
    assert len(fields) > 15
    assert {field[1:] for field in fields} <= set(identifiers)


def test_what_is_to_be_checked_is_said_in_both_languages() -> None:
    read = ledger_reading()
    elements = made(read)
    assert "没有责任单位：请在交办前明确牵头单位。" in elements.values("data-zh")
    assert "No lead unit: name one before dispatch." in elements.values("data-en")
    shown = re.search(r"data-en=\"No lead unit[^>]*>([^<]*)<", page(read, taken(read), EN))
    assert shown is not None
    assert shown[1] == "No lead unit: name one before dispatch."


def test_no_address_outside_the_page_is_named() -> None:
    html = page(ledger_reading(), taken(ledger_reading()), ZH)
    assert not re.search(r"(?:https?:)?//[a-z]", re.sub(r"/\*.*?\*/", "", html))
    assert "url(" not in html
    assert "default-src 'none'" in html


def test_the_text_of_a_document_is_never_markup() -> None:
    read = reading(ATTACK, items=(item(ATTACK, ATTACK, number=ATTACK, path=(ATTACK,)),))
    elements = made(read)
    assert elements.tags.count("script") == 2
    assert "img" not in elements.tags
    assert elements.lines == [ATTACK]
    assert "{{7*7}}" in page(read, taken(read), ZH)


def test_a_quote_over_several_lines_is_marked_on_each() -> None:
    text = "1.建设\n公园。"
    html = page(reading(text, items=(item(text, text),)), taken(reading(text)), ZH)
    assert re.findall(r'<p class="ln">(.*?)</p>', html) == [
        '<span id="c0" class="m k-item" data-s="0">1.建设</span>',
        '<span class="m k-item" data-s="0">公园。</span>',
    ]


def test_a_lost_character_is_marked_where_it_is_missing() -> None:
    text = "实施9 5计划"
    repairs = (Repair(Span(4, 4), "+", "lost_character", 0.8), Repair(spot(text, "计划"), "", "spam", 0.5))
    html = page(reading(text, repairs=repairs), taken(reading(text)), ZH)
    assert 'title="丢失的字符：建议读作“+”"></span>' in html
    assert 'title="插入的广告：建议删去">计划</span>' in html


def test_the_page_opens_in_the_language_asked_for() -> None:
    assert '<html lang="en"' in page(ledger_reading(), taken(ledger_reading()), EN)
    assert "items: 3, lead units: 2" in page(ledger_reading(), taken(ledger_reading()), EN)


def test_an_empty_reading_says_what_to_do() -> None:
    html = page(reading(""), taken(reading("")), ZH)
    assert ZH.no_items in html
    assert ZH.empty_source in html

"""Bulletins: the same content gives the same bytes, what is wrong is told, corrections say what they change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.bulletins import (
    Bulletin,
    Cell,
    Changed,
    Column,
    Frozen,
    FrozenError,
    Paragraph,
    Replaced,
    Section,
    Shape,
    ShapeError,
    Share,
    Table,
    differences,
    freeze,
    thaw,
)
from duban.governing.names import Name

D = Decimal
COLUMNS = (
    Column(key="unit", name=Name("区市", "district"), shape=Shape.TEXT),
    Column(key="pm25", name=Name("PM2.5", "PM2.5"), shape=Shape.NUMBER, unit="微克/立方米", digits=0),
    Column(key="place", name=Name("位次", "place"), shape=Shape.PLACE),
    Column(key="day", name=Name("截至", "until"), shape=Shape.DAY),
)


def row(unit: str, value: str | None, place: int | None) -> tuple[Cell, ...]:
    return (
        Cell(unit),
        Cell(None if value is None else D(value), (f"观测:{unit}",)),
        Cell(None if place is None else D(place)),
        Cell(date(2026, 11, 15)),
    )


RANKING = Table(
    title=Name("PM2.5周均值", "PM2.5, weekly mean"),
    columns=COLUMNS,
    rows=(row("甲区", "25.0", 1), row("乙区", "31", 2), row("丙市", None, None)),
)
CLOSED = Share(name=Name("办结率", "closed"), part=D(999), whole=D(1000), records=("问题:1", "问题:2"))
WORDS = Paragraph(text="丙市本周无有效数据，不参与排名。", records=("观测:丙市",))
WEEK = Bulletin(
    series="L1:weekly",
    number=46,
    title=Name("空气质量周通报", "weekly air bulletin"),
    issuer="云溪区大气办",
    cut_off=date(2026, 11, 15),
    issued=date(2026, 11, 16),
    sections=(RANKING, CLOSED, WORDS),
    reply_to="云溪区大气办值班室",
)


def test_the_same_content_gives_the_same_bytes_and_comes_back() -> None:
    frozen = freeze(WEEK)
    assert freeze(thaw(frozen)) == frozen
    assert thaw(frozen) == WEEK
    assert frozen.digest == "".join(frozen.digest.split())
    assert json.loads(frozen.content)["sections"][0]["rows"][0][1] == ["25.0", ["观测:甲区"]]


def test_another_figure_is_another_digest() -> None:
    other = replace(WEEK, sections=(RANKING, replace(CLOSED, part=D(998)), WORDS))
    assert freeze(other).digest != freeze(WEEK).digest


def sections(*several: Section) -> Bulletin:
    return replace(WEEK, sections=several)


WRONG = (
    ("no number", replace(WEEK, number=0), "0 is no issue number"),
    (
        "issued too early",
        replace(WEEK, issued=date(2026, 11, 14)),
        "issued on 2026-11-14, before the cut-off of 2026-11-15",
    ),
    (
        "a row too short",
        sections(replace(RANKING, rows=(RANKING.rows[0][:2],))),
        "section 1, row 1: 2 cells under 4 columns",
    ),
    (
        "a word for a figure",
        sections(replace(RANKING, rows=((Cell("甲区"), Cell("好"), Cell(None), Cell(None)),))),
        "section 1, row 1: '好' is no number for 'pm25'",
    ),
    (
        "a figure that is none",
        sections(replace(RANKING, rows=((Cell("甲区"), Cell(D("NaN")), Cell(None), Cell(None)),))),
        "section 1, row 1: Decimal('NaN') is no number for 'pm25'",
    ),
    (
        "two columns of one key",
        sections(replace(RANKING, columns=COLUMNS[:1] * 2, rows=())),
        "section 1, a column stands there twice",
    ),
    (
        "a share of no number",
        sections(WORDS, replace(CLOSED, whole=D("Infinity"))),
        "section 2: 999 of Infinity is no share",
    ),
    (
        "everything at once",
        replace(sections(replace(CLOSED, part=D("NaN"))), number=-1),
        "-1 is no issue number; section 1: NaN of 1000 is no share",
    ),
)


@pytest.mark.parametrize(("what", "bulletin", "message"), WRONG, ids=[case[0] for case in WRONG])
def test_content_that_does_not_hold_together_is_refused(what: str, bulletin: Bulletin, message: str) -> None:
    with pytest.raises(ShapeError) as refusal:
        freeze(bulletin)
    assert str(refusal.value) == message, what


FROZEN = freeze(WEEK)


def frozen_as(**changed: object) -> Frozen:
    content = json.dumps(json.loads(FROZEN.content) | changed).encode()
    return Frozen(content, hashlib.sha256(content).hexdigest())


BYTES = (
    ("a changed byte", Frozen(FROZEN.content.replace(b"999", b"998"), FROZEN.digest), "not the bytes that were issued"),
    ("another form", frozen_as(form=2), "written in form 2, and only 1 is known"),
    ("an unknown section", frozen_as(sections=[{"kind": "map"}]), "no section is a 'map'"),
    ("something missing", frozen_as(sections=[{"kind": "paragraph"}]), "these bytes are no bulletin: 'text'"),
    ("no list", frozen_as(sections=None), "these bytes are no bulletin: "),
)  # fmt: skip


@pytest.mark.parametrize(("what", "frozen", "message"), BYTES, ids=[case[0] for case in BYTES])
def test_bytes_that_are_not_those_issued_are_refused(what: str, frozen: Frozen, message: str) -> None:
    with pytest.raises(FrozenError) as refusal:
        thaw(frozen)
    assert message in str(refusal.value), what


def test_a_correction_says_which_cells_it_changes() -> None:
    mended = replace(
        WEEK,
        number=47,
        corrects=FROZEN.digest,
        sections=(
            replace(RANKING, rows=(row("甲区", "25.0", 1), row("丙市", "28", 2), row("乙区", "31", 3))),
            replace(CLOSED, part=D(998)),
            replace(WORDS, text="丙市数据已补报。"),
        ),
    )
    found = [
        (one.row, one.column, one.before and one.before.value, one.after and one.after.value)
        for one in differences(WEEK, mended)
        if isinstance(one, Changed)
    ]
    assert found == [
        ("乙区", "place", D(2), D(3)),
        ("丙市", "pm25", None, D(28)),
        ("丙市", "place", None, D(2)),
        ("办结率", "part", D(999), D(998)),
        ("", "text", WORDS.text, "丙市数据已补报。"),
    ]


def test_rows_that_come_and_go_and_sections_that_change_are_told() -> None:
    fewer = replace(RANKING, rows=RANKING.rows[:1] * 2)
    found = differences(sections(RANKING, CLOSED), sections(fewer, WORDS, CLOSED))
    gone = [one for one in found if isinstance(one, Changed) and one.after is None]
    new = [one for one in found if isinstance(one, Changed) and one.before is None]
    assert {one.row for one in gone} == {"乙区", "丙市"}
    assert {one.row for one in new} == {"甲区 (2)"}
    assert [one for one in found if isinstance(one, Replaced)] == [Replaced(2), Replaced(3)]


def test_the_same_issue_differs_in_nothing() -> None:
    assert differences(WEEK, replace(WEEK, number=47, issued=date(2026, 12, 1))) == ()


VALUES = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
ROWS = st.lists(st.tuples(st.text(max_size=5), VALUES, st.lists(st.text(max_size=3), max_size=2)))


@given(ROWS, st.text(max_size=20))
def test_any_content_comes_back(rows: list[tuple[str, Decimal | None, list[str]]], words: str) -> None:
    table = replace(
        RANKING,
        columns=COLUMNS[:2],
        rows=tuple((Cell(name), Cell(value, tuple(records))) for name, value, records in rows),
    )
    bulletin = sections(table, Paragraph(text=words))
    frozen = freeze(bulletin)
    assert thaw(frozen) == bulletin
    assert freeze(thaw(frozen)) == frozen

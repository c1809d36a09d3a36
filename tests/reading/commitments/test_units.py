"""Units of items: every usual form, by a table of cases; and what holds for any text at all."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.commitments.units import find_units
from duban.reading.drafts import Cell, ItemDraft, UnitsFound
from duban.text import Span
from stopwatch import growth

if TYPE_CHECKING:
    from duban.reading.drafts import CellRole
    from duban.reading.model import ItemKind, Tense

CASES = Path(__file__).parents[1] / "cases" / "units.toml"
SHARED = Path(__file__).parents[4] / "shared"


class Case(NamedTuple):
    """A text of one item and the names in it."""

    text: str
    lead: list[str]
    supporting: list[str]
    known_gap: str


def cases() -> list[Case]:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [
        Case(case["text"], case["lead"], case.get("supporting", []), case.get("known_gap", ""))
        for group in table["group"]
        for case in group["cases"]
    ]


def item(
    text: str, within: Span | None = None, *, kind: ItemKind = "task", tense: Tense = "planned"
) -> ItemDraft:
    span = within or Span(0, len(text))
    return ItemDraft(span, None, kind, None, "", (), (span,), tense)


def read_one(text: str, *, kind: ItemKind = "task", tense: Tense = "planned") -> UnitsFound:
    return find_units(text, [item(text, kind=kind, tense=tense)], load())[0]


def read_lines(text: str, lines: list[str]) -> list[tuple[list[str], list[str]]]:
    """The names of the items that ``lines`` of the text are."""
    drafts = [item(text, Span(text.index(line), text.index(line) + len(line))) for line in lines]
    return [names(found) for found in find_units(text, drafts, load())]


def names(found: UnitsFound) -> tuple[list[str], list[str]]:
    return [unit.name for unit in found.lead], [unit.name for unit in found.supporting]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_usual_forms(case: Case, request: pytest.FixtureRequest) -> None:
    if case.known_gap:
        request.applymarker(pytest.mark.xfail(reason=case.known_gap, strict=True))
    found = read_one(case.text)

    assert names(found) == (case.lead, case.supporting)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_every_name_stands_at_its_span(case: Case) -> None:
    for unit in (found := read_one(case.text)).lead + found.supporting:
        assert "".join(unit.span.of(case.text).split()) == unit.name


def test_what_was_done_names_no_subject() -> None:
    text = "区委先后召开6次专题会议，各镇街要求整改的事项全部办结。区财政局负责资金拨付。"

    assert names(read_one(text, kind="achievement", tense="achieved")) == ([], [])


def test_a_report_names_those_it_tells_what_to_do() -> None:
    text = "区教育局完成了改造。各项目单位要倒排工期。下一步，区医保局将扩大范围。"

    found = read_one(text, kind="achievement", tense="achieved")

    assert names(found) == (["各项目单位", "区医保局"], [])


def test_what_was_done_still_states_units_in_brackets() -> None:
    text = "改造小区12个。（责任单位：区住房城乡建设局）"

    assert names(read_one(text, kind="measure", tense="achieved")) == (["区住房城乡建设局"], [])


RULED = """各责任单位要抓好落实，列第一位的为牵头单位。
一、改造供水管网。（责任单位：区水务局、区财政局，各镇街）
二、建设口袋公园。责任单位：区城市管理局
三、新建停车场。（牵头单位：区交通运输局、区城市管理局）
"""


def test_an_assignment_in_a_report_is_one_only_where_nothing_else_is_said_of_the_unit() -> None:
    assigned = "建设柳湾敬老院。由区民政局、区财政局组织推进和落实。项目前期工作已完成。"
    assert names(read_one(assigned, kind="achievement", tense="achieved")) == (["区民政局", "区财政局"], [])
    reported = "由区水务局组建队伍2支，完成巡查。"
    assert names(read_one(reported, kind="achievement", tense="achieved")) == ([], [])


def test_rule_in_front_matter_holds_for_all_items() -> None:
    lines = RULED.splitlines()[1:]

    assert read_lines(RULED, lines) == [
        (["区水务局"], ["区财政局", "各镇街"]),
        (["区城市管理局"], []),
        (["区交通运输局", "区城市管理局"], []),
    ]


def test_rule_holds_from_where_it_is_stated() -> None:
    first = "1.清淤河道。（区水务局、区财政局负责）"
    second = "2.植树造林。（区林业局、区财政局负责，排在首位的为牵头单位，下同）"
    third = "3.管护古树。（区林业局、各镇街负责）"
    text = f"{first}\n{second}\n{third}"

    assert read_lines(text, [first, second, third]) == [
        (["区水务局", "区财政局"], []),
        (["区林业局"], ["区财政局"]),
        (["区林业局"], ["各镇街"]),
    ]


def test_rule_in_a_note_holds_for_the_whole_document() -> None:
    first = "1.清淤河道。（区水务局、区财政局负责）"
    text = f"{first}\n注：责任单位中，列第一的单位为牵头单位。"

    assert read_lines(text, [first]) == [(["区水务局"], ["区财政局"])]


def test_a_row_without_its_head_names_units_in_cells_of_their_own() -> None:
    found = read_one(
        "15.推进操场改造 | 改造操场三片，区内学校共享。 | 教育体育局 | 区财政局、各镇街 | 王小明 |"
    )

    assert names(found) == (["教育体育局"], ["区财政局", "各镇街"])


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("一、区园区管委会牵头工作（8项）", ["区园区管委会"]),
        ("（二）区教育局负责的重点任务", ["区教育局"]),
        ("三、区水务局（12项）", ["区水务局"]),
        ("四、区教育局改革工作", []),
        ("五、加强区财政局负责的工作", []),
    ],
)
def test_a_heading_gives_its_unit_to_the_tasks_under_it(heading: str, lead: list[str]) -> None:
    task = "1.新建养殖基地。"
    own = "2.新建厂房。（责任单位：区商务局）"
    text = f"{heading}\n{task}\n{own}"
    drafts = [
        item(text, Span(text.index(line), text.index(line) + len(line)))._replace(path=(heading,))
        for line in (task, own)
    ]

    found = find_units(text, drafts, load())

    assert [names(units) for units in found] == [(lead, []), (["区商务局"], [])]
    assert all(unit.span.of(text) == unit.name for unit in found[0].lead)


def row(*cells: tuple[CellRole, str, str]) -> tuple[str, ItemDraft]:
    """A table row from (role, column head, text) triples."""
    text = " | ".join(cell[2] for cell in cells)
    spans, at = [], 0
    for role, head, value in cells:
        spans.append(Cell(role, Span(at, at + len(value)), head))
        at += len(value) + 3
    draft = item(text)
    return text, ItemDraft(draft.span, None, "task", None, "", (), draft.body, "planned", tuple(spans))


ROWS: list[tuple[str, tuple[tuple[CellRole, str, str], ...], list[str], list[str]]] = [
    (
        "a column each",
        (
            ("task", "项目", "河道清淤"),
            ("lead", "牵头单位", "区水务局"),
            ("supporting", "配合单位", "区财政局 各镇街"),
        ),
        ["区水务局"],
        ["区财政局", "各镇街"],
    ),
    (
        "responsible beside lead supports, though the head alone would make it a lead",
        (
            ("task", "项目", "河道清淤"),
            ("lead", "牵头单位", "区水务局"),
            ("lead", "责任单位", "区财政局、审计局"),
        ),
        ["区水务局"],
        ["区财政局", "审计局"],
    ),
    (
        "verbs inside the cell outrank its column",
        (("task", "项目", "河道清淤"), ("lead", "责任单位", "区水务局牵头，区财政局配合")),
        ["区水务局"],
        ["区财政局"],
    ),
    (
        "a column of units and persons",
        (("task", "项目", "河道清淤"), ("lead", "责任单位及责任人", "区水务局 王小明")),
        ["区水务局"],
        [],
    ),
    (
        "a person's column names no unit",
        (("task", "项目", "河道清淤"), ("other", "责任领导", "王小明"), ("lead", "责任单位", "区水务局")),
        ["区水务局"],
        [],
    ),
    (
        "the head names persons too and is broken by white space",
        (("task", "项目", "河道清淤"), ("other", "牵头单位及 主要负责人", "区水务局 伍小明")),
        ["区水务局"],
        [],
    ),
    (
        "a row shifted against its head: the unit stands under the time",
        (("task", "项目", "新建口袋公园"), ("task", "任务", "11月"), ("deadline", "完成时限", "建设局")),
        ["建设局"],
        [],
    ),
    (
        "fields of a table that were taken for rows: the cell before says what the unit does",
        (("lead", "责任部门", "配合部门"), ("task", "区大数据局", "区公安分局、区教体局")),
        [],
        ["区公安分局", "区教体局"],
    ),
    (
        "a column of those who look on is not ours, whatever stands in it",
        (("task", "项目", "河道清淤"), ("other", "督导单位", "区委督查室")),
        [],
        [],
    ),
    (
        "no unit in a dash",
        (("task", "项目", "河道清淤"), ("lead", "责任单位", "区水务局"), ("supporting", "配合单位", "—")),
        ["区水务局"],
        [],
    ),
]


@pytest.mark.parametrize(
    ("cells", "lead", "supporting"), [entry[1:] for entry in ROWS], ids=[r[0] for r in ROWS]
)
def test_table_rows(
    cells: tuple[tuple[CellRole, str, str], ...], lead: list[str], supporting: list[str]
) -> None:
    text, draft = row(*cells)

    assert names(find_units(text, [draft], load())[0]) == (lead, supporting)


def test_stated_is_the_whole_bracket() -> None:
    text = "改造小区。（责任单位：区住房城乡建设局、区财政局等部门）"

    assert [span.of(text) for span in read_one(text).stated] == [
        "（责任单位：区住房城乡建设局、区财政局等部门）"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "改造小区。（责任单位：区住房城乡建设局，2024年9月底前完成）",
        "改造小区。（责任单位：区住房城乡建设局；完成时限：2024年9月底前）",
        "改造小区。（区住房城乡建设局牵头，区财政局配合，2024年9月底前完成）",
        "改造小区。责任单位：区住房城乡建设局。完成时限：2024年9月底前。",
    ],
)
def test_stated_leaves_a_time_limit_to_be_read(text: str) -> None:
    limit = Span(text.index("2024"), text.index("前") + 1)

    found = read_one(text)

    assert found.lead
    assert not any(span.overlaps(limit) for span in found.stated)


def test_units_belong_to_the_item_whose_body_states_them() -> None:
    text = "一、改造小区（责任单位：区住房城乡建设局）\n1.更换水管。\n2.整修路面。（责任单位：青石街道）"

    assert read_lines(text, text.splitlines()) == [(["区住房城乡建设局"], []), ([], []), (["青石街道"], [])]


FRAGMENTS = [
    *"（）()【】〔〕、，,；;：:。 \n*|等和及要由团市县",
    *("责任单位", "牵头单位", "牵头", "配合", "负责", "按职责分工", "会同", "部门", "各镇街", "区教育局"),
    *("局长", "列第一位的为牵头单位", "下同", "2024年", "\ud800", "\u200f"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_any_text_gives_names_that_stand_in_it(text: str) -> None:
    found = read_one(text)

    for unit in found.lead + found.supporting:
        assert len(unit.name) > 1
        assert "".join(unit.span.of(text).split()) == unit.name
        assert Span(0, len(text)).start <= unit.span.start < unit.span.end <= len(text)
    assert all(span.within(Span(0, len(text))) for span in found.stated)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    read_one(text)


@pytest.mark.parametrize(
    "unit",
    [
        "、",
        "（",
        "）",
        "（）",
        "：",
        "局要",
        "局会同",
        "区、",
        "责任单位：",
        "（牵头）",
        "（区教育局负责）区教育局牵头，",
        "单位 ",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    # Eight times the text; a quadratic reading would take sixty-four times as long.
    assert growth(lambda size: read_one((unit * size)[:size]), size=1_000, times=8) < 24


@pytest.mark.seeds
@pytest.mark.skipif(
    not (SHARED / "gold").exists(), reason="the annotated documents are not beside the checkout"
)
@pytest.mark.parametrize("name", ["002_accc4d9745913fc8", "003_07901cef5f83406f"])
def test_annotated_documents(name: str) -> None:
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    text = (SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    drafts = [
        item(
            text,
            Span(entry["start"], entry["end"]),
            kind=entry["kind"],
            tense="planned" if entry["kind"] in ("task", "plan") else "achieved",
        )
        for entry in gold["items"]
    ]

    found = [names(units) for units in find_units(text, drafts, load())]

    def written(entry: dict[str, list[object]], role: str) -> list[str]:
        return [str(unit["name"]) if isinstance(unit, dict) else str(unit) for unit in entry.get(role, [])]

    assert found == [
        (written(entry, "lead_units"), written(entry, "supporting_units")) for entry in gold["items"]
    ]

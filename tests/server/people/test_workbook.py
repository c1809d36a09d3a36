"""Units out to a workbook and in again: unchanged means unchanged, all errors are told, and nothing is believed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.people import workbook
from duban.server.people.actions import names, units
from duban.server.people.actions.importing import import_units, preview_units
from duban.server.people.actions.units import UnitFields
from duban.server.people.errors import RefusedError, SheetError
from duban.server.people.models import Alias, CollectiveMember, Level, Unit
from duban.server.people.resolving import resolve
from server.cast import MAKER, TODAY, make_unit, taken_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.server.people.actions.importing import Outcome
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

HEADS = ["编码", "名称", "简称", "层级", "上级机构", "别名", "设立日期", "撤销日期", "统称"]


def book(*rows: Sequence[object], heads: list[str] = HEADS) -> bytes:
    made = Workbook()
    made.active.append(heads)
    for row in rows:
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def bring(content: bytes) -> Outcome:
    return import_units(MAKER, workbook.read(content))


def told(outcome: Outcome) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in outcome.errors]


def state() -> tuple[object, ...]:
    """Everything about units that a workbook says."""
    return (
        set(Unit.objects.values_list("name", "short", "code", "level", "parent__name", "since", "until")),
        set(Alias.objects.values_list("unit__name", "written")),
        set(CollectiveMember.objects.values_list("collective__written", "unit__name", "since", "until")),
    )


@pytest.mark.usefixtures("cast")
def test_what_is_exported_comes_back_without_a_change() -> None:
    before, events = state(), Event.objects.count()
    outcome = bring(workbook.export(TODAY))
    assert (outcome.changes, outcome.errors, outcome.rows) == ((), (), Unit.objects.count())
    assert (state(), Event.objects.count()) == (before, events)


def test_a_whole_office_comes_in_from_its_book(cast: Cast) -> None:
    content, before = workbook.export(TODAY), state()
    Alias.objects.all().delete()
    CollectiveMember.objects.all().delete()
    for collective in cast.collectives.values():
        collective.delete()
    for account in cast.accounts.values():
        account.posts.all().delete()
    for unit in Unit.objects.order_by("-path"):
        unit.delete()
    outcome = bring(content)
    assert outcome.errors == ()
    assert state() == before
    assert prove().broken is None
    assert len({event.action for event in Event.objects.order_by("-number")[: len(outcome.changes)]}) == 1


_name = st.text("甲乙丙丁=+-@（）'\"<>& 1a", min_size=1, max_size=8).filter(
    lambda text: text.strip() == text != ""
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(
        st.tuples(_name, _name | st.just(""), st.integers(0, 5), st.none() | st.dates()),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_units_are_called_their_book_changes_nothing(
    made: list[tuple[str, str, int, object]],
) -> None:
    with taken_back():
        kept: list[Unit] = []
        for name, short, parent, since in made:
            try:
                fields = UnitFields(level=Level.OTHER, short=short, since=since)  # type: ignore[arg-type] # a date
                kept.append(
                    units.create_unit(
                        MAKER, name, fields, parent=kept[parent] if parent < len(kept) else None
                    )
                )
            except RefusedError:
                continue
        outcome = bring(workbook.export(TODAY))
        assert (outcome.changes, outcome.errors) == ((), ())


def test_a_preview_says_what_will_happen_and_changes_nothing() -> None:
    top = make_unit("云溪区", level=Level.DISTRICT)
    unit = make_unit("区体育局", parent=top, code="T")
    rows = workbook.read(
        book(
            ["T", "区教育体育局", "区教体局", "部门", "云溪区", "区体育局", "", "", ""],
            ["", "青石街道", "", "镇街", "云溪区", "", "2025年7月1日", "", "各街道（2025-07-01—）；各镇街"],
        )
    )
    before, events = state(), Event.objects.count()
    preview = preview_units(MAKER, rows)
    assert (state(), Event.objects.count()) == (before, events)
    done = import_units(MAKER, rows)
    assert [(change.row, change.happening.kind) for change in done.changes] == [
        (change.row, change.happening.kind) for change in preview.changes
    ]
    assert [change.happening.kind.split(".")[1] for change in done.changes] == [
        "unit_renamed",
        "unit_changed",
        "alias_added",
        "unit_created",
        "collective_created",
        "member_added",
        "collective_created",
        "member_added",
    ]
    assert resolve("区体育局", TODAY).units[0].id == unit.pk
    assert [unit.name for unit in resolve("各街道", TODAY).units] == ["青石街道"]


def test_all_errors_are_told_at_once_with_row_and_column_and_nothing_is_changed() -> None:
    make_unit("云溪区", level=Level.DISTRICT, code="YX")
    make_unit("区水务局", code="W")
    before, events = state(), Event.objects.count()
    outcome = bring(
        book(
            ["", "", "", "部门", "", "", "", "", ""],
            ["", "区财政局", "", "厅", "云溪区", "", "", "", ""],
            ["", "区民政局", "", "部门", "市民政局", "", "", "", ""],
            ["", "区商务局", "", "部门", "", "", "去年", "", ""],
            ["", "区科技局", "", "部门", "", "", "2025-02-01", "2025-01-01", ""],
            ["", "区教育局", "", "部门", "", "云溪区", "", "", ""],
            ["", "区教育局", "", "部门", "", "", "", "", ""],
            ["W", "云溪区", "", "区", "", "", "", "", ""],
            ["", "甲局", "", "部门", "乙局", "", "", "", ""],
            ["", "乙局", "", "部门", "甲局", "", "", "", ""],
            ["", "区交通局", "云溪区", "部门", "", "", "", "", "各局（明天—）"],
            ["", "一切正常的局", "", "部门", "云溪区", "", "", "", ""],
        )
    )
    assert told(outcome) == [
        (2, "name"),
        (3, "level"),
        (4, "parent"),
        (5, "since"),
        (6, "until"),
        (7, "aliases"),
        (8, "name"),
        (9, "code"),
        (10, "parent"),
        (12, "collectives"),
    ]
    assert outcome.changes == ()
    assert (state(), Event.objects.count()) == (before, events)


def test_a_refusal_of_an_action_is_an_error_of_its_cell(cast: Cast) -> None:
    outcome = bring(
        book(
            ["", "某局", "区水务局", "部门", "云溪区", "", "", "", ""],
            ["", "某中心", "", "其他", "云溪区", "区发改局", "", "", ""],
            [
                cast.units["柳湾镇"].code,
                "柳湾镇人民政府",
                "柳湾镇",
                "镇街",
                "云溪区",
                "",
                "",
                "2025-12-31",
                "",
            ],
        )
    )
    assert told(outcome) == [(2, "short"), (3, "aliases"), (4, "until")]


def test_a_column_that_is_missing_says_nothing(cast: Cast) -> None:
    before = state()
    outcome = bring(book(["区水务局", "新简称"], heads=["name", "short"]))
    assert told(outcome) == [(2, "level")]
    outcome = bring(book(["云溪区水务局", "新简称"], heads=["名称", "简称"]))
    assert [change.happening.kind for change in outcome.changes] == ["people.unit_changed"]
    units.change_unit(MAKER, cast.units["区水务局"], units.fields_of(cast.units["区水务局"]))
    assert state() == before


def test_an_alias_may_change_hands_within_one_book() -> None:
    a, b = make_unit("甲局"), make_unit("乙局")
    names.add_alias(MAKER, a, "老名字")
    outcome = bring(
        book(["", "乙局", "", "部门", "", "老名字", "", "", ""], ["", "甲局", "", "部门", "", "", "", "", ""])
    )
    assert outcome.errors == ()
    assert resolve("老名字", TODAY).units[0].id == b.pk


def test_an_ended_unit_comes_back_when_its_book_says_so() -> None:
    unit = make_unit("甲局")
    units.end_unit(MAKER, unit, TODAY)
    outcome = bring(book(["", "甲局", "", "部门", "", "", "", "", ""]))
    assert [change.happening.kind for change in outcome.changes] == ["people.unit_revived"]


def test_numbers_and_days_may_be_typed_as_such() -> None:
    from datetime import datetime  # noqa: PLC0415 - a cell's day

    outcome = bring(book([7, "甲局", "", "部门", "", "", datetime(2025, 7, 1), "", ""]))  # noqa: DTZ001 - a cell
    assert outcome.errors == ()
    unit = Unit.objects.get()
    assert (unit.code, str(unit.since)) == ("7", "2025-07-01")


def test_no_text_goes_out_as_a_formula() -> None:
    make_unit("=1+1", short="@SUM(A1)")
    sheet = load_workbook(BytesIO(workbook.export(TODAY))).active
    row = next(sheet.iter_rows(min_row=2, max_row=2))
    assert [(cell.value, cell.data_type) for cell in row[1:3]] == [("=1+1", "s"), ("@SUM(A1)", "s")]
    assert all(cell.quotePrefix for cell in row[1:3])


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "不是"),
        (b"PK\x03\x04nothing", "不是"),
        (zipped({"a.txt": b"1"}), "不是"),
        (zipped({"xl/worksheets/sheet1.xml": bytes(61 * 2**20)}), "过大"),
        (zipped({f"{number}": b"" for number in range(501)}), "过大"),
        (bytes(5 * 2**20 + 1), "超过"),
        (book(["甲"], heads=["机构"]), "表头"),
        (book(*[["甲"]] * 2100, heads=["名称"]), "最多"),
    ],
)
def test_what_is_no_list_of_units_is_said_to_be_none(content: bytes, why: str) -> None:
    with pytest.raises(SheetError, match=why):
        workbook.read(content)


@pytest.mark.usefixtures("cast")
def test_a_book_is_the_same_in_english() -> None:
    with override("en"):
        english = workbook.export(TODAY)
        assert bring(english).errors == ()
    assert english == workbook.export(TODAY)

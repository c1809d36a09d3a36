"""Search that is right for Chinese, on whichever database the tests run: held against looking at every text."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.server.ledger.models import Item
from duban.server.ledger.search import among, fold, grams, matching, standing

if TYPE_CHECKING:
    from django.db.models.expressions import RawSQL

    from server.web.office import Office

migration = importlib.import_module("duban.server.ledger.migrations.0002_search")

TEXTS = (
    "优化营商环境，全年新增经营主体1.2万户",
    "提升环境质量，PM2.5均值控制在35微克/立方米以内",
    "商环境",
    "碳达峰",
    "推进“双碳”",
    "ＡＢＣ公司扩建",
    "用地 审批\n提速",
    "100%完成_整改",
    "它's \\反斜杠",
)


def ids(text: str) -> RawSQL:
    found = matching(text)
    assert found is not None
    return found


def found(text: str) -> set[str]:
    return set(Item.objects.filter(pk__in=ids(text)).values_list("text", flat=True))


@pytest.fixture
def texts(office: Office) -> Office:
    for text in TEXTS:
        item = office.item()
        Item.objects.filter(pk=item.pk).update(text=text, title="标题", section="", number="")
    return office


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("营商", {0}),
        ("环境", {0, 1, 2}),
        ("商环", {0, 2}),
        ("营商环境", {0}),
        ("营环", set()),
        ("碳", {3, 4}),
        ("峰", {3}),
        ("”", {4}),
        ("双碳”", {4}),
        ("abc", {5}),
        ("ＡＢＣ公司", {5}),
        ("pm2.5", {1}),
        ("用地审批", {6}),
        ("审批提速", {6}),
        ("100%", {7}),
        ("%", {7}),
        ("_", {7}),
        ("完成_", {7}),
        ("'s", {8}),
        ("\\反", {8}),
        ("1.2万", {0}),
        ('"', set()),
        ("OR", set()),
        ("标题", set(range(9))),
        ("题优", set()),
    ],
)
@pytest.mark.usefixtures("texts")
def test_what_is_found(query: str, hits: set[int]) -> None:
    assert found(query) == {TEXTS[number] for number in hits}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("query", ["", "  ", "\x1f", "\0", "\u3000"])
def test_nothing_typed_narrows_nothing(query: str) -> None:
    assert matching(query) is None


def test_ids_as_one_parameter(office: Office) -> None:
    one, other = office.item(), office.item()
    office.item()
    assert set(Item.objects.filter(pk__in=among([one.pk, other.pk, 0]))) == {one, other}
    assert not Item.objects.filter(pk__in=among([])).exists()


def test_the_index_follows_every_change(office: Office) -> None:
    item = office.item("新建口袋公园")
    assert Item.objects.filter(pk__in=ids("口袋")).exists()
    item.title = "新建社区食堂"
    item.save()
    assert not Item.objects.filter(pk__in=ids("口袋公园")).filter(title__contains="口袋").exists()
    assert Item.objects.filter(pk__in=ids("社区食堂")).get() == item
    Item.objects.filter(pk=item.pk).update(title="新建养老驿站")
    assert Item.objects.filter(pk__in=ids("养老驿站")).get() == item
    item.due_dates.all().delete()
    item.assignments.all().delete()
    item.delete()
    assert not Item.objects.filter(pk__in=ids("养老驿站")).exists()


def test_a_very_long_text_is_kept_and_found_by_its_beginning(office: Office) -> None:
    item = office.item()
    item.text = "开头的话" + "很长" * 30_000
    item.save()
    assert Item.objects.filter(pk__in=ids("开头的话")).get() == item


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_found_is_what_holds_the_words(office: Office, data: st.DataObject) -> None:
    alphabet = st.sampled_from("营商环境碳，“”1aＡ %_'\\\"*() ")
    text = data.draw(st.text(alphabet, max_size=12))
    query = data.draw(st.text(alphabet, min_size=1, max_size=3))
    item = office.item("无关")
    Item.objects.filter(pk=item.pk).update(text=text, section="", number="")
    matched = matching(query)
    asked = standing(query)
    if matched is None:
        assert not fold(query)
        assert asked is None
    else:
        hit = Item.objects.filter(pk__in=matched, pk=item.pk).exists()
        assert hit == (fold(query) in fold(text) or fold(query) in fold("无关"))
        assert asked is None or Item.objects.filter(asked, pk=item.pk).exists() == hit


def test_sqlite_words_are_letters_and_digits_whatever_the_text() -> None:
    assert grams("碳", "") == "78b3z1fz 1fz"


class Editor:
    """A schema editor inside the test's own transaction, which SQLite's real one would refuse."""

    connection = connection

    def execute(self, statement: str, params: None = None) -> None:
        """Run one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def test_the_index_can_be_taken_away_and_made_again(office: Office) -> None:
    item = office.item("新建口袋公园")
    migration.unmake(apps, Editor())
    migration.make(apps, Editor())
    assert Item.objects.filter(pk__in=ids("口袋")).filter(pk=item.pk).exists()

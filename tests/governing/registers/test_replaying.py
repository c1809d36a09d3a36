"""Entries and their events: what is refused and why, and where an entry stands on a day as it was known on another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

import pytest

from duban.governing import registers
from duban.governing.names import Name
from duban.governing.registers import (
    NAMES,
    AlreadyAtTier,
    AlreadyIn,
    AlreadySuspended,
    CleanUp,
    Entry,
    EventError,
    ExpiresBefore,
    FieldKind,
    KindError,
    Lacking,
    Location,
    NoExpiry,
    NoReason,
    NotAtTier,
    NoTier,
    NotIn,
    NotOpaque,
    NotSuspended,
    Relation,
    Skipped,
    ToldBackwards,
    UnknownField,
    UnknownTier,
    Validity,
    Wanted,
    WrongValue,
    append,
    opaque,
    refuse,
    say,
    standing,
)
from duban.governing.registers.wording import REASONS
from governing.registers.registers_of import (
    BRANDS,
    ELDERS,
    FIRMS,
    HEADQUARTERS,
    LATE,
    MARKS,
    POWERS,
    at,
    changed,
    entered,
    entry,
    field,
    kind,
    left,
    moved,
    renewed,
    resumed,
    suspended,
    tiers,
)

if TYPE_CHECKING:
    from duban.governing.registers import Event, Refusal, RegisterKind

FIRM = entry(FIRMS, "云溪精密", entered("01-10", tier="科小", batch="第一批"))
BIG = entry(FIRMS, "云溪精密", entered("01-10", tier="高企"))
GONE = entry(FIRMS, "云溪精密", entered("01-10", tier="科小"), left("05-01"))
POWER = entry(POWERS, "施工许可", entered("01-10", values={"来源": "p"}))

REFUSED: tuple[tuple[str, RegisterKind, Entry, Event, Refusal], ...] = (
    ("in twice", FIRMS, FIRM, entered("02-01", tier="科小"), AlreadyIn(at("02-01"))),
    ("moved before it is in", FIRMS, Entry("甲"), moved("02-01", "科小", "育苗"), NotIn(at("02-01"))),
    ("moved after it left", FIRMS, GONE, moved("06-01", "科小", "育苗"), NotIn(at("06-01"))),
    ("a tier that there is not", FIRMS, FIRM, moved("02-01", "科小", "瞪羚"), UnknownTier("瞪羚")),
    ("entered at none there is", FIRMS, Entry("甲"), entered("02-01", tier="瞪羚"), UnknownTier("瞪羚")),
    (
        "moved from where it is not",
        FIRMS,
        FIRM,
        moved("02-01", "育苗", "高企"),
        NotAtTier("育苗", ("科小",)),
    ),
    ("moved from none", FIRMS, FIRM, moved("02-01", None, "育苗"), NotAtTier(None, ("科小",))),
    ("moved to where it is", BRANDS, entry(BRANDS, "甲", entered("01-10", tier="市级")),
     moved("02-01", "市级", "市级"), AlreadyAtTier("市级")),
    ("a tier skipped", FIRMS, FIRM, moved("02-01", "科小", "高企"), Skipped(("育苗",))),
    ("two tiers skipped", FIRMS, FIRM, moved("02-01", "科小", "上市"), Skipped(("育苗", "高企"))),
    ("down without a reason", FIRMS, BIG, moved("02-01", "高企", "科小"), NoReason()),
    ("off the ladder", FIRMS, BIG, moved("02-01", "高企", None, reason="撤销"), NoTier()),
    ("an independent mark lost without a reason", MARKS, entry(MARKS, "甲", entered("01-10", tier="实验室")),
     moved("02-01", "实验室", None), NoReason()),
    ("an independent mark won twice", MARKS, entry(MARKS, "甲", entered("01-10", tier="实验室")),
     moved("02-01", None, "实验室"), AlreadyAtTier("实验室")),
    ("left without a reason", FIRMS, FIRM, left("02-01", " "), NoReason()),
    ("suspended without a reason", FIRMS, FIRM, suspended("02-01", ""), NoReason()),
    ("suspended twice", FIRMS, entry(FIRMS, "甲", entered("01-10"), suspended("02-01")),
     suspended("03-01"), AlreadySuspended(at("02-01"))),
    ("resumed and not suspended", FIRMS, FIRM, resumed("02-01"), NotSuspended()),
    ("a field that there is not", POWERS, POWER, changed("02-01", "地址", "甲"), UnknownField("地址")),
    ("a value of another kind", POWERS, POWER, changed("02-01", "办件量", "甲"), WrongValue("办件量")),
    ("a choice that there is not", POWERS, POWER, changed("02-01", "来源", "x"), WrongValue("来源")),
    ("a place off the earth", POWERS, POWER, changed("02-01", "位置", Location(Decimal(181), Decimal(0))),
     WrongValue("位置")),
    ("a required value taken away", POWERS, POWER, changed("02-01", "来源", None), Lacking(("来源",))),
    ("entered without it", POWERS, Entry("甲"), entered("02-01"), Lacking(("来源",))),
    ("told backwards", FIRMS, FIRM, moved("02-01", "科小", "育苗", told=at("01-09")),
     ToldBackwards(at("01-09"), at("01-10"))),
    ("expired before it begins", FIRMS, Entry("甲"), entered("02-01", expires=at("01-01")),
     ExpiresBefore(at("01-01"), at("02-01"))),
    ("renewed until yesterday", FIRMS, FIRM, renewed("02-01", "01-31"), ExpiresBefore(at("01-31"), at("02-01"))),
    ("a person without an expiry", ELDERS, Entry("ref-7f3a9c"), entered("02-01"), NoExpiry()),
    ("a person by name", ELDERS, Entry("王某某"), entered("02-01", expires=at("12-31")), NotOpaque()),
    ("a person by number", ELDERS, Entry("370211195001011234"), entered("02-01", expires=at("12-31")), NotOpaque()),
    ("told late, and what came after could not have been", FIRMS,
     entry(FIRMS, "甲", entered("01-10", tier="科小"), moved("06-01", "科小", "育苗")),
     left("03-01", told=at("07-01")), NotIn(at("06-01"))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("what", "of", "before", "event", "refusal"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_what_cannot_have_happened_is_refused(
    what: str, of: RegisterKind, before: Entry, event: Event, refusal: Refusal
) -> None:
    assert refuse(of, before, event) == refusal, what
    with pytest.raises(EventError) as error:
        append(of, before, event)
    assert error.value.refusal == refusal


PERSONAL = kind(fields=(field("负责人", FieldKind.REFERENCE, personal=True),))


def test_a_personal_field_holds_an_opaque_reference_only() -> None:
    assert refuse(PERSONAL, Entry("甲"), entered("02-01", values={"负责人": "王某某"})) == NotOpaque()
    assert refuse(PERSONAL, Entry("甲"), entered("02-01", values={"负责人": "p-8c1d22"})) is None


@pytest.mark.parametrize(
    ("text", "tells_nothing"),
    [("p-8c1d22", True), ("A1B2C3", True), ("王某某", False), ("13912345678", False),
     ("37021119500101123X", False), ("a1", False), ("", False)],
)  # fmt: skip
def test_what_is_opaque(text: str, tells_nothing: bool) -> None:
    assert opaque(text) is tells_nothing


ALLOWED: tuple[tuple[str, RegisterKind, tuple[Event, ...], frozenset[str]], ...] = (
    ("a step up", FIRMS, (entered("01-10", tier="科小"), moved("02-01", "科小", "育苗")), frozenset({"育苗"})),
    ("down with a reason", FIRMS, (entered("01-10", tier="高企"), moved("02-01", "高企", "科小", reason="未通过复核")),
     frozenset({"科小"})),
    ("onto the ladder", FIRMS, (entered("01-10"), moved("02-01", None, "高企")), frozenset({"高企"})),
    ("nested levels may be skipped", HEADQUARTERS, (entered("01-10", tier="区级"), moved("02-01", "区级", "省级")),
     frozenset({"省级"})),
    ("a ladder that may be skipped", kind(tiers=tiers("低", "中", "高"), relation=Relation.LADDER, skips=True),
     (entered("01-10", tier="低"), moved("02-01", "低", "高")), frozenset({"高"})),
    ("from any exclusive tier to any", BRANDS, (entered("01-10", tier="国家级"), moved("02-01", "国家级", "区级")),
     frozenset({"区级"})),
    ("several marks at once", MARKS, (entered("01-10", tier="实验室"), moved("02-01", None, "绿色工厂")),
     frozenset({"实验室", "绿色工厂"})),
    ("a mark lost", MARKS, (entered("01-10", tier="实验室"), moved("02-01", "实验室", None, reason="撤销")),
     frozenset()),
    ("in again", FIRMS, (entered("01-10", tier="高企"), left("02-01"), entered("03-01", tier="科小")),
     frozenset({"科小"})),
    ("told late, and put where it belongs", FIRMS,
     (entered("01-10", tier="科小"), suspended("06-01"), moved("03-01", "科小", "育苗", told=at("07-01"))),
     frozenset({"育苗"})),
)  # fmt: skip


@pytest.mark.parametrize(("what", "of", "events", "expected"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_may_happen(
    what: str, of: RegisterKind, events: tuple[Event, ...], expected: frozenset[str]
) -> None:
    found = standing(entry(of, "甲", *events), LATE)
    assert found is not None, what
    assert found.tiers == expected
    assert found.left is None


def test_an_entry_that_was_never_accepted_stands_nowhere() -> None:
    with pytest.raises(EventError) as refusal:
        standing(Entry("甲", (moved("02-01", "科小", "育苗"),)), LATE)
    assert refusal.value.refusal == NotIn(at("02-01"))


def test_an_entry_stands_on_every_day_as_it_did() -> None:
    power = entry(
        POWERS,
        "施工许可",
        entered("01-10", values={"来源": "p", "承接单位": "区住建局"}, batch="第一批", expires=at("12-31")),
        changed("03-01", "承接单位", "云溪经开区"),
        suspended("04-01"),
        resumed("05-01"),
        renewed("06-01", "2025-12-31"),
        changed("07-01", "承接单位", None),
        left("09-01"),
    )
    assert standing(power, at("01-09")) is None
    days = [
        standing(power, at(day)) for day in ("01-10", "03-01", "04-15", "05-01", "06-01", "07-01", "09-01")
    ]
    found = [one for one in days if one is not None]
    assert [one.values.get("承接单位") for one in found] == ["区住建局", *["云溪经开区"] * 4, None, None]
    assert [one.suspended for one in found] == [None, None, at("04-01"), None, None, None, None]
    assert [one.expires for one in found[3:5]] == [at("12-31"), at("2025-12-31")]
    assert [one.left for one in found] == [None] * 6 + [at("09-01")]
    assert (found[0].is_expired(at("12-31")), found[0].is_expired(at("2024-01-01"))) == (False, True)


def test_what_was_known_then_can_be_asked_again() -> None:
    firm = entry(FIRMS, "甲", entered("01-10", tier="科小"), moved("03-01", "科小", "育苗", told=at("07-01")))
    frozen = standing(firm, at("06-30"), at("06-30"))
    now = standing(firm, at("06-30"))
    assert frozen is not None
    assert now is not None
    assert (frozen.tiers, now.tiers) == (frozenset({"科小"}), frozenset({"育苗"}))


KINDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("a field twice", {"fields": (field("a", FieldKind.FLAG),) * 2}, "fields: 'a' stands there 2 times"),
    ("a column that every register has", {"fields": (field("批次", FieldKind.TEXT),)},
     "fields: '批次' stands there 2 times"),
    ("a tier twice", {"tiers": tiers("低", "低"), "relation": Relation.LADDER}, "tiers: '低' stands there 2 times"),
    ("tiers without their relation", {"tiers": tiers("低")}, "relation: 1 tiers that lie to one another as None"),
    ("a relation of nothing", {"relation": Relation.LADDER}, "relation: 0 tiers that lie to one another as ladder"),
    ("skipping where there are no steps", {"tiers": tiers("低"), "relation": Relation.NESTED, "skips": True},
     "skips: there are no steps to skip where tiers are nested"),
    ("a choice of nothing", {"fields": (field("a", FieldKind.CHOICE),)}, "fields.a: a choice with 0 choices"),
    ("a flag with choices", {"fields": (field("a", FieldKind.FLAG, choices={"x": Name("甲", "a")}),)},
     "fields.a: a flag with 1 choices"),
    ("a word for two choices",
     {"fields": (field("a", FieldKind.CHOICE, choices={"x": Name("甲", "a"), "y": Name("甲", "b")}),)},
     "fields.a: '甲' could be two of the choices"),
    ("text in yuan", {"fields": (field("a", FieldKind.TEXT, counted_in="元"),)},
     "fields.a: a text is not counted in '元'"),
    ("a person's name", {"fields": (field("a", FieldKind.TEXT, personal=True),)},
     "fields.a: what is personal is held as an opaque reference, not as a text"),
    ("text about persons", {"of_persons": True, "fields": (field("a", FieldKind.TEXT),)},
     "fields.a: a register about persons holds no text"),
    ("where persons live", {"of_persons": True, "fields": (field("a", FieldKind.PLACE),)},
     "fields.a: a register about persons holds no place"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "said", "message"), KINDS, ids=[row[0] for row in KINDS])
def test_a_register_that_cannot_be_kept_is_refused(what: str, said: dict[str, Any], message: str) -> None:
    with pytest.raises(KindError) as refusal:
        kind(**said)
    assert message in str(refusal.value).split("; "), what


def test_every_reason_and_every_word_is_there_in_both_languages() -> None:
    assert set(REASONS) == set(get_args(Wanted))
    assert set(NAMES) == {*FieldKind, *Relation, *Validity, *CleanUp}
    assert all(name.zh and name.en for table in (REASONS, NAMES) for name in table.values())
    assert registers.__all__ == sorted(
        registers.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


@pytest.mark.parametrize(
    ("reason", "of", "zh", "en"),
    [
        (
            Skipped(("育苗", "高企")),
            FIRMS,
            "不能越级：跳过了育苗、高企",
            "tiers cannot be skipped: 育苗 (en), 高企 (en)",
        ),
        (
            NotAtTier(None, ()),
            FIRMS,
            "应处于无梯次，实为无梯次",
            "to be moved from no tier, and it is at no tier",
        ),
        (Lacking(("来源",)), POWERS, "缺少必填项：来源", "wanting: 来源 (en)"),
        (AlreadySuspended(at("02-01")), FIRMS, "自2023-02-01起已暂停", "suspended since 2023-02-01 already"),
    ],
)
def test_a_refusal_is_said(reason: Refusal, of: RegisterKind, zh: str, en: str) -> None:
    assert (say(reason, of, "zh"), say(reason, of, "en")) == (zh, en)
